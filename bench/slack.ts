/** Slack's requests under load: how soon they are acknowledged, and how that compares with a bare Bolt app that keeps nothing. */
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { commandOf, pressOf, SIGNING_SECRET } from "../fakes/slack/client.ts";
import { type Bot, createBot } from "../src/bot/bot.ts";
import { directoryOf, type FrontEnds, sendersOf } from "../src/bot/front-ends.ts";
import type { Rating } from "../src/core/rating.ts";
import { createHttpServer } from "../src/http/server.ts";
import { encodeAction } from "../src/message/action.ts";
import { createVoices } from "../src/message/voice/voices.ts";
import { createSlack } from "../src/slack/slack.ts";
import { readCatalogue } from "../src/storage/catalogue/catalogue-files.ts";
import { createIds } from "../src/storage/ids.ts";
import { openStorage, type SqliteStorage } from "../src/storage/open-storage.ts";
import { CATALOGUE_DIRECTORY, ROOT, withFolder } from "./bot.ts";
import { ms, type Result, ratio } from "./print.ts";
import { BOT_TOKEN, type Load, type Measured, measuredSchema, userId } from "./slack-load.ts";

const CONNECTIONS = 16;
const BLOCKS = 3;
const COMMANDS = 400;
/** Of each member in a block. */
const PRESSES = 25;
const RATE_AIM = 0.5;
const P99_AIM_MS = 500;

export async function benchSlack(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const load = await startLoad();
    const ours = await openSlackBot(join(folder, "slack.db"), load.apiUrl);
    const bare = await openBareBolt();
    const members = await openCheckIns(ours, (BLOCKS + 1) * CONNECTIONS);
    const commands = await race({ load, ours: ours.url, bare: bare.url, bodiesOf: () => listCommands(COMMANDS) });
    const presses = await race({
      ...{ load, ours: ours.url, bare: bare.url },
      bodiesOf: (block) => interleave(members.slice(block * CONNECTIONS, (block + 1) * CONNECTIONS)),
    });
    await countAnswers(ours.storage, members.flat().length);
    await ours.stop();
    await bare.stop();
    await load.stop();
    return [
      ...describe("Slack: a command acknowledged", commands),
      ...describe("Slack: an answer stored, acknowledged", presses),
    ];
  });
}

type Side = { readonly tookMs: number; readonly requests: number; readonly latenciesMs: readonly number[] };
type Raced = { readonly ours: Side; readonly bare: Side };
type Race = {
  readonly load: LoadThread;
  readonly ours: string;
  readonly bare: string;
  /** What both are sent in a block, lane by lane. */
  readonly bodiesOf: (block: number) => readonly string[];
};

/** Ours, bare, ours, bare …; a pair before warms up and is not counted. */
async function race({ load, ours, bare, bodiesOf }: Race): Promise<Raced> {
  const measured = { ours: [] as Measured[], bare: [] as Measured[] };
  for (let block = 0; block <= BLOCKS; block += 1) {
    const bodies = [...bodiesOf(block)];
    for (const [name, url] of [["ours", ours] as const, ["bare", bare] as const]) {
      const one = await load.run({ url, connections: CONNECTIONS, bodies });
      if (block > 0) measured[name].push(one);
    }
  }
  return { ours: sum(measured.ours), bare: sum(measured.bare) };
}

function sum(blocks: readonly Measured[]): Side {
  const latenciesMs = blocks.flatMap((block) => block.latenciesMs).sort((left, right) => left - right);
  return { latenciesMs, requests: latenciesMs.length, tookMs: blocks.reduce((total, { tookMs }) => total + tookMs, 0) };
}

function describe(what: string, { ours, bare }: Raced): readonly Result[] {
  const rate = (side: Side) => (side.requests / side.tookMs) * 1_000;
  const p99 = (side: Side) => side.latenciesMs[Math.floor(side.requests * 0.99)] ?? Number.NaN;
  const share = rate(ours) / rate(bare);
  const detail = `${Math.round(rate(ours))} a second over ${CONNECTIONS} connections, a bare Bolt app that keeps nothing ${Math.round(rate(bare))}`;
  return [
    { what, value: ratio(share), aim: { text: `≥ ${ratio(RATE_AIM)}`, met: share >= RATE_AIM }, detail },
    {
      what: `${what}, p99`,
      value: ms(p99(ours)),
      aim: { text: `< ${ms(P99_AIM_MS)}`, met: p99(ours) < P99_AIM_MS },
      detail: `bare ${ms(p99(bare))}`,
    },
  ];
}

type LoadThread = {
  readonly apiUrl: string;
  readonly run: (load: Load) => Promise<Measured>;
  readonly stop: () => Promise<unknown>;
};

async function startLoad(): Promise<LoadThread> {
  const worker = new Worker(new URL("./slack-load.js", import.meta.url));
  const hear = async (): Promise<unknown> => (await once(worker, "message"))[0];
  const apiUrl = String(await hear());
  return {
    apiUrl,
    async run(load) {
      const heard = hear();
      worker.postMessage(load);
      return measuredSchema.parse(await heard);
    },
    stop: () => worker.terminate(),
  };
}

