/** Stores each member's turn in each round: one for each round and membership. */

import type { TurnStore } from "../../app/ports/round-store.ts";
import type { Turn } from "../../core/schedule/round.ts";
import type { Instant } from "../../core/time.ts";
import type { TurnRow } from "../rows/round-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of turns over the database. */
export function createTurnStore(db: Db): TurnStore {
  const all = db.selectFrom("turns").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const ofRound = prepare(db, ({ roundId }: { roundId: string }) => all.where("round_id", "=", roundId).orderBy("id"));
  const ofCheckIn = prepare(db, ({ checkInId }: { checkInId: string }) => all.where("check_in_id", "=", checkInId));
  const claim = prepare(db, (row: TurnRow) =>
    db
      .insertInto("turns")
      .values(row)
      .onConflict((conflict) => conflict.columns(["round_id", "membership_id"]).doNothing()),
  );
  /** Whose turn of which round it is never changes. */
  const update = prepare(db, ({ id, round_id, team_id, membership_id, person_id, ...change }: TurnRow) =>
    db.updateTable("turns").set(change).where("id", "=", id),
  );
  const due = prepare(db, ({ now, limit }: { now: Instant; limit: number }) =>
    all
      .where("next_action_at", "is not", null)
      .where("next_action_at", "<=", now)
      .orderBy("next_action_at")
      .orderBy("id")
      .limit(limit),
  );
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && toTurn(row);
    },
    async listOfRound(roundId) {
      return ofRound.all({ roundId }).map(toTurn);
    },
    async findOfCheckIn(checkInId) {
      const row = ofCheckIn.first({ checkInId });
      return row && toTurn(row);
    },
    async claim(turn) {
      return claim.run(toRow(turn)) === 1;
    },
    async update(turn) {
      update.run(toRow(turn));
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map(toTurn);
    },
  };
}

function toTurn(row: TurnRow): Turn {
  return parsePresent({
    id: row.id,
    roundId: row.round_id,
    teamId: row.team_id,
    membershipId: row.membership_id,
    personId: row.person_id,
    dueAt: row.due_at,
    windowEndsAt: row.window_ends_at,
    state: row.state,
    excuse: row.excuse,
    checkInId: row.check_in_id,
    askedAt: row.asked_at,
    finishedAt: row.finished_at,
    remindersSent: row.reminders_sent,
    nextActionAt: row.next_action_at,
  });
}

function toRow(turn: Turn): TurnRow {
  return {
    id: turn.id,
    round_id: turn.roundId,
    team_id: turn.teamId,
    membership_id: turn.membershipId,
    person_id: turn.personId,
    due_at: turn.dueAt,
    window_ends_at: turn.windowEndsAt,
    state: turn.state,
    excuse: turn.excuse ?? null,
    check_in_id: turn.checkInId ?? null,
    asked_at: turn.askedAt ?? null,
    finished_at: turn.finishedAt ?? null,
    reminders_sent: turn.remindersSent,
    next_action_at: turn.nextActionAt ?? null,
  };
}
