/** Years of answers: rounds of a week in which every member of every team answers five questions. */
import { editionKey, listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { buildCheckIn } from "../../src/core/check-in/agenda.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/time.ts";
import type { BenchBot } from "./bot.ts";
import { type Bulk, fill } from "./bulk.ts";
import { membershipId, personId, type Size, teamId } from "./seed.ts";

/** Questions of a member in a round. */
const QUESTIONS = 5;

/** The id of a team's round, counted from 0. */
export const roundId = (team: number, round: number): string => `round-${pad(team, 6)}-${pad(round, 5)}`;

/** How many rounds give each team at least so many answers. */
export function roundsFor({ membersEach }: Size, answersEach: number): number {
  return Math.ceil(answersEach / (membersEach * QUESTIONS));
}

/** When a round opened; the last one did a week before the bot's clock. */
export function opensAt({ now }: BenchBot, rounds: number, round: number): number {
  return now - (rounds - round) * 7 * DAY_MS;
}

/**
 * Adds finished check-ins and their answers, the oldest first, at least so many for each team. `inRounds`: with the rounds that
 * they belong to and everybody's turn in them, closed and sealed.
 */
export async function plantAnswers(bot: BenchBot, size: Size, answersEach: number, inRounds = false): Promise<void> {
  const rounds = roundsFor(size, answersEach);
  const questionIds = listQuestions(bot.catalogue).map(({ id }) => id);
  await plantFirst(bot, { questionId: questionIds[0] ?? "", inRounds });
  fill(bot.storage.path, (bulk) => {
    if (inRounds) copyRounds(bulk, { bot, size, rounds });
    copyAnswers(bulk, { bot, size, rounds, questionIds, inRounds });
  });
}

type Parts = { readonly bot: BenchBot; readonly size: Size; readonly rounds: number };
type AnswerParts = Parts & { readonly questionIds: readonly string[]; readonly inRounds: boolean };

function copyAnswers({ copier }: Bulk, { bot, size, rounds, questionIds, inRounds }: AnswerParts): void {
  const owners = ["team_id", "membership_id"];
  const copyCheckIn = copier("check_ins", ["id", ...owners, "person_id", "round_id", "opened_at", "finished_at", "sealed_at"]);
  const copyAnswer = copier("answers", ["sequence", "id", ...owners, "check_in_id", "question_id", "rating", "at"]);
  let written = 0;
  for (let round = 0; round < rounds; round += 1) {
    const at = opensAt(bot, rounds, round);
    for (let team = 0; team < size.teams; team += 1) {
      for (let member = 0; member < size.membersEach; member += 1) {
        const person = team * size.membersEach + member;
        const checkIn = checkInId(round, person);
        const owner = [teamId(team), membershipId(person)] as const;
        const ofRound = inRounds ? roundId(team, round) : null;
        copyCheckIn(checkIn, ...owner, personId(person), ofRound, at, at, at);
        for (let index = 0; index < QUESTIONS; index += 1) {
          written += 1;
          const question = questionIds[(round * QUESTIONS + index) % questionIds.length] ?? "";
          const rating = (round + member + index) % 4;
          copyAnswer(written + 1, `answer-${pad(written, 9)}`, ...owner, checkIn, question, rating, at + index);
        }
      }
    }
  }
}

function copyRounds({ copier }: Bulk, { bot, size, rounds }: Parts): void {
  const times = ["opens_at", "closes_at", "closed_at", "digest_at", "sealed_at"];
  const copyRound = copier("rounds", ["id", "team_id", "number", "slot", ...times]);
  const owners = ["round_id", "team_id", "membership_id", "person_id", "check_in_id"];
  const copyTurn = copier("turns", ["id", ...owners, "due_at", "window_ends_at", "asked_at", "finished_at"]);
  for (let round = 0; round < rounds; round += 1) {
    const at = opensAt(bot, rounds, round);
    const closed = at + 48 * HOUR_MS;
    const slot = new Date(at).toISOString().slice(0, 16);
    for (let team = 0; team < size.teams; team += 1) {
      const id = roundId(team, round);
      copyRound(id, teamId(team), round + 1, slot, at, closed, closed, closed, at + 7 * DAY_MS);
      for (let member = 0; member < size.membersEach; member += 1) {
        const person = team * size.membersEach + member;
        const owner = [id, teamId(team), membershipId(person), personId(person), checkInId(round, person)] as const;
        copyTurn(`turn-${pad(round, 5)}-${pad(person, 7)}`, ...owner, at, closed, at, at);
      }
    }
  }
}

const pad = (index: number, digits: number): string => String(index).padStart(digits, "0");
const checkInId = (round: number, person: number): string => `check-in-${pad(round, 5)}-${pad(person, 7)}`;

/** By the stores: of each kind the one that is copied, longer ago than all others. */
async function plantFirst(
  { storage, catalogue }: BenchBot,
  { questionId, inRounds }: { readonly questionId: string; readonly inRounds: boolean },
): Promise<void> {
  const ids = { teamId: teamId(0), membershipId: membershipId(0) };
  const edition = editionKey(catalogue);
  const checkIn = buildCheckIn({
    ...ids,
    id: "check-in",
    personId: personId(0),
    kind: inRounds ? "scheduled" : "short",
    edition,
    items: [{ kind: "question", questionId, because: "gate", outcome: "pending" }],
    openedAt: 0,
    offersBaseline: false,
  });
  const times = { opensAt: 0, closesAt: 0, closedAt: 0, digestAt: 0, sealedAt: 0 };
  await storage.work(async (stores) => {
    await stores.checkIns.insert({ ...checkIn, status: "finished", finishedAt: 0, sealedAt: 0 });
    const reply = { kind: "rating", rating: 1 } as const;
    await stores.answers.append({ ...ids, id: "answer", questionId, edition, checkInId: checkIn.id, reply, at: 0 });
    if (!inRounds) return;
    await stores.rounds.claim({
      id: "round",
      teamId: teamId(0),
      number: 0,
      slot: "1970-01-01T00:00",
      ...times,
      status: "sealed",
    });
    await stores.turns.claim({
      ...{ ...ids, id: "turn", roundId: "round", personId: personId(0), dueAt: 0, windowEndsAt: 0, remindersSent: 0 },
      ...{ state: "finished", checkInId: checkIn.id, askedAt: 0, finishedAt: 0 },
    });
  });
}
