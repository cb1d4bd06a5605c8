/**
 * Stores one standing for each closed round and each milestone, of which the last one that was saved counts; and milestones,
 * the named moments that a team compares itself with.
 */
import type { StandingStore, MilestoneStore } from "../../app/ports/standing-store.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { StandingRow, MilestoneRow } from "../rows/round-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { parseStandingRow, toStandingJson } from "../rows/standing-schema.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of standings over the database. */
export function createStandingStore(db: Db): StandingStore {
  const all = db.selectFrom("standings").selectAll();
  const shown = all.where("raw", "=", 0);
  return {
    /** Takes the place of the one kept for the same round or milestone before. */
    async save(stored) {
      const row = toStandingRow(stored);
      await db
        .deleteFrom("standings")
        .where((where) =>
          where.or([
            where("id", "=", row.id),
            where("round_id", "=", row.round_id),
            where("milestone_id", "=", row.milestone_id),
          ]),
        )
        .execute();
      await db.insertInto("standings").values(row).execute();
    },
    async findOfRound(roundId) {
      const row = await shown.where("round_id", "=", roundId).executeTakeFirst();
      return row && parseStored(row);
    },
    async findOfMilestone(milestoneId) {
      const row = await shown.where("milestone_id", "=", milestoneId).executeTakeFirst();
      return row && parseStored(row);
    },
    async listTeamsToRewrite(limit) {
      const left = db.selectFrom("standings").select("team_id").where("raw", "=", 1);
      return (await left.orderBy("team_id").orderBy("at").orderBy("id").limit(limit).execute()).map((row) => row.team_id);
    },
    async findFirstToRewrite(teamId) {
      const left = all.where("team_id", "=", teamId).where("raw", "=", 1);
      const row = await left.orderBy("at").orderBy("id").limit(1).executeTakeFirst();
      return row && parseStored(row);
    },
    async listOfTeam(teamId, limit) {
      const ofRounds = shown.where("team_id", "=", teamId).where("round_id", "is not", null);
      return (await ofRounds.orderBy("at", "desc").orderBy("id", "desc").limit(limit).execute()).map(parseStored);
    },
  };
}

function parseStored(row: StandingRow): StoredStanding {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    roundId: row.round_id,
    milestoneId: row.milestone_id,
    gateMet: row.gate_met,
    gateTotal: row.gate_total,
    standing: parseStandingRow(row.standing),
  });
}

function toStandingRow(stored: StoredStanding): StandingRow {
  return {
    id: stored.id,
    team_id: stored.teamId,
    round_id: stored.roundId ?? null,
    milestone_id: stored.milestoneId ?? null,
    gate_met: stored.gateMet,
    gate_total: stored.gateTotal,
    at: stored.standing.at,
    standing: toStandingJson(stored.standing),
    raw: 0,
  };
}

/** Creates the store of milestones over the database. */
export function createMilestoneStore(db: Db): MilestoneStore {
  return {
    /** Oldest first. */
    async listOfTeam(teamId) {
      const ofTeam = db.selectFrom("milestones").selectAll().where("team_id", "=", teamId);
      const rows = await ofTeam.orderBy("at").orderBy("id").execute();
      return rows.map(({ id, name, at }) => ({ id, teamId, name, at }));
    },
    async save({ id, teamId, name, at }) {
      const row: MilestoneRow = { id, team_id: teamId, name, at };
      await db
        .insertInto("milestones")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
  };
}
