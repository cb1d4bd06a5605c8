/**
 * Deletes what is stored about a workspace that removed the bot: its teams, its people and its messages. `secure_delete`
 * overwrites what was removed.
 */
import { sql } from "kysely";
import type { Db } from "../sqlite/unit-driver.ts";
import { erasePerson } from "./erase-person.ts";
import { eraseTeams } from "./erase-team.ts";

/**
 * Deletes the workspace's data and keeps its row, so that it is recognised if it returns. What belongs to a team of
 * another workspace stays, as do the people who answered there, and so does a team that is linked to another workspace.
 */
export async function eraseWorkspace(db: Db, workspaceId: string): Promise<void> {
  db.erasures += 1;
  await db.deleteFrom("outbox").where("workspace_id", "=", workspaceId).execute();
  const posts = db.selectFrom("posts").select("id").where("workspace_id", "=", workspaceId);
  await db.deleteFrom("outbox").where("post_id", "in", posts).execute();
  await db.deleteFrom("outbox_lanes").where("workspace_id", "=", workspaceId).execute();
  await db.deleteFrom("exports").where("workspace_id", "=", workspaceId).execute();
  await db.deleteFrom("posts").where("workspace_id", "=", workspaceId).execute();
  for (const id of await listPeople(db, workspaceId)) await erasePerson(db, id);
  await sql`delete from link_requests where workspace_id = ${workspaceId} or claimed_workspace_id = ${workspaceId}`.execute(db);
  await eraseTeams(db, teamsOf(workspaceId));
  await moveThoseWithAnotherAccount(db, workspaceId);
  for (const table of ["teams_conversations", "teams_users", "team_groups", "forgotten_accounts"] as const) {
    await db.deleteFrom(table).where("workspace_id", "=", workspaceId).execute();
  }
}

function teamsOf(workspaceId: string) {
  return sql`(select id from teams where workspace_id = ${workspaceId} and id not in (select team_id from team_homes))`;
}

/** Those who are met nowhere else and answered nowhere else. */
async function listPeople(db: Db, workspaceId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from people where workspace_id = ${workspaceId}
      and not exists (select 1 from accounts where person_id = people.id and workspace_id <> ${workspaceId})
      and not exists (select 1 from memberships where person_id = people.id and team_id not in ${teamsOf(workspaceId)})`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

async function moveThoseWithAnotherAccount(db: Db, workspaceId: string): Promise<void> {
  const elsewhere = sql`(select min(workspace_id) from accounts where person_id = people.id and workspace_id <> ${workspaceId})`;
  await sql`update people set workspace_id = ${elsewhere}, programme_lead = 0
    where workspace_id = ${workspaceId} and ${elsewhere} is not null`.execute(db);
  await sql`delete from accounts where workspace_id = ${workspaceId}
    and person_id in (select id from people where workspace_id <> ${workspaceId})`.execute(db);
}
