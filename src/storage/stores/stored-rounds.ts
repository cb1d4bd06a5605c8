/** Stores rounds, one for each team and slot, and the turns in them, one for each round and membership. */
import { sql } from "kysely";
import type { RoundStore, TurnStore } from "../../app/ports/round-store.ts";
import type { Round, Turn } from "../../core/schedule/round.ts";
import type { Instant } from "../../core/time.ts";
import type { RoundRow, TurnRow } from "../rows/round-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

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
      return claim.run(toRoundRow(round)) === 1;
    },
    async update(round) {
      update.run(toRoundRow(round));
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

function toRoundRow(round: Round): RoundRow {
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

/** Creates the store of turns over the database. */
export function createTurnStore(db: Db): TurnStore {
  const all = db.selectFrom("turns").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const ofRound = prepare(db, ({ roundId }: { roundId: string }) => all.where("round_id", "=", roundId).orderBy("id"));
  const ofCheckIn = prepare(db, ({ checkInId }: { checkInId: string }) => all.where("check_in_id", "=", checkInId));
  const ofMembership = prepare(db, ({ membershipId, limit }: { membershipId: string; limit: number }) =>
    all.where("membership_id", "=", membershipId).orderBy("due_at", "desc").orderBy("id").limit(limit),
  );
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
    async listOfMembership(membershipId, limit) {
      return ofMembership.all({ membershipId, limit }).map(toTurn);
    },
    async claim(turn) {
      return claim.run(toTurnRow(turn)) === 1;
    },
    async update(turn) {
      update.run(toTurnRow(turn));
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map(toTurn);
    },
    async removeBefore(at, limit) {
      const { numAffectedRows = 0n } = await sql`delete from turns where id in (
        select turn.id from turns as turn where turn.due_at < ${at} and turn.next_action_at is null
          and exists (select 1 from rounds where rounds.id = turn.round_id and rounds.status = 'sealed')
        order by turn.due_at, turn.id limit ${limit})`.execute(db);
      return Number(numAffectedRows);
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

function toTurnRow(turn: Turn): TurnRow {
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
