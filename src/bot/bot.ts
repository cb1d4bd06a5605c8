/** Puts the bot together over a database, a clock and front ends. Everything that starts or simulates it comes through here. */
import { type App, createApp, reportRequests } from "../app/app.ts";
import { offerAsNote } from "../app/check-in/offer-note.ts";
import { FEATURES } from "../app/features.ts";
import { OUTBOX_RULES } from "../app/outbox/judge-outbox.ts";
import type { Clock, Ids } from "../app/ports/clock.ts";
import type { Directory } from "../app/ports/directory.ts";
import type { Log } from "../app/ports/log.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Storage, World } from "../app/ports/world.ts";
import { checkProgrammes } from "../app/programme/check-programmes.ts";
import { createListedLeads } from "../app/programme/listed-leads.ts";
import { sendOverviews } from "../app/programme/send-overviews.ts";
import { nextDueAt } from "../app/rounds/next-due.ts";
import { runDueRounds } from "../app/rounds/run-due-rounds.ts";
import { buildHome } from "../app/standing/build-home.ts";
import { followEdition } from "../app/upkeep/follow-edition.ts";
import { forgetSettled } from "../app/upkeep/forget-settled.ts";
import { type Catalogue, editionKey } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace, Platform } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { createDelivery, type Delivery, type SharedSending } from "../delivery/delivery.ts";
import type { Route } from "../http/routes.ts";
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
  /** Whom the operator's configuration makes programme leads. */
  readonly programmeLeads?: NonNullable<World["programmeLeads"]>;
  readonly teamCreation?: NonNullable<World["teamCreation"]>;
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
  /** Milliseconds of a clock that nobody sets; without it `clock`, for whoever moves that one by hand. */
  readonly steady?: { now(): number };
  /** This process, where others may work on the same database. */
  readonly shared?: SharedSending;
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
 * edition that was used before has other content under the same version, and `config-invalid` where only programme leads may
 * set up teams and there is none.
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
    ...(parts.programmeLeads && { programmeLeads: parts.programmeLeads }),
    ...(parts.teamCreation && { teamCreation: parts.teamCreation }),
  };
  await checkProgrammes(world, { log });
  const appointListed = createListedLeads(world, { log });
  const moved = await followEdition(world);
  if (moved > 0) log.info({ edition: world.edition, teams: moved }, "teams moved to a newer version of their edition");
  const delivery = createDelivery({
    world,
    rules: OUTBOX_RULES,
    senders,
    log,
    ...(parts.steady && { steady: parts.steady }),
    ...(parts.shared && { shared: parts.shared }),
  });
  wake.delivery = () => delivery.wake();
  let ticking: Promise<void> = Promise.resolve();
  let holds = 0;
  async function tickOnce(signal: AbortSignal | undefined): Promise<void> {
    if (holds > 0) return;
    await appointListed();
    await runDueRounds(world, { log, signal });
    await sendOverviews(world, { log, signal });
    if (signal?.aborted) return;
    await forgetSettled(world, { log });
    await delivery.drain();
  }
  return {
    app: reportRequests(createApp(world, { features: FEATURES, onText: offerAsNote, home: buildHome }), {
      log,
      features: FEATURES,
    }),
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

/** One platform as the bot uses it: its HTTP routes, its sender and its directory. */
export type FrontEnd = {
  readonly routes: readonly Route[];
  readonly sender: Sender;
  readonly directory: Directory;
  /** Connects where the platform wants it (Socket Mode); resolves when messages can come. */
  readonly start?: () => Promise<void>;
  /** No new events, no open streams; resolves when what is under way is answered. */
  readonly stop?: () => Promise<void>;
  /** Resolves when everything that follows an answer was shown. */
  readonly settle?: () => Promise<void>;
};

/** The front ends of this process, by platform. It is filled after the bot was created. */
export type FrontEnds = Map<Platform, FrontEnd>;

/** Returns a function that finds the sender for a workspace; undefined when its platform does not run in this process. */
export function sendersOf(frontEnds: FrontEnds): (workspace: Workspace) => Sender | undefined {
  return (workspace) => frontEnds.get(workspace.platform)?.sender;
}

/**
 * Returns a directory that asks the platform each workspace belongs to. It answers `undefined` when the workspace is
 * unknown or its platform does not run here.
 */
export function directoryOf(frontEnds: FrontEnds, storage: Storage): Directory {
  const find = async (workspaceId: string): Promise<Directory | undefined> => {
    const workspace = await storage.work((stores) => stores.workspaces.find(workspaceId));
    return workspace && frontEnds.get(workspace.platform)?.directory;
  };
  return {
    profile: async (workspaceId, platformUserId) => (await find(workspaceId))?.profile(workspaceId, platformUserId),
    couldNotAsk: (workspaceId, platformUserId) =>
      [...frontEnds.values()].some(({ directory }) => directory.couldNotAsk?.(workspaceId, platformUserId) ?? false),
    nameOf: async (workspaceId, platformUserId) => (await find(workspaceId))?.nameOf?.(workspaceId, platformUserId),
    channelName: async (workspaceId, channelId) => (await find(workspaceId))?.channelName(workspaceId, channelId),
    findByEmail: async (workspaceId, email) => (await find(workspaceId))?.findByEmail?.(workspaceId, email),
    findGroup: async (workspaceId, word) => (await find(workspaceId))?.findGroup?.(workspaceId, word),
  };
}
