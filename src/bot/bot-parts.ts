/** What the bot is made of, what it offers to its surroundings, and a platform as it uses it. Nothing here runs. */
import type { Clock, Ids } from "../app/ports/clock.ts";
import type { Directory } from "../app/ports/directory.ts";
import type { ExportFiles } from "../app/ports/export-files.ts";
import type { Log } from "../app/ports/log.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Storage, World } from "../app/ports/world.ts";
import type { App } from "../app/request.ts";
import type { ExportRunner } from "../app/standing/run-exports.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Delivery, SharedSending } from "../delivery/delivery.ts";
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
  readonly answersKeptMonths?: NonNullable<World["answersKeptMonths"]>;
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
  /** Without it exports wait for a process that has it. */
  readonly exportFiles?: ExportFiles;
  /** Without it large teams are read in the units of work that need them. */
  readonly teamReader?: NonNullable<World["teamReader"]>;
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
  readonly exports: ExportRunner;
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
