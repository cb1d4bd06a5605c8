/** Stores milestones, the named moments that a team compares itself with. */

import type { MilestoneStore } from "../../app/ports/standing-store.ts";
import type { MilestoneRow } from "../rows/round-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

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
