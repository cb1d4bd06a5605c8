/** A workspace with teams, members and answers. Team 0 is the one that is looked at; the others are its neighbours. */
import { NEW_SCHEDULE } from "../../src/app/schedule/new-schedule.ts";
import { editionKey, listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { buildCheckIn } from "../../src/core/check-in/open-check-in.ts";
import type { Person, Team } from "../../src/core/team.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { userIdOf } from "../program/names.ts";
import type { BenchBot } from "./bot.ts";
import { fill } from "./bulk.ts";

const name = (kind: string, index: number): string => `${kind}-${String(index).padStart(6, "0")}`;
export const teamId = (team: number): string => name("team", team);
export const personId = (person: number): string => name("person", person);
const membershipId = (person: number): string => name("membership", person);

export type Size = { readonly teams: number; readonly membersEach: number };

/** By the stores: a workspace, and of each other kind the first. */
async function plantFirst({ storage, catalogue, workspace }: BenchBot): Promise<void> {
  const person: Person = {
    id: personId(0),
    workspaceId: workspace.id,
    name: "Ana Example",
    zone: "UTC",
    platformLocale: "en",
    reminders: "light",
    nudges: true,
    programmeLead: false,
    greetedAt: 0,
  };
  const team: Team = {
    id: teamId(0),
    workspaceId: workspace.id,
    name: "Example team",
    channelId: "channel-0",
    locale: "en",
    schedule: NEW_SCHEDULE,
    questionsPerRound: 5,
    privacy: "private",
    edition: editionKey(catalogue),
    createdAt: 0,
    revision: 1,
  };
  await storage.work(async (stores) => {
    await stores.workspaces.save(workspace);
    await stores.people.save(person);
    await stores.people.saveAccount({ workspaceId: workspace.id, platformUserId: userIdOf(0), personId: person.id });
    await stores.teams.save(team);
    await stores.memberships.save({
      id: membershipId(0),
      teamId: team.id,
      personId: person.id,
      kind: "member",
      lead: true,
      roles: [],
      intervals: [{ since: 0 }],
    });
  });
}

export async function plantTeams(bot: BenchBot, { teams, membersEach }: Size): Promise<void> {
  await plantFirst(bot);
  fill(bot.storage.path, ({ copy }) => {
    for (let team = 0; team < teams; team += 1) {
      if (team > 0) copy("teams", { id: teamId(team), channel_id: `channel-${team}`, next_round_at: bot.now + 30 * DAY_MS });
      for (let member = 0; member < membersEach; member += 1) {
        const person = team * membersEach + member;
        if (person === 0) continue;
        const id = personId(person);
        copy("people", { id });
        copy("accounts", { platform_user_id: userIdOf(person), person_id: id });
        copy("memberships", { id: membershipId(person), team_id: teamId(team), person_id: id });
      }
    }
  });
}

/** Rounds of a week in which every member of every team answers five questions, the oldest first, up to this many answers. */
export async function plantAnswers(bot: BenchBot, { teams, membersEach }: Size, answersEach: number): Promise<void> {
  const questions = listQuestions(bot.catalogue);
  const perRound = membersEach * 5;
  const rounds = Math.ceil(answersEach / perRound);
  await plantFirstAnswer(bot, questions[0]?.id ?? "");
  fill(bot.storage.path, ({ copy }) => {
    let written = 0;
    for (let round = 0; round < rounds; round += 1) {
      const at = bot.now - (rounds - round) * 7 * DAY_MS;
      for (let team = 0; team < teams; team += 1) {
        for (let member = 0; member < membersEach; member += 1) {
          const person = team * membersEach + member;
          const checkIn = `check-in-${String(round).padStart(4, "0")}-${person}`;
          const ids = { team_id: teamId(team), membership_id: membershipId(person) };
          copy("check_ins", { ...ids, id: checkIn, person_id: personId(person), opened_at: at, finished_at: at });
          for (let index = 0; index < 5; index += 1) {
            written += 1;
            const question = questions[(round * 5 + index) % questions.length]?.id ?? "";
            copy("answers", {
              ...ids,
              sequence: written + 1,
              id: name("answer", written),
              check_in_id: checkIn,
              question_id: question,
              rating: (round + member + index) % 4,
              at: at + index,
            });
          }
        }
      }
    }
  });
}

async function plantFirstAnswer({ storage, catalogue }: BenchBot, questionId: string): Promise<void> {
  const ids = { teamId: teamId(0), membershipId: membershipId(0) };
  const edition = editionKey(catalogue);
  const checkIn = buildCheckIn({
    ...ids,
    id: "check-in",
    personId: personId(0),
    kind: "short",
    edition,
    items: [{ kind: "question", questionId, because: "gate", outcome: "pending" }],
    openedAt: 0,
    offersBaseline: false,
  });
  await storage.work(async (stores) => {
    await stores.checkIns.insert({ ...checkIn, status: "finished", finishedAt: 0, sealedAt: 0 });
    const reply = { kind: "rating", rating: 1 } as const;
    await stores.answers.append({ ...ids, id: "answer", questionId, edition, checkInId: checkIn.id, reply, at: 0 });
  });
}
