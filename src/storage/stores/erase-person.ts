/**
 * Deletes what is stored about a person, and what is still to be sent to them. Stored standings are counts without
 * authors and stay. `secure_delete` overwrites what was removed.
 */
import { sql } from "kysely";
import type { Instant } from "../../core/time.ts";
import type { Db } from "../sqlite/unit-driver.ts";
import { markForgotten } from "./forgotten-accounts.ts";
import { createLanes } from "./outbox-claim.ts";

/**
 * Deletes the person with their accounts, memberships, answers and messages. Messages to others hold no names. Steps and
 * standings stay without them. With `forgottenAt` their accounts are remembered as forgotten.
 */
export async function erasePerson(db: Db, personId: string, forgottenAt?: Instant): Promise<void> {
  db.erasures += 1;
  if (forgottenAt !== undefined) await remember(db, personId, forgottenAt);
  await eraseMessages(db, personId);
  await eraseExports(db, personId);
  await eraseAnswers(db, personId);
  await db.deleteFrom("nudges").where("person_id", "=", personId).execute();
  await db.updateTable("steps").set({ owner_id: null }).where("owner_id", "=", personId).execute();
  await db.updateTable("steps").set({ offered_to: null }).where("offered_to", "=", personId).execute();
  await db.updateTable("value_records").set({ added_by: NOBODY }).where("added_by", "=", personId).execute();
  await db.updateTable("confirmations").set({ confirmed_by: NOBODY }).where("confirmed_by", "=", personId).execute();
  await eraseLedgerTexts(db, personId);
  await db.updateTable("goals").set({ owner_id: null }).where("owner_id", "=", personId).execute();
  await db.updateTable("kpis").set({ reader_id: null, next_ask_at: null }).where("reader_id", "=", personId).execute();
  await db.deleteFrom("reading_asks").where("person_id", "=", personId).execute();
  await db.deleteFrom("memberships").where("person_id", "=", personId).execute();
  await eraseLinks(db, personId);
  await eraseTeamsTraces(db, personId);
  await db.deleteFrom("accounts").where("person_id", "=", personId).execute();
  await db.deleteFrom("people").where("id", "=", personId).execute();
}

/**
 * Their own exports, and the files of others in which their answers, or they as a goal's owner, may stand: what is being written
 * is begun again, and
 * what is written is asked for again. The files go with the next tick.
 */
async function eraseExports(db: Db, personId: string): Promise<void> {
  await db.deleteFrom("exports").where("person_id", "=", personId).execute();
  const theirTeams = db
    .selectFrom("memberships")
    .select("team_id")
    .where("person_id", "=", personId)
    .union(db.selectFrom("goals").select("team_id").where("owner_id", "=", personId))
    .union(db.selectFrom("readings").select("team_id").where("added_by", "=", personId));
  await db.deleteFrom("exports").where("team_id", "in", theirTeams).where("status", "=", sql.lit("ready")).execute();
  const again = db.updateTable("exports").set({ status: "queued", not_before: 0 }).where("team_id", "in", theirTeams);
  await again.where("status", "=", sql.lit("writing")).execute();
}

/** Stands where somebody who was forgotten stood. */
const NOBODY = "";

async function remember(db: Db, personId: string, at: Instant): Promise<void> {
  for (const account of await db.selectFrom("accounts").selectAll().where("person_id", "=", personId).execute()) {
    await markForgotten(db, { workspaceId: account.workspace_id, platformUserId: account.platform_user_id }, at);
  }
}

/** Numbers are the team's and stay; what the person wrote beside them goes, and their name where it stands as the owner's. */
async function eraseLedgerTexts(db: Db, personId: string): Promise<void> {
  await db.updateTable("readings").set({ note: null, link: null, added_by: null }).where("added_by", "=", personId).execute();
  await sql`update value_confirmations set owner_name = '' where recorded_by = ${personId}
    or kpi_id in (select kpis.id from kpis join goals on goals.id = kpis.goal_id where goals.owner_id = ${personId})`.execute(db);
  await db.updateTable("value_confirmations").set({ how: "", link: null }).where("recorded_by", "=", personId).execute();
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
  await db.deleteFrom("publication_keys").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("lapsed_answers").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("turns").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("answers").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("check_ins").where("membership_id", "in", theirs).execute();
  await db.deleteFrom("erasures").execute();
}

/** All that was sent or is to be sent to them, except what takes their cards away: that goes with its post once it is done. */
async function eraseMessages(db: Db, personId: string): Promise<void> {
  const theirPosts = db.selectFrom("posts").select("id").where("target_person_id", "=", personId);
  await sql`delete from outbox where post_id in (${theirPosts}) and not (operation = 'remove' and status = 'pending')`.execute(
    db,
  );
  await sql`delete from posts where target_person_id = ${personId}
    and id not in (select post_id from outbox where person_id = ${personId})`.execute(db);
  await db
    .deleteFrom("outbox_lanes")
    .where("lane", "in", [`person:${personId}`, `file:person:${personId}`])
    .execute();
  const left = db.selectFrom("outbox").select(["workspace_id", "lane"]).distinct().where("person_id", "=", personId);
  createLanes(db).refreshAll(await left.execute());
  await db
    .deleteFrom("shown_posts")
    .where(sql<boolean>`instr(conversation, ${personId}) > 0`)
    .execute();
}
