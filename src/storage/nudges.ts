/** Nudges that were sent, and when each member is next looked at. */
import type { Nudge, NudgeStore } from "../app/ports.ts";
import { parsePresent } from "./row.ts";
import type { Db } from "./tables.ts";

export type NudgeRow = {
  id: string;
  team_id: string;
  person_id: string;
  about: Nudge["about"];
  key: string;
  question_id: string;
  step_id: string | null;
  at: number;
};

export function createNudgeStore(db: Db): NudgeStore {
  return {
    async add({ teamId, personId, questionId, stepId, ...nudge }) {
      const row = { ...nudge, team_id: teamId, person_id: personId, question_id: questionId, step_id: stepId ?? null };
      await db.insertInto("nudges").values(row).execute();
    },
    async listOfPerson(personId) {
      const ofPerson = db.selectFrom("nudges").selectAll().where("person_id", "=", personId);
      return (await ofPerson.orderBy("at", "desc").orderBy("id", "desc").execute()).map(toNudge);
    },
    async countOfTeam(teamId) {
      const ofTeam = db.selectFrom("nudges").where("team_id", "=", teamId);
      return (await ofTeam.select((count) => count.fn.countAll<number>().as("total")).executeTakeFirstOrThrow()).total;
    },
    async setNextLookAt(membershipId, at) {
      const next = { next_look_at: at ?? null };
      await db.updateTable("memberships").set(next).where("id", "=", membershipId).execute();
    },
    async nextLookAt(membershipId) {
      const row = await db.selectFrom("memberships").select("next_look_at").where("id", "=", membershipId).executeTakeFirst();
      return row?.next_look_at ?? undefined;
    },
    async listDue(now, limit) {
      const planned = db.selectFrom("memberships").select("id").where("next_look_at", "is not", null);
      const due = planned.where("next_look_at", "<=", now).orderBy("next_look_at").orderBy("id");
      return (await due.limit(limit).execute()).map((row) => row.id);
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
