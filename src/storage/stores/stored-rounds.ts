/** Stores rounds: one for each team and slot. */

import type { RoundStore } from "../../app/ports/round-store.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Instant } from "../../core/time.ts";
import type { RoundRow } from "../rows/round-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of rounds. Of several processes that claim a slot, one alone gets it. */
export function createRoundStore(db: Db): RoundStore {
  const all = db.selectFrom("rounds").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const newest = prepare(db, ({ teamId, limit }: { teamId: string; limit: number }) =>
    all.where("team_id", "=", teamId).orderBy("number", "desc").orderBy("id", "desc").limit(limit),
  );
  const claim = prepare(db, (row: RoundRow) =>
    db
      .insertInto("rounds")
      .values(row)
      .onConflict((conflict) => conflict.columns(["team_id", "slot"]).doNothing()),
  );
  /** Which round of which team it is never changes. */
  const update = prepare(db, ({ id, team_id, number, slot, ...change }: RoundRow) =>
    db.updateTable("rounds").set(change).where("id", "=", id),
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
      return row && toRound(row);
    },
    async latest(teamId) {
      const row = newest.first({ teamId, limit: 1 });
      return row && toRound(row);
    },
    async listOfTeam(teamId, limit) {
      return newest.all({ teamId, limit }).map(toRound);
    },
    async claim(round) {
      return claim.run(toRow(round)) === 1;
    },
    async update(round) {
      update.run(toRow(round));
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map(toRound);
    },
  };
}

function toRound(row: RoundRow): Round {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    number: row.number,
    slot: row.slot,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    status: row.status,
    closedAt: row.closed_at,
    digestAt: row.digest_at,
    sealedAt: row.sealed_at,
    nextActionAt: row.next_action_at,
  });
}

function toRow(round: Round): RoundRow {
  return {
    id: round.id,
    team_id: round.teamId,
    number: round.number,
    slot: round.slot,
    opens_at: round.opensAt,
    closes_at: round.closesAt,
    status: round.status,
    closed_at: round.closedAt ?? null,
    digest_at: round.digestAt ?? null,
    sealed_at: round.sealedAt ?? null,
    next_action_at: round.nextActionAt ?? null,
  };
}
