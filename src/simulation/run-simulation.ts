/** The whole product in fast-forward: twelve weeks of teams of six, on real code, in memory, by an injected clock. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Work } from "../app/call.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { World } from "../app/ports/world.ts";
import { createBot } from "../bot/bot.ts";
import { DEFAULT_CATALOGUE_DIRECTORY, PROMPTS_DIRECTORY } from "../bot/package-root.ts";
import { toLocal } from "../core/schedule/local-time.ts";
import type { Workspace } from "../core/team.ts";
import { DAY_MS, type Instant } from "../core/time.ts";
import { listPictures } from "../message/message.ts";
import { toPlainText } from "../message/plain-text.ts";
import { createVoices } from "../message/voice/voices.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import { readCatalogue } from "../storage/catalogue/catalogue-files.ts";
import { createIds } from "../storage/ids.ts";
import { openStorage } from "../storage/open-storage.ts";
import { type CAST, COURSES } from "./cast.ts";
import { createChance } from "./chance.ts";
import { type Check, runChecks } from "./checks.ts";
import { createPostBox } from "./post-box.ts";
import { createStageClock, playTeams, type StagedTeam, type StageEvent, type TeamPlan } from "./stage.ts";

/** What to play, and where to draw it. */
export type SimulationOptions = {
  readonly seed: number;
  /** At least two: one that gets better and one that gets worse; further ones take turns. */
  readonly teams: number;
  readonly weeks: number;
  /** Where the pictures go; none are drawn without it. */
  readonly outDirectory?: string;
  readonly onProgress?: (done: number, total: number) => void;
};

/** What happened, and how the checks came out. */
export type SimulationReport = {
  /** What was sent to whom and when, and what people did. */
  readonly lines: readonly string[];
  readonly checks: readonly Check[];
  /** The same for the same seed, to the byte. */
  readonly json: unknown;
};

/** A Monday, 00:00 UTC; the weeks that follow hold the end of summer time in Europe and North America. */
const START: Instant = Date.UTC(2026, 8, 7);
const SILENT_LOG = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Plays the weeks on the real code with a database in memory, and checks the result. The clock is injected, so it
 * takes seconds, and the same seed gives the same report. Rejects when the pictures cannot be written.
 */
export async function runSimulation(options: SimulationOptions): Promise<SimulationReport> {
  const { seed, weeks, onProgress } = options;
  const storage = await openStorage({ url: "sqlite::memory:" });
  try {
    const chance = createChance(seed);
    const clock = createStageClock(START - 7 * DAY_MS);
    const postBox = createPostBox(clock);
    let drawn = 0;
    const catalogue = await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY);
    const bot = await createBot({
      storage,
      clock,
      ids: createIds(clock, () => chance("id", drawn++)),
      voice: await createVoices(PROMPTS_DIRECTORY),
      catalogue,
      directory: { profile: async () => undefined, channelName: async (_workspaceId, channelId) => channelId },
      senders: () => postBox,
      log: SILENT_LOG,
    });
    const workspace: Workspace = {
      id: "simulation",
      platform: "playground",
      platformId: "simulation",
      name: "Simulation",
      locale: "en",
      installedAt: clock.now(),
    };
    await storage.work((stores) => stores.workspaces.save(workspace));
    const events: StageEvent[] = [];
    const onEvent = (event: StageEvent): void => {
      events.push(event);
      onProgress?.(Math.min(weeks * 7 * DAY_MS, clock.now() - START), weeks * 7 * DAY_MS);
    };
    const staged = await playTeams({
      bot,
      clock,
      postBox,
      workspace,
      catalogue,
      teams: planTeams(options.teams),
      start: START,
      weeks,
      chance,
      onEvent,
    });
    return await report({ options, world: bot.world, staged, events });
  } finally {
    await storage.close();
  }
}

function planTeams(count: number): readonly TeamPlan[] {
  return Array.from({ length: Math.max(2, count) }, (_, index) => ({
    name: `Example team ${index + 1}`,
    channelId: `team-${index + 1}`,
    course: COURSES[index % COURSES.length] ?? "improving",
    locale: index % 4 < 2 ? "en" : "zh-CN",
  }));
}

