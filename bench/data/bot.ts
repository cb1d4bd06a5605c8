/** The whole bot over a database of its own, with a clock that stands still and a front end that takes everything. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sender } from "../../src/app/ports/sender.ts";
import { type Bot } from "../../src/bot/bot-parts.ts";
import { createBot } from "../../src/bot/bot.ts";
import type { Catalogue } from "../../src/core/catalogue/catalogue.ts";
import type { Workspace } from "../../src/core/team.ts";
import type { Instant } from "../../src/core/time.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { readCatalogue } from "../../src/storage/catalogue/catalogue-files.ts";
import { createIds } from "../../src/storage/ids.ts";
import { openStorage, type SqliteStorage } from "../../src/storage/open-storage.ts";

const ROOT = process.cwd();
export const CATALOGUE_DIRECTORY = join(ROOT, "data", "cnmm-3.0", "level-2");

/** Monday 2 November 2026, 09:30 UTC. */
export const NOW: Instant = Date.UTC(2026, 10, 2, 9, 30);

const WORKSPACE: Workspace = {
  id: "workspace",
  platform: "playground",
  platformId: "workspace",
  name: "Example Ltd",
  locale: "en",
  installedAt: 0,
};

/** Not in memory alone where the system keeps `/tmp` there: commits are to cost what they cost. */
export async function withFolder<T>(task: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), "speedboat-bench-"));
  try {
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type BenchBot = Bot & {
  readonly storage: SqliteStorage;
  readonly catalogue: Catalogue;
  readonly now: Instant;
  /** Where its teams are planted. */
  readonly workspace: Workspace;
};

export type BenchBotOptions = {
  /** Where the clock stands still; `NOW` unless said otherwise. */
  readonly now?: Instant;
  /** One of the playground unless said otherwise, for its messages are sent without a limit. */
  readonly platform?: Pick<Workspace, "platform" | "platformId">;
};

export async function openBot(path: string, { now = NOW, platform }: BenchBotOptions = {}): Promise<BenchBot> {
  const storage = await openStorage({ url: `sqlite:${path}` });
  const clock = { now: () => now };
  const catalogue = await readCatalogue(CATALOGUE_DIRECTORY);
  const sender: Sender = {
    post: async ({ postId }) => ({ kind: "sent", platformRef: postId }),
    edit: async ({ platformRef }) => ({ kind: "sent", platformRef }),
    remove: async ({ platformRef }) => ({ kind: "sent", platformRef }),
  };
  const bot = await createBot({
    storage,
    clock,
    ids: createIds({ now: () => Date.now() }, Math.random),
    voice: await createVoices(join(ROOT, "prompts")),
    catalogue,
    directory: { profile: async () => undefined, channelName: async (_workspaceId, channelId) => channelId },
    senders: () => sender,
    log: { info: () => {}, warn: () => {}, error: (values, text) => console.error(text, values) },
  });
  return { ...bot, storage, catalogue, now, workspace: { ...WORKSPACE, ...platform } };
}
