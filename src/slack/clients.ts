/**
 * Where each workspace stands in Slack, the token with which the bot acts in it, and its Web API client, with no retries of its
 * own, no waiting, a timeout, and a log without tokens or texts.
 */
import { type Logger, LogLevel } from "@slack/bolt";
import { WebAPIRateLimitedError, type WebAPICallResult, WebClient, type WebClientOptions } from "@slack/web-api";
import type { Log } from "../app/ports/log.ts";
import type { Urgency } from "../app/ports/outbox-store.ts";
import type { Storage } from "../app/ports/world.ts";
import { type CallBudget, CallTurnedAway } from "../pace/call-budget.ts";
import { nameFailure } from "./sending/slack-send-result.ts";

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
  readonly places: SlackPlaces;
  readonly api: ApiOptions;
  readonly budget: CallBudget;
}): Clients {
  const clients = new Map<string, WebClient>();
  return {
    async of(workspaceId, caller) {
      const place = await parts.places.placeOf(workspaceId);
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

/** Returns the key of the setting that names the organisation for which a workspace of Slack was installed. */
export function organisationKey(teamId: string): string {
  return ORGANISATION + teamId;
}

/** Where a workspace of ours stands in Slack. `organisationId`: installed for a whole organisation. */
type SlackPlace = { readonly teamId: string; readonly organisationId?: string };

/** Finds our workspace for one of Slack's, and the other way round. */
export interface SlackPlaces {
  /** Our id; undefined where the bot was never installed. */
  idOf(teamId: string): Promise<string | undefined>;
  placeOf(workspaceId: string): Promise<SlackPlace | undefined>;
  /** Call it after a workspace changed, so that places are looked up again. */
  forget(): void;
}

/** Creates the look-up. What was found is kept until `forget`; our id of a workspace never changes. */
export function createSlackPlaces(storage: Storage): SlackPlaces {
  const known = new Map<string, string>();
  const places = new Map<string, SlackPlace>();
  return {
    async idOf(teamId) {
      const id = known.get(teamId) ?? (await storage.work((stores) => stores.workspaces.findByPlatform("slack", teamId)))?.id;
      if (id !== undefined) known.set(teamId, id);
      return id;
    },
    async placeOf(workspaceId) {
      const place = places.get(workspaceId) ?? (await findPlace(storage, workspaceId));
      if (place) places.set(workspaceId, place);
      return place;
    },
    forget: () => places.clear(),
  };
}

async function findPlace(storage: Storage, workspaceId: string): Promise<SlackPlace | undefined> {
  return storage.work(async (stores) => {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace?.platform !== "slack") return undefined;
    const organisationId = await stores.settings.get(organisationKey(workspace.platformId));
    return { teamId: workspace.platformId, ...(organisationId && { organisationId }) };
  });
}

const SECRETS = /\b(?:xox[a-z]|xapp)-[\w-]+|\b(?:client_secret|token|code|state)=[^&\s]+/gi;
const LONGEST = 200;

/** Creates a logger for Slack's SDK that passes on warnings and errors, with secrets removed, and drops everything else. */
export function createSdkLog(log: Log): Logger {
  const ignore = (): void => {};
  return {
    debug: ignore,
    info: ignore,
    warn: (...said: unknown[]) => log.warn({ from: "slack-sdk" }, describe(said)),
    error: (...said: unknown[]) => log.error({ from: "slack-sdk" }, describe(said)),
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  };
}

function describe(said: readonly unknown[]): string {
  const words = said.map((part) => (typeof part === "string" ? part : nameFailure(part)));
  return words.join(" ").replace(SECRETS, "[removed]").slice(0, LONGEST);
}
