/** Plays the plan: from one due time to the next, through the real front ends, with one outage of the bot's process. */
import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "../src/app/ports/log.ts";
import { createChance } from "../src/simulation/chance.ts";
import { readCatalogue } from "../src/storage/catalogue/catalogue-files.ts";
import { type Act, createActs } from "./acts.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { createLedger } from "./ledger.ts";
import { DAY_MS, type Plan } from "./plan.ts";
import type { WireRecord } from "./record.ts";
import { planCommands, reactTo, type Scripting } from "./script.ts";
import { linkTeam, setUpTeam } from "./set-up.ts";
import { createSlackCrowd } from "./slack/people.ts";
import { startSlackServer } from "./slack/server.ts";
import { createTeamsCrowd } from "./teams/people.ts";
import { startTeamsServer } from "./teams/server.ts";
import { createWireClock, type Scene } from "./world.ts";

export type WireRun = { readonly records: readonly WireRecord[]; readonly complaints: readonly string[]; readonly steps: number };
export type WireRunOptions = {
  readonly plan: Plan;
  /** Where `data` and `prompts` are. */
  readonly root: string;
  readonly onProgress?: (done: number, total: number) => void;
};

/** So many people act at the same time. */
const CROWD = 12;
const MOST_COMPLAINTS = 1_000;
/** A send that waits longer than this for its pace is not waited for. */
const PACE_MS = 90_000;
/** The bot's own ticker looks so often. */
const TICK_MS = 30_000;

export async function runWire({ plan, root, onProgress }: WireRunOptions): Promise<WireRun> {
  const folder = await mkdtemp(join(await findFastFolder(), "speedboat-wire-"));
  const scene: Scene = { plan, clock: createWireClock(plan.setUpAt), ledger: createLedger() };
  const complaints: string[] = [];
  const log = createComplaintLog(complaints);
  const slack = await startSlackServer(scene);
  const teams = await startTeamsServer(scene);
  const catalogue = await readCatalogue(join(root, "data", "cnmm-3.0", "level-2"));
  const start = () =>
    startBotProcess({
      databaseUrl: `sqlite:${join(folder, "wire.db")}`,
      promptsDirectory: join(root, "prompts"),
      catalogue,
      clock: scene.clock,
      slackApiUrl: slack.apiUrl,
      log,
    });
  let running = await start();
  const botUrl = () => running.url;
  const scripting: Scripting = {
    scene,
    crowds: {
      slack: createSlackCrowd({ scene, server: slack, botUrl }),
      teams: createTeamsCrowd({ scene, connectorUrl: teams.url, botUrl }),
    },
    acts: createActs(),
    chance: createChance(plan.seed),
    settle: () => running.settle(),
  };
  const stage = {
    scripting,
    running: () => running,
    async restart() {
      await running.stop();
      scene.clock.set(plan.outage.to);
      running = await start();
    },
    onProgress,
  };
  try {
    const steps = await play(stage);
    return { records: scene.ledger.records, complaints: [...complaints, ...slack.problems.slice(0, MOST_COMPLAINTS)], steps };
  } finally {
    await running.stop();
    await slack.close();
    await teams.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In memory where the system has such a folder: what a power cut takes is proved elsewhere. */
async function findFastFolder(): Promise<string> {
  const inMemory = "/dev/shm";
  const isThere = await access(inMemory, constants.W_OK).then(
    () => true,
    () => false,
  );
  return isThere ? inMemory : tmpdir();
}

type Stage = {
  readonly scripting: Scripting;
  readonly running: () => BotProcess;
  /** Nine hours pass in which nothing runs. */
  readonly restart: () => Promise<void>;
  readonly onProgress: WireRunOptions["onProgress"];
};

async function play(stage: Stage): Promise<number> {
  const { scripting, running } = stage;
  const { scene, crowds, settle, acts } = scripting;
  const { plan, clock, ledger } = scene;
  for (const team of plan.teams) await setUpTeam({ scene, crowds, settle }, team);
  await deliver(stage);
  for (const team of plan.teams) await linkTeam({ scene, crowds, settle: () => deliver(stage) }, team);
  await deliver(stage);
  planCommands(scripting);
  const end = plan.start + plan.weeks * 7 * DAY_MS;
  let isBehindUs = false;
  let steps = 0;
  let lastAt = clock.now();
  for (;;) {
    const dueAt = (await running().bot.nextDueAt()) ?? end;
    const actAt = acts.nextAt() ?? end;
    const next = Math.min(dueAt, actAt);
    if (!isBehindUs && next >= plan.outage.from) {
      isBehindUs = true;
      clock.set(plan.outage.from);
      await stage.restart();
    } else if (next >= end) return steps;
    steps += 1;
    clock.set(Math.ceil(next / TICK_MS) * TICK_MS);
    const before = ledger.records.length;
    if (actAt <= dueAt && actAt <= clock.now()) await inTurns(acts.takeNext());
    else await running().bot.tick();
    await deliver(stage);
    for (const shown of ledger.takeShown()) reactTo(scripting, shown);
    stage.onProgress?.(clock.now() - plan.start, end - plan.start);
    // What a tick cannot do now is looked at again with the next.
    if (before === ledger.records.length && dueAt <= lastAt) clock.set(clock.now() + TICK_MS);
    lastAt = clock.now();
  }
}

/** Sends what may go, moving the clock by what the platforms' pace wants. */
async function deliver({ scripting, running }: Stage): Promise<void> {
  const { clock } = scripting.scene;
  const { bot, settle } = running();
  const until = clock.now() + PACE_MS;
  for (;;) {
    const next = await bot.delivery.drain();
    if (next === undefined || next > until) break;
    clock.set(Math.max(next, clock.now() + 1));
  }
  await settle();
}

async function inTurns(acts: readonly Act[]): Promise<void> {
  const waiting = [...acts];
  const work = async () => {
    for (let act = waiting.shift(); act; act = waiting.shift()) await act();
  };
  await Promise.all(Array.from({ length: CROWD }, work));
}

/** What the bot reports as going wrong; that somebody cannot be reached is part of the plan. */
function createComplaintLog(complaints: string[]): Log {
  const keep = (values: object, text: string) => {
    if (complaints.length < MOST_COMPLAINTS) complaints.push(`${text} ${JSON.stringify(values, describe)}`);
  };
  return {
    info() {},
    warn(values, text) {
      if (text !== "a message was not delivered") keep(values, text);
    },
    error: keep,
  };
}

function describe(_key: string, value: unknown): unknown {
  return value instanceof Error ? value.stack : value;
}
