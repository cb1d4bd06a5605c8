/**
 * The workspaces of Slack: ours for each of Slack's, created when the bot is installed and marked when it is removed; the
 * token with which the bot acts in it, and its Web API client, with no retries of its own, no waiting, and a timeout.
 */
import type { Logger } from "@slack/bolt";
import { WebAPIRateLimitedError, type WebAPICallResult, WebClient, type WebClientOptions } from "@slack/web-api";
import { resumeWorkspace, suspendWorkspace } from "../app/link/suspend.ts";
import type { Urgency } from "../app/ports/outbox-store.ts";
import type { Storage, Stores, World } from "../app/ports/world.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace } from "../core/team.ts";
import { type CallBudget, CallTurnedAway } from "../pace/call-budget.ts";

/** Below the ten seconds after which delivery gives a send up. */
const TIMEOUT_MS = 8_000;

/** The root of Slack's Web API, if it is not Slack's own, and the SDK's logger. */
export type ApiOptions = { readonly apiUrl?: string; readonly logger: Logger };

/** Returns the options of a client that does not retry, does not wait when rate-limited, and gives up after 8 seconds. */
export function toClientOptions({ apiUrl, logger }: ApiOptions): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger,
    ...(apiUrl && { slackApiUrl: apiUrl }),
  };
}

/** For whom calls are made, and how many milliseconds each may wait for its turn under Slack's rates. */
export type Caller = { readonly urgency: Urgency; readonly mostWaitMs: number };

/** Finds the Web API client of a workspace. */
export interface Clients {
  /** Undefined where the bot is not installed any more. Every call of the client waits for its turn, or throws `CallTurnedAway`. */
  of(workspaceId: string, caller: Caller): Promise<WebClient | undefined>;
}

/** Creates clients, one for each workspace, token and caller. All calls of all clients go through the budget. */
export function createClients(parts: {
  readonly authorizations: Authorizations;
  readonly workspaces: Workspaces;
  readonly api: ApiOptions;
  readonly budget: CallBudget;
}): Clients {
  const clients = new Map<string, WebClient>();
  return {
    async of(workspaceId, caller) {
      const place = await parts.workspaces.placeOf(workspaceId);
      if (!place) return undefined;
      const found = await parts.authorizations.find({
        teamId: place.teamId,
        enterpriseId: place.organisationId,
        isEnterpriseInstall: place.organisationId !== undefined,
      });
      if (!found) return undefined;
      const key = `${workspaceId} ${caller.urgency} ${caller.mostWaitMs}`;
      const known = clients.get(key);
      if (known?.token === found.botToken) return known;
      // A token of a whole organisation has to be told which workspace is meant.
      const team = place.organisationId === undefined ? {} : { teamId: place.teamId };
      const options = { ...toClientOptions(parts.api), ...team };
      const client = new CountedClient(found.botToken, { options, budget: parts.budget, workspaceId, caller });
      clients.set(key, client);
      return client;
    },
  };
}

type Counting = {
  readonly options: WebClientOptions;
  readonly budget: CallBudget;
  readonly workspaceId: string;
  readonly caller: Caller;
};

/** A client whose every call is counted. What Slack says of waiting counts for the method in the whole workspace. */
class CountedClient extends WebClient {
  readonly #counting: Counting;

  constructor(token: string, counting: Counting) {
    super(token, counting.options);
    this.#counting = counting;
  }

  override async apiCall(method: string, args?: Record<string, unknown>): Promise<WebAPICallResult> {
    const { budget, workspaceId, caller } = this.#counting;
    try {
      return await budget.run({ workspaceId, method, ...caller }, () => super.apiCall(method, args));
    } catch (cause) {
      if (!(cause instanceof WebAPIRateLimitedError) || method === OF_ITS_CHANNEL) throw cause;
      const toldMs = cause.retryAfter * 1_000;
      budget.hold({ workspaceId, method }, toldMs);
      throw new CallTurnedAway(method, toldMs);
    }
  }
}

/** Its rate counts a channel by itself: delivery holds the channel. */
const OF_ITS_CHANNEL = "chat.postMessage";

/** The token and the ids with which the bot acts. */
export type Authorization = {
  readonly botToken: string;
  readonly botId?: string;
  readonly botUserId?: string;
  readonly teamId?: string;
  readonly enterpriseId?: string;
};

/** A workspace by its id, and the organisation that the bot may be installed for as a whole. */
export type AuthorizationQuery = {
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly isEnterpriseInstall: boolean;
};

/** Finds the authorization for a workspace. */
export interface Authorizations {
  /** Undefined where the bot is not installed. Rejects when the store is down. */
  find(query: AuthorizationQuery): Promise<Authorization | undefined>;
  /** After an installation or its end. */
  forget(query: Pick<AuthorizationQuery, "teamId" | "enterpriseId">): void;
}

/** Creates the authorization of a single workspace by its token. */
export function createSingleAuthorization(authorization: Authorization & { readonly teamId: string }): Authorizations {
  return {
    async find({ teamId, isEnterpriseInstall }) {
      return teamId === undefined || teamId === authorization.teamId || isEnterpriseInstall ? authorization : undefined;
    },
    forget: () => {},
  };
}

const KEPT_MS = 60_000;

/**
 * Creates the authorizations of many workspaces. `look` runs once at a time for each installation, so that no refresh
 * token is used twice, and its result is kept for a minute.
 */
