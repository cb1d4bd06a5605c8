/**
 * Finds the token with which the bot acts in a workspace, and the Web API client for it: no retries of its own, no
 * waiting, a timeout.
 */
import type { Logger } from "@slack/bolt";
import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { Workspaces } from "./installing/slack-workspaces.ts";

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

/** Finds the Web API client of a workspace. */
export interface Clients {
  /** Undefined where the bot is not installed any more. */
  of(workspaceId: string): Promise<WebClient | undefined>;
}

/** Creates clients, one for each workspace and token. */
export function createClients(parts: {
  readonly authorizations: Authorizations;
  readonly workspaces: Workspaces;
  readonly api: ApiOptions;
}): Clients {
  const clients = new Map<string, { readonly token: string; readonly client: WebClient }>();
  return {
    async of(workspaceId) {
      const place = await parts.workspaces.placeOf(workspaceId);
      if (!place) return undefined;
      const found = await parts.authorizations.find({
        teamId: place.teamId,
        enterpriseId: place.organisationId,
        isEnterpriseInstall: place.organisationId !== undefined,
      });
      if (!found) return undefined;
      const known = clients.get(workspaceId);
      if (known?.token === found.botToken) return known.client;
      // A token of a whole organisation has to be told which workspace is meant.
      const team = place.organisationId === undefined ? {} : { teamId: place.teamId };
      const client = new WebClient(found.botToken, { ...toClientOptions(parts.api), ...team });
      clients.set(workspaceId, { token: found.botToken, client });
      return client;
    },
  };
}

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