type SlackBot = {
  readonly bot: Bot;
  readonly storage: SqliteStorage;
  readonly url: string;
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** As `main` starts it, delivery running beside. */
async function openSlackBot(path: string, apiUrl: string): Promise<SlackBot> {
  const storage = await openStorage({ url: `sqlite:${path}` });
  const clock = { now: () => Date.now() };
  const log = { info: () => {}, warn: console.error, error: console.error };
  const frontEnds: FrontEnds = new Map();
  const bot = await createBot({
    ...{ storage, clock, log },
    ids: createIds(clock, Math.random),
    voice: await createVoices(join(ROOT, "prompts")),
    catalogue: await readCatalogue(CATALOGUE_DIRECTORY),
    directory: directoryOf(frontEnds, storage),
    senders: sendersOf(frontEnds),
  });
  const slack = await createSlack({
    settings: { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, apiUrl },
    handle: bot.app.handle,
    world: bot.world,
    log,
    draw: async () => new Uint8Array(),
  });
  frontEnds.set("slack", slack);
  const server = createHttpServer({
    ...{ host: "127.0.0.1", port: 0, routes: slack.routes, isReady: () => true },
    onError: (error) => console.error(error),
  });
  const port = await server.listen();
  const delivering = bot.delivery.run();
  return {
    ...{ bot, storage, settle: slack.settle, url: `http://127.0.0.1:${port}/slack/events` },
    async stop() {
      await slack.stop();
      await server.stop();
      await bot.delivery.stop();
      await delivering;
      await storage.close();
    },
  };
}

async function openBareBolt(): Promise<{ readonly url: string; readonly stop: () => Promise<unknown> }> {
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: ["/slack/events"], logLevel: LogLevel.ERROR });
  const authorize = async () => ({ botToken: BOT_TOKEN, botId: "BBOT", botUserId: "UBOT" });
  const app = new App({ receiver, authorize, logLevel: LogLevel.ERROR });
  app.command("/level2", async ({ ack }) => ack());
  app.action({ type: "block_actions" }, async ({ ack }) => ack());
  const address = (await receiver.start({ port: 0, host: "127.0.0.1" })).address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/slack/events`, stop: () => receiver.stop() };
}

/** A team whose members all have the whole assessment open; what each would press, in its order. */
async function openCheckIns({ bot, storage, settle }: SlackBot, count: number): Promise<readonly (readonly string[])[]> {
  const [workspace] = await storage.work((stores) => stores.workspaces.list());
  const workspaceId = workspace?.id ?? "";
  const from = (member: number) => ({ workspaceId, platformUserId: userId(member), place: { in: "direct" } }) as const;
  const members = Array.from({ length: count }, (_, member) => member);
  const { errors } = await bot.app.handle({ kind: "submit", from: from(0), context: { form: "setup" }, values: teamOf(count) });
  if (errors) throw new Error(JSON.stringify(errors));
  for (const member of members) await bot.app.handle({ kind: "command", from: from(member), line: "assess" });
  await settle();
  return Promise.all(members.map((member) => listPresses(storage, workspaceId, member)));
}

function teamOf(count: number) {
  return {
    ...{ name: "Bench", channel: "", privacy: "open", locale: "en", questions: "5", observers: [], leads: [] },
    members: Array.from({ length: count }, (_, member) => userId(member)),
    ...{ cadence: "month", weekday: "1", time: "09:00", zone: "UTC", zoneMode: "own", windowHours: "48" },
  };
}

async function listPresses(storage: SqliteStorage, workspaceId: string, member: number): Promise<readonly string[]> {
  const checkIn = await storage.work(async (stores) => {
    const person = await stores.people.findByAccount(workspaceId, userId(member));
    const [membership] = person ? await stores.memberships.listOfPerson(person.id) : [];
    return membership && stores.checkIns.findOpen(membership.id);
  });
  if (!checkIn) throw new Error(`${userId(member)} has no check-in`);
  const questions = checkIn.items.flatMap((item) => (item.kind === "question" ? [item.questionId] : []));
  return questions.slice(0, PRESSES).map((questionId, step) => {
    const rating: Rating = step % 2 === 0 ? 2 : 3;
    const event = { do: "answer", questionId, reply: { kind: "rating", rating } } as const;
    const value = encodeAction({ act: "walk", checkInId: checkIn.id, revision: checkIn.revision + step, event });
    const where = { channel: { id: `D${userId(member)}` } };
    const press = pressOf({ action_id: "walk:0", value }, { id: userId(member), teamId: "T1", where });
    return new URLSearchParams({ payload: JSON.stringify(press) }).toString();
  });
}

function listCommands(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    commandOf({ id: userId(index % CONNECTIONS), teamId: "T1", line: "help", channel: "C1" }),
  );
}

/** The first press of each member, then the second of each …: a lane is one member. */
function interleave(lanes: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(...lanes.map(({ length }) => length));
  return Array.from({ length: longest }, (_, step) => lanes.flatMap((lane) => lane[step] ?? [])).flat();
}

/** Acknowledged means kept. */
async function countAnswers(storage: SqliteStorage, expected: number): Promise<void> {
  const kept = await storage.work(async ({ teams, workspaces, answers }) => {
    const [workspace] = await workspaces.list();
    const [team] = await teams.listOfWorkspace(workspace?.id ?? "");
    return (await answers.historyOfTeam(team?.id ?? "")).length;
  });
  if (kept !== expected) throw new Error(`${expected} answers were acknowledged and ${kept} kept`);
}