export function createAuthorizations(
  look: (query: AuthorizationQuery) => Promise<Authorization | undefined>,
  clock: { now(): number },
): Authorizations {
  const kept = new Map<string, { readonly found: Promise<Authorization | undefined>; readonly until: number }>();
  return {
    find(query) {
      const key = keyOf(query);
      const known = kept.get(key);
      if (known && known.until > clock.now()) return known.found;
      const found = look(query);
      kept.set(key, { found, until: clock.now() + KEPT_MS });
      const drop = () => kept.delete(key);
      found.then((authorization) => authorization === undefined && drop(), drop);
      return found;
    },
    forget({ teamId, enterpriseId }) {
      for (const key of [...kept.keys()]) {
        if (key.split(" ").some((id) => id !== "-" && (id === teamId || id === enterpriseId))) kept.delete(key);
      }
    },
  };
}

function keyOf({ teamId, enterpriseId, isEnterpriseInstall }: AuthorizationQuery): string {
  return isEnterpriseInstall ? `- ${enterpriseId ?? "-"}` : `${teamId ?? "-"} -`;
}

const ORGANISATION = "slack.organisation-of.";

/** Finds our workspace for one of Slack's, and the other way round. */
export interface Workspaces {
  /** Our id; undefined where the bot was never installed. */
  idOf(teamId: string): Promise<string | undefined>;
  /** Makes the workspace, or takes it back after it was removed. */
  ensure(found: FoundWorkspace): Promise<string>;
  /** Where our workspace stands in Slack. */
  placeOf(workspaceId: string): Promise<{ readonly teamId: string; readonly organisationId?: string } | undefined>;
  /** What becomes of workspaces in a unit of work that holds more; `settle` follows its commit. */
  within(stores: Stores): WorkspaceChanges;
  settle(): void;
}

/** `organisationId`: installed for a whole organisation. */
type FoundWorkspace = { readonly teamId: string; readonly name: string; readonly organisationId?: string };

/** Changes workspaces within a unit of work that contains more. */
export interface WorkspaceChanges {
  ensure(found: FoundWorkspace): Promise<string>;
  /** What waits for it is dropped, and its side of linked teams is suspended. */
  markUninstalled(teamId: string): Promise<void>;
  /** The same for every workspace of an organisation. */
  markOrganisationUninstalled(organisationId: string): Promise<void>;
  /** The organisation installed it again. */
  takeBack(organisationId: string): Promise<void>;
  /** False where the workspace has, or had, an installation of its own. */
  mayBelongTo(organisationId: string, teamId: string): Promise<boolean>;
}

type Change = (stores: Stores, workspace: Workspace) => Promise<void>;

/** Creates the mapping; what was looked up is cached until `settle`. */
export function createWorkspaces(world: World): Workspaces {
  const { storage, ids, clock } = world;
  const known = new Map<string, string>();
  const places = new Map<string, { readonly teamId: string; readonly organisationId?: string }>();

  const uninstall: Change = (stores, workspace) => suspendWorkspace({ stores, world, now: clock.now() }, workspace);

  const takeBack: Change = async (stores, workspace) => {
    await resumeWorkspace({ stores, world, now: clock.now() }, workspace);
  };

  async function changeOne(stores: Stores, teamId: string, change: Change): Promise<void> {
    const workspace = await stores.workspaces.findByPlatform("slack", teamId);
    if (workspace) await change(stores, workspace);
  }

  async function changeAll(stores: Stores, organisationId: string, change: Change): Promise<void> {
    for (const workspace of await stores.workspaces.list()) {
      if (workspace.platform !== "slack") continue;
      if ((await stores.settings.get(ORGANISATION + workspace.platformId)) !== organisationId) continue;
      await change(stores, workspace);
    }
  }

  async function ensure(stores: Stores, { teamId, name, organisationId }: FoundWorkspace): Promise<string> {
    const found = await stores.workspaces.findByPlatform("slack", teamId);
    const current: Workspace = { ...(found ?? build(ids.next(), { teamId, name, now: clock.now() })), name };
    await takeBack(stores, current);
    await stores.settings.set(ORGANISATION + teamId, organisationId ?? "");
    return current.id;
  }

  function settle(): void {
    places.clear();
    world.onQueued();
  }

  return {
    async idOf(teamId) {
      const id = known.get(teamId) ?? (await storage.work((stores) => stores.workspaces.findByPlatform("slack", teamId)))?.id;
      if (id !== undefined) known.set(teamId, id);
      return id;
    },
    async ensure(found) {
      const id = await storage.work((stores) => ensure(stores, found));
      settle();
      return id;
    },
    async placeOf(workspaceId) {
      const place = places.get(workspaceId) ?? (await findPlace(storage, workspaceId));
      if (place) places.set(workspaceId, place);
      return place;
    },
    within: (stores) => ({
      ensure: (found) => ensure(stores, found),
      markUninstalled: (teamId) => changeOne(stores, teamId, uninstall),
      markOrganisationUninstalled: (id) => changeAll(stores, id, uninstall),
      takeBack: (id) => changeAll(stores, id, takeBack),
      async mayBelongTo(organisationId, teamId) {
        const organisation = await stores.settings.get(ORGANISATION + teamId);
        return organisation === undefined || organisation === organisationId;
      },
    }),
    settle,
  };
}

async function findPlace(storage: Storage, workspaceId: string) {
  return storage.work(async (stores) => {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace?.platform !== "slack") return undefined;
    const organisationId = await stores.settings.get(ORGANISATION + workspace.platformId);
    return { teamId: workspace.platformId, ...(organisationId && { organisationId }) };
  });
}

function build(id: string, about: { readonly teamId: string; readonly name: string; readonly now: number }): Workspace {
  const locale: Locale = "en";
  return { id, platform: "slack", platformId: about.teamId, name: about.name, locale, installedAt: about.now };
}
