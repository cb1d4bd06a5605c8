/** Deletes teams with all that was answered and added in them. `secure_delete` overwrites what was removed. */
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../sqlite/unit-driver.ts";

/** In this order nothing refers to what is gone. */
export const TABLES_OF_TEAMS = [
  ...["turns", "lapsed_answers", "answers", "check_ins", "standings", "team_standings", "published_values", "milestones"],
  ...["rounds", "steps", "value_records", "confirmations", "nudges", "value_confirmations", "readings", "kpis", "goals"],
  ...["team_groups", "exports", "memberships"],
];

/** Deletes the team. Its people stay, and so do a team that rests for it and the audit log. It must not be linked to another workspace. */
export async function eraseTeam(db: Db, teamId: string): Promise<void> {
  db.erasures += 1;
  await eraseTeams(db, sql`(select ${teamId})`);
}

/** Deletes the teams whose ids the query in parentheses gives. The caller counts the erasure. */
export async function eraseTeams(db: Db, teams: RawBuilder<unknown>): Promise<void> {
  await sql`delete from link_requests where team_id in ${teams} or claimed_team_id in ${teams}`.execute(db);
  await sql`update team_homes set former_team_id = null where former_team_id in ${teams}`.execute(db);
  await sql`insert into erasures (membership_id) select id from memberships where team_id in ${teams}`.execute(db);
  await sql`delete from publication_keys where membership_id in (select membership_id from erasures)`.execute(db);
  for (const table of TABLES_OF_TEAMS) await sql`delete from ${sql.table(table)} where team_id in ${teams}`.execute(db);
  await db.deleteFrom("erasures").execute();
  await sql`delete from teams where id in ${teams}`.execute(db);
}
