/** Slack's Web API for each workspace: no retries of its own, no waiting, a timeout. What to do about a failure is ours. */
import type { Logger } from "@slack/bolt";
import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { Authorizations } from "./installing/authorizations.ts";
import type { Workspaces } from "./installing/slack-workspaces.ts";

/** Below the ten seconds after which delivery gives a send up. */
const TIMEOUT_MS = 8_000;

export type ApiOptions = { readonly apiUrl?: string; readonly logger: Logger };

export function toClientOptions({ apiUrl, logger }: ApiOptions): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
    logger,
    ...(apiUrl && { slackApiUrl: apiUrl }),
  };
}

export interface Clients {
  /** Undefined where the bot is not installed any more. */
  of(workspaceId: string): Promise<WebClient | undefined>;
}

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
