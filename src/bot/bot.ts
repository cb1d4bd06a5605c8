/** Puts the bot together over a database, a clock and front ends. Everything that starts or simulates it comes through here. */
import { type App, createApp } from "../app/app.ts";
import { offerAsNote } from "../app/check-in/offer-note.ts";
import { FEATURES } from "../app/features.ts";
import { OUTBOX_RULES } from "../app/outbox/judge-outbox.ts";
import type { Clock, Ids } from "../app/ports/clock.ts";
import type { Directory } from "../app/ports/directory.ts";
import type { Log } from "../app/ports/log.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Storage, World } from "../app/ports/world.ts";
import { sendOverviews } from "../app/programme/send-overviews.ts";
import { nextDueAt } from "../app/rounds/next-due.ts";
import { runDueRounds } from "../app/rounds/run-due-rounds.ts";
import { buildHome } from "../app/standing/build-home.ts";
import { followEdition } from "../app/upkeep/follow-edition.ts";
import { forgetSettled } from "../app/upkeep/forget-settled.ts";
import { type Catalogue, editionKey } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { createDelivery, type Delivery } from "../delivery/delivery.ts";
import type { Voice } from "../message/voice/voice.ts";

/** What the bot is made of. Tests and the simulation pass their own clock, ids, directory and senders. */
export type BotParts = {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly voice: (locale: Locale) => Voice;
  /** What new teams start with; kept for ever on the first start with it. */
  readonly catalogue: Catalogue;
  readonly directory: Directory;
  /** Without it only a team's own days off are kept. */
  readonly holidays?: NonNullable<World["holidays"]>;
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
};

/** A bot that is ready to handle requests, and what its surroundings call to keep it going. */
export type Bot = {
  readonly app: App;
  readonly world: World;
  readonly delivery: Delivery;
  /**
   * Everything that is due by the clock: rounds first, then what they queued. Resolves when it was sent; once the signal is
   * aborted, as soon as the one thing under way is done, and the rest stays due.
   */
  readonly tick: (signal?: AbortSignal) => Promise<void>;
  /** Nothing falls due while the task runs: no tick begins, and one that runs ends first. */
  readonly hold: <T>(task: () => Promise<T>) => Promise<T>;
  /** When a round, a turn or a message next falls due. */
  readonly nextDueAt: () => Promise<Instant | undefined>;
};

/**
 * Creates the bot and moves teams of an older version of the edition to this one. Throws `catalogue-changed` when an
 * edition that was used before has other content under the same version.
 */
export async function createBot(parts: BotParts): Promise<Bot> {
  const { storage, clock, ids, voice, catalogue, directory, senders, log, holidays } = parts;
  await storage.work((stores) => stores.catalogues.keep(catalogue));
  const wake = { delivery: () => {} };
  const world: World = {
    storage,
    clock,
    ids,
    directory,
    voice,
    edition: editionKey(catalogue),
    onQueued: () => wake.delivery(),
    ...(holidays && { holidays }),
  };
  const moved = await followEdition(world);
  if (moved > 0) log.info({ edition: world.edition, teams: moved }, "teams moved to a newer version of their edition");
  const delivery = createDelivery({ world, rules: OUTBOX_RULES, senders, log });
  wake.delivery = () => delivery.wake();
  let ticking: Promise<void> = Promise.resolve();
  let holds = 0;
  async function tickOnce(signal: AbortSignal | undefined): Promise<void> {
    if (holds > 0) return;
    await runDueRounds(world, { log, signal });
    await sendOverviews(world, { log, signal });
    if (signal?.aborted) return;
    await forgetSettled(world, { log });
    await delivery.drain();
  }
  return {
    app: createApp(world, { features: FEATURES, onText: offerAsNote, home: buildHome }),
    world,
    delivery,
    tick(signal) {
      const next = (): Promise<void> => tickOnce(signal);
      ticking = ticking.then(next, next);
      return ticking;
    },
    async hold(task) {
      holds += 1;
      try {
        await ticking.catch(() => {});
        return await task();
      } finally {
        holds -= 1;
      }
    },
    nextDueAt: () => storage.work((stores) => nextDueAt({ stores, world, now: clock.now() })),
  };
}
