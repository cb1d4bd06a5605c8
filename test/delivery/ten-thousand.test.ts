/** Row 18 in its full size: ten thousand direct messages of one Slack workspace, and a process that is killed twice on the way. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { queuePost } from "../../src/app/posting.ts";
import { PLATFORM_LIMITS } from "../../src/delivery/limits.ts";
import type { Rate } from "../../src/pace/meter.ts";
import { openStorage } from "../../src/storage/open-storage.ts";
import { type Compiled, compileSources, type Ended, runScript } from "../helpers/child.ts";
import { aMessage } from "../helpers/delivery.ts";
import { SEED } from "../helpers/seed.ts";
import { aPerson, aWorkspace } from "../helpers/team.ts";
import { aWorld, MONDAY_MORNING, type TestWorld } from "../helpers/world.ts";

const COUNT = 10_000;
const LONG_MS = 300_000;
/** What a new process needs before it sends. */
const RESTART_MS = 1_000;

let world: TestWorld;
let compiled: Compiled;
beforeAll(async () => {
  world = await aWorld();
  compiled = await compileSources();
}, LONG_MS);
afterAll(async () => {
  await compiled.remove();
  await world.close();
});

/**
 * A bot of its own on the same database, with a clock that it moves to whatever is due next. What the platform takes stands in
 * the file of arrivals at once; killed either as the platform took a message, or when that is about to be written down.
 */
const BOT = `
  import { appendFileSync, readFileSync } from "node:fs";
  import { OUTBOX_RULES } from "./app/outbox/judge-outbox.js";
  import { createDelivery } from "./delivery/delivery.js";
  import { openStorage } from "./storage/open-storage.js";
  const { DB, ARRIVALS, NOW, KILL_AFTER, KILL_WHERE } = process.env;
  let now = Number(NOW);
  let taken = 0;
  const arrived = new Set(readFileSync(ARRIVALS, "utf8").split("\\n").map((line) => line.split(" ")[0]));
  const isLast = () => taken >= Number(KILL_AFTER);
  const storage = await openStorage({ url: "sqlite:" + DB });
  const dying = {
    work: (task) => storage.work(async (stores) => {
      const result = await task(stores);
      if (KILL_WHERE === "writing" && isLast()) process.kill(process.pid, "SIGKILL");
      return result;
    }),
  };
  const sender = {
    async post({ postId }) {
      appendFileSync(ARRIVALS, postId + " " + now + "\\n");
      taken += 1;
      if (KILL_WHERE === "taking" && isLast()) process.kill(process.pid, "SIGKILL");
      return { kind: "sent", platformRef: "ref-" + postId };
    },
    locate: async ({ postId }) => (arrived.has(postId) ? { found: "ref-" + postId } : "absent"),
  };
  const world = { storage: { ...storage, ...dying }, clock: { now: () => now }, ids: { next: () => "never" }, onQueued() {} };
  const log = { info() {}, warn(values, text) { console.error(text); }, error(values, text) { console.error(text, values.cause); } };
  const delivery = createDelivery({ rules: OUTBOX_RULES, world, senders: () => sender, log });
  for (let next = await delivery.drain(); next !== undefined; next = await delivery.drain()) now = next;
  console.log(now);
  await storage.close();
`;

type Arrival = { readonly postId: string; readonly at: number };

async function readArrivals(path: string): Promise<readonly Arrival[]> {
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => ({ postId: line.split(" ")[0] ?? "", at: Number(line.split(" ")[1]) }));
}

function mostIn(arrivals: readonly Arrival[], { perMs }: Rate): number {
  let from = 0;
  let most = 0;
  for (const [index, { at }] of arrivals.entries()) {
    while ((arrivals[from]?.at ?? at) <= at - perMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

it(
  "R18: ten thousand direct messages come once each, within 110 % of what the limit allows, though the process is killed twice",
  async () => {
    const later = SEED % 2_000;
    const arrivals = join(world.databasePath, "..", "arrivals.txt");
    await writeFile(arrivals, "");
    await queueAll();
    const run = (env: Readonly<Record<string, string>>): Promise<Ended> =>
      runScript(compiled, BOT, { DB: world.databasePath, ARRIVALS: arrivals, ...env });
    const lastAt = async () => String(((await readArrivals(arrivals)).at(-1)?.at ?? 0) + RESTART_MS);

    const first = await run({ NOW: String(MONDAY_MORNING), KILL_WHERE: "taking", KILL_AFTER: String(3_000 + later) });
    expect(first).toMatchObject({ signal: "SIGKILL", err: "" });
    const second = await run({ NOW: await lastAt(), KILL_WHERE: "writing", KILL_AFTER: String(2_000 + later) });
    expect(second).toMatchObject({ signal: "SIGKILL", err: "" });
    const third = await run({ NOW: await lastAt() });
    expect(third).toMatchObject({ code: 0, err: "" });

    const all = await readArrivals(arrivals);
    expect(new Set(all.map(({ postId }) => postId)).size).toBe(COUNT);
    expect(all).toHaveLength(COUNT);
    const { workspace } = PLATFORM_LIMITS.slack;
    for (const rate of workspace) expect(mostIn(all, rate)).toBeLessThanOrEqual(rate.amount);
    expect((all.at(-1)?.at ?? 0) - MONDAY_MORNING).toBeLessThanOrEqual((COUNT / 240) * 60_000 * 1.1);
    expect(await world.stores(({ outbox }) => outbox.countByStatus())).toMatchObject({
      sent: COUNT,
      pending: 0,
      sending: 0,
      ambiguous: 0,
    });
  },
  LONG_MS,
);

async function queueAll(): Promise<void> {
  const storage = await openStorage({ url: `sqlite:${world.databasePath}` });
  await storage.work(async (stores) => {
    await stores.workspaces.save(aWorkspace({ id: "w-slack", platformId: "T1", platform: "slack" }));
    for (let index = 0; index < COUNT; index += 1) {
      const personId = `person-${index}`;
      await stores.people.save(aPerson({ id: personId, workspaceId: "w-slack", name: `Example ${index}` }));
      await queuePost(
        { stores, world: world.world, now: MONDAY_MORNING },
        {
          target: { to: "person", personId },
          workspaceId: "w-slack",
          purpose: "notice",
          subjectId: personId,
          message: aMessage(),
        },
      );
    }
  });
  await storage.close();
}
