/**
 * Deletes what is stored about a person, and what is still to be sent to them. Stored standings are counts without
 * authors and stay. `secure_delete` overwrites what was removed.
 */
import { sql } from "kysely";
import type { Db } from "../sqlite/unit-driver.ts";

/**
 * Deletes the person with their accounts, memberships, answers and messages. Messages to others hold no names. Steps and
 * standings stay without them.
 */
export async function erasePerson(db: Db, personId: string): Promise<void> {
  await eraseMessages(db, personId);
  await eraseExports(db, personId);
  await eraseAnswers(db, personId);
  await db.deleteFrom("nudges").where("person_id", "=", personId).execute();
  await db.updateTable("steps").set({ owner_id: null }).where("owner_id", "=", personId).execute();
  await db.updateTable("steps").set({ offered_to: null }).where("offered_to", "=", personId).execute();
  await db.deleteFrom("memberships").where("person_id", "=", personId).execute();
  await eraseLinks(db, personId);
  await eraseTeamsTraces(db, personId);
  await db.deleteFrom("accounts").where("person_id", "=", personId).execute();
  await db.deleteFrom("people").where("id", "=", personId).execute();
}

/**
 * Their own exports, and the files of others in which their answers may stand: what is being written is begun again, and
 * what is written is asked for again. The files go with the next tick.
 */
async function eraseExports(db: Db, personId: string): Promise<void> {
  await db.deleteFrom("exports").where("person_id", "=", personId).execute();
  const theirTeams = db.selectFrom("memberships").select("team_id").where("person_id", "=", personId);
  await db.deleteFrom("exports").where("team_id", "in", theirTeams).where("status", "=", sql.lit("ready")).execute();
  const again = db.updateTable("exports").set({ status: "queued", not_before: 0 }).where("team_id", "in", theirTeams);
  await again.where("status", "=", sql.lit("writing")).execute();
}

/** Codes that they issued or used. */
async function eraseLinks(db: Db, personId: string): Promise<void> {
  await db.deleteFrom("link_requests").where("person_id", "=", personId).execute();
  await db.deleteFrom("link_requests").where("claimed_by", "=", personId).execute();
  await db.deleteFrom("wrong_codes").where("person_id", "=", personId).execute();
}

/** Their direct conversation and directory entry in Microsoft Teams. */
async function eraseTeamsTraces(db: Db, personId: string): Promise<void> {
  const accounts = await db.selectFrom("accounts").selectAll().where("person_id", "=", personId).execute();
  for (const { workspace_id: workspaceId, platform_user_id: userId } of accounts) {
    for (const table of ["teams_conversations", "teams_users"] as const) {
      await db.deleteFrom(table).where("workspace_id", "=", workspaceId).where("user_id", "=", userId).execute();
    }
  }
}

/** Turns, check-ins, answers, and the confirmations of evidence that nobody else linked; an edition may have renamed its question. */
async function eraseAnswers(db: Db, personId: string): Promise<void> {
  const theirs = db.selectFrom("memberships").select("id").where("person_id", "=", personId);
  await db.insertInto("erasures").columns(["membership_id"]).expression(theirs).execute();
  await sql`
    delete from confirmations where exists (
      select 1 from answers where membership_id in (select membership_id from erasures)
        and answers.evidence = confirmations.evidence and answers.team_id = confirmations.team_id)
    and not exists (
      select 1 from memberships join answers on answers.membership_id = memberships.id
      where memberships.team_id = confirmations.team_id and memberships.id not in (select membership_id from erasures)
        and answers.evidence = confirmations.evidence)`.execute(db);
  await db.deleteFrom("turns").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("answers").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("check_ins").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("erasures").execute();
}

/** All that was sent or is to be sent to them. */
async function eraseMessages(db: Db, personId: string): Promise<void> {
  const theirPosts = db.selectFrom("posts").select("id").where("target_person_id", "=", personId);
  await db.deleteFrom("outbox").where("post_id", "in", theirPosts).execute();
  await db
    .deleteFrom("outbox_lanes")
    .where("lane", "in", [`person:${personId}`, `file:person:${personId}`])
    .execute();
  await db.deleteFrom("posts").where("target_person_id", "=", personId).execute();
  await db
    .deleteFrom("shown_posts")
    .where(sql<boolean>`instr(conversation, ${personId}) > 0`)
    .execute();
}
