/** Stores which user group a team is linked to. */

import type { TeamGroupStore } from "../../app/ports/team-store.ts";
import type { TeamGroup } from "../../core/team.ts";
import type { TeamGroupRow } from "../rows/people-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of linked user groups over the database. */
export function createTeamGroupStore(db: Db): TeamGroupStore {
  const all = db.selectFrom("team_groups").selectAll();
  return {
    async find(teamId, workspaceId) {
      const row = await all.where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).executeTakeFirst();
      return row && toGroup(row);
    },
    async listOfGroup(workspaceId, groupId) {
      const linked = all.where("workspace_id", "=", workspaceId).where("group_id", "=", groupId);
      return (await linked.orderBy("team_id").execute()).map(toGroup);
    },
    async save({ teamId, workspaceId, groupId, handle, since }) {
      const row: TeamGroupRow = { team_id: teamId, workspace_id: workspaceId, group_id: groupId, handle, since };
      await db
        .insertInto("team_groups")
        .values(row)
        .onConflict((conflict) => conflict.columns(["team_id", "workspace_id"]).doUpdateSet(row))
        .execute();
    },
    async remove(teamId, workspaceId) {
      await db.deleteFrom("team_groups").where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).execute();
    },
  };
}

function toGroup(row: TeamGroupRow): TeamGroup {
  return {
    teamId: row.team_id,
    workspaceId: row.workspace_id,
    groupId: row.group_id,
    handle: row.handle,
    since: row.since,
  };
}
