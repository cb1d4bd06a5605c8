/** One tap of a check-in — load, decide, store, render — against bare commits of the rows that it writes. */
import { join } from "node:path";
import type { Rating } from "../../src/core/rating.ts";
import type { Message } from "../../src/message/message.ts";
import { plantAnswers } from "../data/answers.ts";
import { type BenchBot, openBot, withFolder } from "../data/bot.ts";
import { personId, plantTeams } from "../data/seed.ts";
import { userIdOf } from "../program/names.ts";
import { type Result, toFigure } from "../report/result.ts";
import { ratiosOf, type Turns, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";
import { type BareRows, openBareRows } from "./bare-rows.ts";

const STEPS = 50;
const AT_ONCE = 16;
const MEMBERS = 8;

export async function benchCheckInStep({ scale }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const bot = await openBot(join(folder, "bot.db"));
    const size = { teams: scale.isShort ? 20 : 1_000, membersEach: MEMBERS };
    const answersEach = scale.isShort ? 40 : 100;
    await plantTeams(bot, size);
    await plantAnswers(bot, size, answersEach);
    const file = join(folder, "bare.db");
    await bot.storage.backupTo(file);
    const bare = openBareRows(file, bot.storage.path);
    const people = { next: 0, count: size.teams * MEMBERS };
    const alone = await takeTurns(...sidesOf({ bot, bare, people, members: 1, steps: STEPS }), scale);
    const together = await takeTurns(...sidesOf({ bot, bare, people, members: AT_ONCE, steps: STEPS / 2 }), scale);
    bare.close();
    await bot.storage.close();
    const number = (value: number) => value.toLocaleString("en");
    const sizeText = `${number(size.teams)} teams of ${MEMBERS}, ${number(size.teams * answersEach)} answers before`;
    return [
      describe("A check-in's step, one member tapping", sizeText, alone, STEPS),
      describe(`A check-in's step, ${AT_ONCE} members at once`, sizeText, together, (STEPS / 2) * AT_ONCE),
    ];
  });
}

type Race = {
  readonly bot: BenchBot;
  readonly bare: BareRows;
  readonly people: { next: number; readonly count: number };
  readonly members: number;
  /** Of each member in a turn. */
  readonly steps: number;
};

function sidesOf({ bot, bare, people, members, steps }: Race) {
  let open: Open[] = [];
  const ours = {
    isOnce: true,
    async prepare() {
      open = [];
      for (let index = 0; index < members; index += 1) {
        if (people.next === people.count) throw new Error(`${people.count} people are not enough for the turns of this run`);
        open.push(await openCard(bot, people.next++));
      }
    },
    run: () => Promise.all(open.map((card) => walk(bot, card, steps))),
  };
  return [ours, { isOnce: true, prepare: () => bare.collect(members * steps), run: () => bare.write() }] as const;
}

function describe(what: string, size: string, { left, right }: Turns, steps: number): Result {
  const [ours, bare] = [left.map(({ ms }) => ms / steps), right.map(({ ms }) => ms / steps)];
  const cpu = left.map(({ cpuMs }) => (cpuMs * 1_000) / steps);
  return {
    what,
    size,
    figures: [
      toFigure("a step", "ms", ours),
      toFigure("a bare commit of its rows", "ms", bare),
      toFigure("bare / ours", "×", ratiosOf(bare, ours)),
      toFigure("CPU a step", "µs", cpu),
      toFigure(
        "CPU a bare commit",
        "µs",
        right.map(({ cpuMs }) => (cpuMs * 1_000) / steps),
      ),
    ],
  };
}

type Open = { readonly person: number; readonly checkInId: string; readonly revision: number; readonly questionId: string };

async function openCard(bot: BenchBot, person: number): Promise<Open> {
  await bot.app.handle({ kind: "command", from: from(bot, person), line: "assess" });
  await bot.delivery.drain();
  const checkIn = await bot.storage.work(async (stores) => {
    const [membership] = await stores.memberships.listOfPerson(personId(person));
    return membership && stores.checkIns.findOpen(membership.id);
  });
  const first = checkIn?.items[0];
  if (!checkIn || first?.kind !== "question") throw new Error("no check-in was opened");
  return { person, checkInId: checkIn.id, revision: checkIn.revision, questionId: first.questionId };
}

function from({ workspace }: BenchBot, person: number) {
  return { workspaceId: workspace.id, platformUserId: userIdOf(person), place: { in: "direct" } } as const;
}

async function walk(bot: BenchBot, open: Open, steps: number): Promise<void> {
  const rating = (step: number): Rating => (step % 2 === 0 ? 2 : 3);
  let { revision, questionId } = open;
  for (let step = 0; step < steps; step += 1) {
    const event = { do: "answer", questionId, reply: { kind: "rating", rating: rating(step) } } as const;
    const action = { act: "walk", checkInId: open.checkInId, revision, event } as const;
    const next = nextOf((await bot.app.handle({ kind: "press", from: from(bot, open.person), action })).card);
    if (!next) throw new Error(`step ${step} led nowhere`);
    ({ revision, questionId } = next);
  }
}

function nextOf(card: Message | undefined): { readonly revision: number; readonly questionId: string } | undefined {
  for (const element of card?.elements ?? []) {
    const action = element.kind === "choices" ? element.items[0]?.action : undefined;
    if (action?.act === "walk" && action.event.do === "answer") {
      return { revision: action.revision, questionId: action.event.questionId };
    }
  }
  return undefined;
}
