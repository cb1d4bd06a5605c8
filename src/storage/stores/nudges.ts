/** Stores nudges that were sent, and when each member is considered next. */
import { sql } from "kysely";
import type { Nudge, NudgeStore } from "../../app/ports/nudge-store.ts";
import type { Instant } from "../../core/time.ts";
import { parsePresent } from "../rows/row.ts";
import type { NudgeRow } from "../rows/sending-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** Creates the store of nudges over the database. */
export function createNudgeStore(db: Db): NudgeStore {
  const setNextLookAt = prepare(db, ({ id, at }: { id: string; at: Instant | null }) =>
    db.updateTable("memberships").set({ next_look_at: at }).where("id", "=", id),
  );
  const due = prepare(db, ({ now, limit }: { now: Instant; limit: number }) =>
    db
      .selectFrom("memberships")
      .select("id")
      .where("next_look_at", "is not", null)
      .where("next_look_at", "<=", now)
      .orderBy("next_look_at")
      .orderBy("id")
      .limit(limit),
  );
  return {
    async add({ teamId, personId, questionId, stepId, ...nudge }) {
      const row = { ...nudge, team_id: teamId, person_id: personId, question_id: questionId, step_id: stepId ?? null };
      await db.insertInto("nudges").values(row).execute();
    },
    async listOfPerson(personId) {
      const ofPerson = db.selectFrom("nudges").selectAll().where("person_id", "=", personId);
      return (await ofPerson.orderBy("at", "desc").orderBy("id", "desc").execute()).map(toNudge);
    },
    async removeBefore(at, limit) {
      const { numAffectedRows = 0n } = await sql`delete from nudges where id in (
        select id from nudges where at < ${at} order by at, id limit ${limit})`.execute(db);
      return Number(numAffectedRows);
    },
    async countOfTeam(teamId) {
      const ofTeam = db.selectFrom("nudges").where("team_id", "=", teamId);
      return (await ofTeam.select((count) => count.fn.countAll<number>().as("total")).executeTakeFirstOrThrow()).total;
    },
    async setNextLookAt(membershipId, at) {
      setNextLookAt.run({ id: membershipId, at: at ?? null });
    },
    async nextLookAt(membershipId) {
      const row = await db.selectFrom("memberships").select("next_look_at").where("id", "=", membershipId).executeTakeFirst();
      return row?.next_look_at ?? undefined;
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map((row) => row.id);
    },
  };
}

function toNudge(row: NudgeRow): Nudge {
  const { id, about, key, at } = row;
  return parsePresent({
    id,
    teamId: row.team_id,
    personId: row.person_id,
    about,
    key,
    questionId: row.question_id,
    stepId: row.step_id,
    at,
  });
}
