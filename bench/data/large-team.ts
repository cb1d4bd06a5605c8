/** One team that is larger than all others, whose members answered every question many times. */
import Database from "better-sqlite3";
import { listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { userIdOf } from "../program/names.ts";
import type { BenchBot } from "./bot.ts";
import { fill } from "./bulk.ts";
import { membershipId, personId, type Size, teamId } from "./seed.ts";

export type LargeTeam = { readonly members: number; readonly answersEach: number };

/**
 * Adds the team after those of `size`, and returns its members' user ids; each is in no other team and leads it. Throws where
 * nothing was answered before, since the first answer is copied.
 */
export function plantLargeTeam(bot: BenchBot, { teams, membersEach }: Size, large: LargeTeam): readonly string[] {
  const questionIds = listQuestions(bot.catalogue).map(({ id }) => id);
  const members = Array.from({ length: large.members }, (_, member) => teams * membersEach + member);
  const team = teamId(teams);
  let sequence = lastSequence(bot.storage.path);
  fill(bot.storage.path, ({ copier }) => {
    copier("teams", ["id", "channel_id", "next_round_at"])(team, `channel-${teams}`, bot.now + 30 * DAY_MS);
    const copyPerson = copier("people", ["id"]);
    const copyAccount = copier("accounts", ["platform_user_id", "person_id"]);
    const copyMembership = copier("memberships", ["id", "team_id", "person_id"]);
    const copyAnswer = copier("answers", ["sequence", "id", "team_id", "membership_id", "question_id", "rating", "at"]);
    for (const person of members) {
      copyPerson(personId(person));
      copyAccount(userIdOf(person), personId(person));
      copyMembership(membershipId(person), team, personId(person));
    }
    for (let answer = 0; answer < large.answersEach; answer += 1) {
      const question = questionIds[answer % questionIds.length] ?? "";
      for (const person of members) {
        sequence += 1;
        const at = bot.now - (large.answersEach - answer) * 60_000;
        copyAnswer(sequence, `answer-of-many-${sequence}`, team, membershipId(person), question, (person + answer) % 4, at);
      }
    }
  });
  return members.map(userIdOf);
}

function lastSequence(path: string): number {
  const connection = new Database(path, { readonly: true });
  const last = connection.prepare<[], number>("SELECT max(sequence) FROM answers").pluck().get();
  connection.close();
  return last ?? 0;
}
