/** Stores the second homes of teams that are linked across platforms. */

import type { TeamHomeStore } from "../../app/ports/team-store.ts";
import type { TeamHome } from "../../core/team.ts";
import type { TeamHomeRow } from "../rows/people-rows.ts";
import { parsePresent } from "../rows/row.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of second homes over the database. */
export function createTeamHomeStore(db: Db): TeamHomeStore {
  const all = db.selectFrom("team_homes").selectAll();
  return {
    async listOfTeam(teamId) {
      return (await all.where("team_id", "=", teamId).orderBy("workspace_id").execute()).map(toHome);
    },
    async listOfWorkspace(workspaceId) {
      return (await all.where("workspace_id", "=", workspaceId).orderBy("team_id").execute()).map(toHome);
    },
    async findOfFormerTeam(teamId) {
      const row = await all.where("former_team_id", "=", teamId).executeTakeFirst();
      return row && toHome(row);
    },
    async save(home) {
      const row = toRow(home);
      await db
        .insertInto("team_homes")
        .values(row)
        .onConflict((conflict) => conflict.columns(["team_id", "workspace_id"]).doUpdateSet(row))
        .execute();
    },
    async remove(teamId, workspaceId) {
      await db.deleteFrom("team_homes").where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).execute();
    },
  };
}

function toHome(row: TeamHomeRow): TeamHome {
  return parsePresent({
    teamId: row.team_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    formerTeamId: row.former_team_id,
    since: row.since,
  });
}

function toRow(home: TeamHome): TeamHomeRow {
  return {
    team_id: home.teamId,
    workspace_id: home.workspaceId,
    channel_id: home.channelId ?? null,
    former_team_id: home.formerTeamId ?? null,
    since: home.since,
  };
}
