/** Rounds, one a slot and team. */
import type { RoundStore } from "../core/ports.ts";
import type { Round, RoundStatus } from "../core/schedule/round.ts";
import { parsePresent } from "./row.ts";
import type { Db } from "./tables.ts";

export type RoundRow = {
  id: string;
  team_id: string;
  number: number;
  slot: string;
  opens_at: number;
  closes_at: number;
  status: RoundStatus;
  closed_at: number | null;
  digest_at: number | null;
  sealed_at: number | null;
  next_action_at: number | null;
};

export function createRoundStore(db: Db): RoundStore {
  const all = db.selectFrom("rounds").selectAll();
  const newestOf = (teamId: string) => all.where("team_id", "=", teamId).orderBy("number", "desc").orderBy("id", "desc");
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toRound(row);
    },
    async latest(teamId) {
      const row = await newestOf(teamId).executeTakeFirst();
      return row && toRound(row);
    },
    async listOfTeam(teamId, limit) {
      return (await newestOf(teamId).limit(limit).execute()).map(toRound);
    },
    async claim(round) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("rounds")
        .values(toRow(round))
        .onConflict((conflict) => conflict.columns(["team_id", "slot"]).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async update(round) {
      await db.updateTable("rounds").set(toRow(round)).where("id", "=", round.id).execute();
    },
    async listDue(now, limit) {
      const due = all.where("next_action_at", "is not", null).where("next_action_at", "<=", now);
      return (await due.orderBy("next_action_at").orderBy("id").limit(limit).execute()).map(toRound);
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