type Played = {
  readonly options: SimulationOptions;
  readonly world: World;
  readonly staged: readonly StagedTeam[];
  readonly events: readonly StageEvent[];
};

async function report({ options, world, staged, events }: Played): Promise<SimulationReport> {
  const posts = await findPosts(world, events);
  const names = new Map(staged.flatMap(({ actors }) => actors.map(({ personId, character }) => [personId, character] as const)));
  const lines = events.map((event) => describe(event, posts, names));
  const checks = await world.storage.work(async (stores) => {
    const work: Work = { stores, world, now: world.clock.now() };
    const sent = await stores.outbox.listByStatus("sent", 1_000_000);
    const unasked = sent.flatMap(({ unsolicited, lane, sentAt }) =>
      unsolicited && sentAt !== undefined ? [{ personId: lane, at: sentAt }] : [],
    );
    return runChecks(work, staged, unasked);
  });
  if (options.outDirectory) await drawPictures(options.outDirectory, events);
  const sent = events.flatMap((event) =>
    event.kind === "sent"
      ? [
          {
            at: event.letter.at,
            to: event.letter.target,
            operation: event.letter.operation,
            purpose: posts.get(event.letter.postId)?.purpose,
            text: toPlainText(event.letter.message),
          },
        ]
      : [],
  );
  return {
    lines,
    checks,
    json: { seed: options.seed, weeks: options.weeks, teams: staged.map(({ plan }) => plan), sent, checks },
  };
}

async function findPosts(world: World, events: readonly StageEvent[]): Promise<ReadonlyMap<string, Post>> {
  const ids = new Set(events.flatMap((event) => (event.kind === "sent" ? [event.letter.postId] : [])));
  return world.storage.work(async (stores) => {
    const found = await Promise.all([...ids].map((id) => stores.posts.find(id)));
    return new Map(found.flatMap((post) => (post ? [[post.id, post] as const] : [])));
  });
}

function describe(
  event: StageEvent,
  posts: ReadonlyMap<string, Post>,
  names: ReadonlyMap<string, (typeof CAST)[number]>,
): string {
  if (event.kind === "act") return `${stamp(event.at, "UTC")} UTC  ${event.team}: ${event.who} ${event.what}`;
  const { at, target, operation, postId, message } = event.letter;
  const character = target.to === "person" ? names.get(target.personId) : undefined;
  const to = target.to === "channel" ? `#${target.channelId}` : (character?.name ?? target.personId);
  const zone = character?.zone ?? "UTC";
  const purpose = posts.get(postId)?.purpose ?? "message";
  const head = `${stamp(at, zone)} ${zone}  → ${to}  ${operation === "post" ? purpose : `${purpose} (${operation})`}`;
  if (purpose === "digest" && operation === "post") return `${head}\n${indent(toPlainText(message))}`;
  return `${head}  ${message.summary}`;
}

function stamp(at: Instant, zone: string): string {
  const { date, time } = toLocal(at, zone);
  return `${date} ${time}`;
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}

/** The last digest's pictures of each channel and the one of each round, light and dark. */
async function drawPictures(directory: string, events: readonly StageEvent[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  const digests = events.flatMap((event) =>
    event.kind === "sent" && event.letter.target.to === "channel" && event.letter.operation === "post" ? [event.letter] : [],
  );
  const counts = new Map<string, number>();
  for (const { target, message } of digests) {
    const channel = target.to === "channel" ? target.channelId : "";
    for (const { picture } of listPictures(message.elements)) {
      const count = (counts.get(`${channel}-${picture.kind}`) ?? 0) + 1;
      counts.set(`${channel}-${picture.kind}`, count);
      for (const theme of ["light", "dark"] as const) {
        const svg = toSvg(picture, theme);
        const name = join(directory, `${channel}-${picture.kind}-${String(count).padStart(2, "0")}-${theme}`);
        await writeFile(`${name}.svg`, svg);
        await writeFile(`${name}.png`, await toPng(svg));
      }
    }
  }
}
