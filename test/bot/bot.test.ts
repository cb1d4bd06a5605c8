/** The bot put together: what its tick does with a stop. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Bot } from "../../src/bot/bot-parts.ts";
import { createBot } from "../../src/bot/bot.ts";
import { aRoundWorld, type RoundWorld } from "../app/rounds/round-world.ts";
import { MONDAY_MORNING } from "../helpers/world.ts";

let world: RoundWorld;
let bot: Bot;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING - 1 });
  const { storage, clock, ids, voice, directory } = world.world;
  const log = { info() {}, warn() {}, error() {} };
  bot = await createBot({
    storage,
    clock,
    ids,
    voice,
    directory,
    log,
    catalogue: world.catalogue,
    senders: () => world.sender,
  });
  await world.team(["ana", "ben"]);
  world.clock.set(MONDAY_MORNING);
});
afterEach(() => world.close());

test("a tick that is told to stop begins nothing and sends nothing; what was due stays due", async () => {
  await bot.tick(AbortSignal.abort());
  expect([await world.rounds(), await world.arrived()]).toEqual([[], []]);
  expect(await bot.nextDueAt()).toBeLessThanOrEqual(MONDAY_MORNING);
  await bot.tick();
  expect((await world.arrived("check-in")).map(({ to }) => to).sort()).toEqual(["ana", "ben"]);
});

test("a stop in the middle sends nothing more in this tick, and loses nothing", async () => {
  const stopping = new AbortController();
  const ticking = bot.tick(stopping.signal);
  stopping.abort();
  await ticking;
  expect(await world.arrived()).toEqual([]);
  await bot.tick();
  expect(await world.arrived("check-in")).toHaveLength(2);
});
