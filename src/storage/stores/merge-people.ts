/** Merges two people who proved to be one: everything of the first becomes the second's, and nothing is lost or stored twice. */
import { sql } from "kysely";
import { markName } from "../../message/person-names.ts";
import type { Db } from "../sqlite/unit-driver.ts";
import { createLanes, type LaneRow } from "./outbox-claim.ts";

type People = { readonly from: string; readonly into: string };

/**
 * Moves everything from one person to the other and deletes the first. It fails when both have an open check-in in the
 * same team, because a membership has at most one.
 */
export async function mergePeople(db: Db, people: People): Promise<void> {
  await dissolveMemberships(db, people);
  await moveRecords(db, people);
  await moveMessages(db, people);
  const { from, into } = people;
  await db.updateTable("accounts").set({ person_id: into }).where("person_id", "=", from).execute();
  await db.deleteFrom("people").where("id", "=", from).execute();
}

/** Where both are in a team: one membership is left, with the answers and check-ins of both. */
async function dissolveMemberships(db: Db, { from, into }: People): Promise<void> {
  await sql`
    insert into mergers (from_id, into_id)
    select first.id, second.id from memberships as first join memberships as second on second.team_id = first.team_id
    where first.person_id = ${from} and second.person_id = ${into}`.execute(db);
  const { rows: pairs } = await sql<{ from_id: string; into_id: string }>`select from_id, into_id from mergers`.execute(db);
  for (const { from_id: gone, into_id: stays } of pairs) {
    const rounds = db.selectFrom("turns").select("round_id").where("membership_id", "=", stays);
    await db.deleteFrom("turns").where("membership_id", "=", gone).where("round_id", "in", rounds).execute();
    for (const table of ["answers", "check_ins", "turns"] as const) {
      await db.updateTable(table).set({ membership_id: stays }).where("membership_id", "=", gone).execute();
    }
    await db
      .updateTable("posts")
      .set({ subject_id: stays })
      .where("purpose", "in", ["greeting", "nudge"])
      .where("subject_id", "=", gone)
      .execute();
    await db.updateTable("publication_keys").set({ membership_id: stays }).where("membership_id", "=", gone).execute();
    await db.deleteFrom("lapsed_answers").where("membership_id", "=", gone).execute();
    await db.deleteFrom("memberships").where("id", "=", gone).execute();
  }
  await db.deleteFrom("mergers").execute();
}

async function moveRecords(db: Db, { from, into }: People): Promise<void> {
  for (const table of ["memberships", "check_ins", "turns", "nudges", "link_requests", "wrong_codes"] as const) {
    await db.updateTable(table).set({ person_id: into }).where("person_id", "=", from).execute();
  }
  await db.updateTable("link_requests").set({ claimed_by: into }).where("claimed_by", "=", from).execute();
  await db.updateTable("steps").set({ owner_id: into }).where("owner_id", "=", from).execute();
  await db.updateTable("steps").set({ offered_to: into }).where("offered_to", "=", from).execute();
  await db.updateTable("value_records").set({ added_by: into }).where("added_by", "=", from).execute();
  await db.updateTable("audit_log").set({ author_id: into }).where("author_id", "=", from).execute();
  await db.updateTable("audit_log").set({ subject_id: into }).where("subject_id", "=", from).execute();
  await db.updateTable("confirmations").set({ confirmed_by: into }).where("confirmed_by", "=", from).execute();
  await db.updateTable("goals").set({ owner_id: into }).where("owner_id", "=", from).execute();
  await db.updateTable("kpis").set({ reader_id: into }).where("reader_id", "=", from).execute();
  await db.updateTable("reading_asks").set({ person_id: into }).where("person_id", "=", from).execute();
  for (const table of ["goals", "kpis", "readings"] as const) {
    await db.updateTable(table).set({ added_by: into }).where("added_by", "=", from).execute();
  }
  await db.updateTable("value_confirmations").set({ recorded_by: into }).where("recorded_by", "=", from).execute();
}

/** What was sent stays where it is shown; what waits goes on in one lane, and names the one whom both are now. */
async function moveMessages(db: Db, { from, into }: People): Promise<void> {
  const [gone, stays] = [markName({ id: from }), markName({ id: into })];
  await sql`update outbox set message = replace(message, ${gone}, ${stays})
    where workspace_id in (select workspace_id from accounts where person_id in (${from}, ${into}))
      and instr(message, ${gone}) > 0`.execute(db);
  await db.updateTable("posts").set({ target_person_id: into }).where("target_person_id", "=", from).execute();
  await db.updateTable("outbox").set({ person_id: into }).where("person_id", "=", from).execute();
  const lane = `person:${into}`;
  await db.updateTable("outbox").set({ lane }).where("lane", "=", `person:${from}`).execute();
  await db.deleteFrom("outbox_lanes").where("lane", "=", `person:${from}`).execute();
  const { rows } = await sql<LaneRow>`
    select workspace_id, lane from outbox where status = 'pending' and lane = ${lane}
    union select workspace_id, lane from outbox where status = 'sending' and lane = ${lane}`.execute(db);
  createLanes(db).refreshAll(rows);
}
