/** Two teams of four on Slack, the bot as its main program runs it, and Slack's API on loopback. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCatalogue } from "../../src/storage/catalogue/catalogue-files.ts";
import { startBotProcess } from "../../wire/bot-process.ts";
import { createLedger } from "../../wire/ledger.ts";
import { DAY_MS, HOUR_MS, type PersonPlan, type Plan, type TeamPlan } from "../../wire/plan.ts";
import type { Crowds } from "../../wire/set-up.ts";
import { createSlackCrowd } from "../../wire/slack/people.ts";
import { startSlackServer } from "../../wire/slack/server.ts";
import { createTeamsCrowd } from "../../wire/teams/people.ts";
import { createWireClock, type Scene } from "../../wire/world.ts";

export type Town = {
  readonly scene: Scene;
  readonly crowds: Crowds;
  readonly bot: Awaited<ReturnType<typeof startBotProcess>>["bot"];
  /** Resolves when what follows the last answer was shown and what may be sent was sent; moves the clock as pacing wants. */
  readonly deliver: () => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Monday 5 October 2026. */
const START = Date.UTC(2026, 9, 5);
const PLACE = "T1";
/** A send that waits longer for its pace is not waited for. */
const PACE_MS = 90_000;

export async function openTown(root: string): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-measure-"));
  const plan = planTown();
  const scene: Scene = { plan, clock: createWireClock(plan.setUpAt), ledger: createLedger() };
  const server = await startSlackServer(scene);
  const running = await startBotProcess({
    databaseUrl: `sqlite:${join(folder, "town.db")}`,
    promptsDirectory: join(root, "prompts"),
    catalogue: await readCatalogue(join(root, "data", "cnmm-3.0", "level-2")),
    clock: scene.clock,
    slackApiUrl: `${server.origin}/api/`,
    log: { info: () => {}, warn: console.error, error: console.error },
  });
  const botUrl = () => running.url;
  const settle = () => running.settle("slack");
  return {
    scene,
    bot: running.bot,
    // Nobody of this town is in Teams.
    crowds: { slack: createSlackCrowd({ scene, server, botUrl }), teams: createTeamsCrowd({ scene, connectorUrl: "", botUrl }) },
    settle,
    async deliver() {
      const until = scene.clock.now() + PACE_MS;
      for (let next = await running.bot.delivery.drain(); next !== undefined && next <= until;) {
        scene.clock.set(Math.max(next, scene.clock.now() + 1));
        next = await running.bot.delivery.drain();
      }
      await settle();
    },
    async close() {
      await running.stop();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function planTown(): Plan {
  const teams = [planTeam(0, "09:00"), planTeam(1, "10:00")];
  const people = teams.flatMap(({ members }) => members.map(planPerson));
  return {
    seed: 1,
    start: START,
    weeks: 2,
    setUpAt: START - 3 * DAY_MS + 12 * HOUR_MS,
    outage: { from: 0, to: 0 },
    bots: 1,
    teams,
    people: new Map(people.map((person) => [person.id, person])),
  };
}

function planTeam(index: number, time: string): TeamPlan {
  const members = [0, 1, 2, 3].map((nth) => `U${String(index * 4 + nth).padStart(5, "0")}`);
  return {
    name: `Team ${index + 1}`,
    platform: "slack",
    place: PLACE,
    bot: 0,
    channel: `C0000${index}`,
    schedule: {
      ...{ cadence: { every: "week", weekday: 1 }, time, zone: "UTC", oneZone: true },
      ...{ windowHours: 24, workingDays: [1, 2, 3, 4, 5], holidays: [] },
    },
    ...{ questions: 5, locale: "en", lead: members[0] ?? "", members, leaving: [] },
  };
}

function planPerson(id: string): PersonPlan {
  return { id, platform: "slack", place: PLACE, name: `Ana Example-${id}`, zone: "UTC", locale: "en", habit: "prompt" };
}
