/** How the bot gets into its workspaces: with the one token of the environment, or by installation. */
import { HTTPReceiver, type Logger } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Clock } from "../../app/ports/clock.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import type { Locale } from "../../core/locale.ts";
import { type Instant, MINUTE_MS } from "../../core/time.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { toClientOptions, type Authorizations, createAuthorizations, createSingleAuthorization } from "../clients.ts";
import { findInside } from "../receiving/payloads.ts";
import { isDeadToken, platformCode } from "../sending/slack-send-result.ts";
import type { SlackSettings } from "../slack-settings.ts";
import { createSeal } from "./encryption.ts";
import { createInstallPages, INSTALL_PATH, REDIRECT_PATH } from "./install-pages.ts";
import { createInstallations, NotAllowedError, NotInstalledError } from "./installations.ts";
import { createRenewal } from "./renewal.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { startWith } from "./start-with.ts";

/** How the bot acts in its workspaces, and what happens when it is removed. */
export type SlackConnection = {
  readonly authorizations: Authorizations;
  /** The installation's pages, where there are some. */
  readonly installer?: HTTPReceiver;
  /** The bot was removed: nothing of the installation stays, all of it in one unit of work. Told again, it changes nothing. */
  readonly remove: (from: Removal) => Promise<void>;
  /**
   * Slack refused a token: true where another one took its place, or Slack takes it when it is asked again, so that the call may
   * be tried again. Otherwise the bot counts as removed.
   */
  readonly replace: (refused: RefusedToken) => Promise<boolean>;
};

/** Makes, marks and takes back our workspaces as the bot is installed and removed. */
export interface SlackWorkspaces {
  /** Makes the workspace, or takes it back after it was removed. */
  ensure(found: FoundWorkspace): Promise<string>;
  /** What becomes of workspaces in a unit of work that holds more; `settle` follows its commit. */
  within(stores: Stores): WorkspaceChanges;
  settle(): void;
}

/** A workspace of Slack as it is found. `organisationId`: installed for a whole organisation. */
export type FoundWorkspace = { readonly teamId: string; readonly name: string; readonly organisationId?: string };

/** Changes workspaces within a unit of work that contains more. */
interface WorkspaceChanges {
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

/** Where the bot was removed, and when. */
export type Removal = {
  readonly teamId: string;
  readonly enterpriseId: string | undefined;
  /** What Slack says itself: it was installed for the whole organisation. */
  readonly wholeOrganisation: boolean;
  /** When it happened, where Slack tells: it may tell late, and the bot be back by then. */
  readonly at?: Instant;
};

type RefusedToken = Removal & { readonly token: string | undefined; readonly code: string };

/** What is needed to connect to Slack. */
export type ConnectParts = {
  readonly settings: SlackSettings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly voice: (locale: Locale) => Voice;
  readonly workspaces: SlackWorkspaces;
  readonly logger: Logger;
};

/**
 * Connects with the token of one workspace, and asks Slack whose it is. Throws `config-invalid` for a token that Slack
 * refuses, and `platform-unreachable` when Slack does not answer.
 */
export async function connectByToken(parts: ConnectParts, botToken: string): Promise<SlackConnection> {
  const { settings, storage, clock, workspaces, logger } = parts;
  const client = new WebClient(botToken, toClientOptions({ logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) }));
  const self = await startWith("SLACK_BOT_TOKEN", () => client.auth.test());
  const teamId = self.team_id;
  if (!teamId) throw new NotInstalledError();
  await workspaces.ensure({ teamId, name: self.team ?? teamId });
  let connectedAt = clock.now();
  let removed: { readonly triedAt: Instant } | undefined;
  const single = createSingleAuthorization({
    botToken,
    teamId,
    ...(self.bot_id && { botId: self.bot_id }),
    ...(self.user_id && { botUserId: self.user_id }),
    ...(self.enterprise_id && { enterpriseId: self.enterprise_id }),
  });
  return {
    authorizations: {
      ...single,
      async find(query) {
        await comeBack();
        return single.find(query);
      },
    },
    remove,
    async replace(refused) {
      if (await isTokenTaken(client)) return true;
      await remove(refused);
      return false;
    },
  };

  async function remove({ teamId, at }: Removal): Promise<void> {
    if (isBefore(at, connectedAt)) return;
    await storage.work((stores) => workspaces.within(stores).markUninstalled(teamId));
    removed = { triedAt: clock.now() };
    workspaces.settle();
  }

  /** Somebody there uses the bot, so it may have been added again with the same token. Asked once a minute at most. */
  async function comeBack(): Promise<void> {
    const now = clock.now();
    if (!removed || now - removed.triedAt < MINUTE_MS) return;
    removed = { triedAt: now };
    if (!(await isTokenTaken(client, false))) return;
    removed = undefined;
    connectedAt = now;
    await workspaces.ensure({ teamId: String(teamId), name: self.team ?? String(teamId) });
  }
}

/** Connects workspaces that install the bot by OAuth. */
export function connectByInstallation(parts: ConnectParts, oauth: NonNullable<SlackSettings["oauth"]>): SlackConnection {
  const { settings, storage, clock, voice, workspaces, logger } = parts;
  const installations = createInstallations({
    storage,
    clock,
    seal: createSeal(oauth.encryptionKey, oauth.encryptionKeyBefore === undefined ? [] : [oauth.encryptionKeyBefore]),
    allowed: oauth.allowedWorkspaces,
    async onInstalled(stores, { key, name, enterpriseId }) {
      if (key.kind === "workspace") await workspaces.within(stores).ensure({ teamId: key.id, name });
      else if (enterpriseId !== undefined) await workspaces.within(stores).takeBack(enterpriseId);
    },
    onKept: refresh,
  });
  const pages = createInstallPages(voice);
  const api = toClientOptions({ logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) });
  const { clientId, clientSecret } = oauth;
  const renewal = createRenewal({
    client: new WebClient(undefined, api),
    ...{ clientId, clientSecret, installations, clock, logger },
  });
  // Apart from the one that takes events: Bolt would authorise with its own provider, which has no lock.
  const installer = new HTTPReceiver({
    signingSecret: "",
    signatureVerification: false,
    endpoints: [],
    // Whoever opens the page with a made-up code or state would shout in the log.
    logger: { ...logger, error: logger.warn },
    clientId,
    clientSecret,
    stateSecret: oauth.stateSecret,
    scopes: [...BOT_SCOPES],
    installationStore: installations,
    installerOptions: {
      directInstall: true,
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      clientOptions: api,
      ...(settings.apiUrl && { authorizationUrl: new URL("/oauth/v2/authorize", settings.apiUrl).href }),
      callbackOptions: {
        success: (_installation, _options, req, res) => pages.done(req, res),
        failure(error, _options, req, res) {
          const refused = findInside(error, NotAllowedError);
          if (refused) logger.warn("an installation was refused:", refused.message);
          else if (!isVisitors(error)) logger.error("an installation failed:", error);
          pages.failed(req, res, refused?.id);
        },
      },
    },
  });
  const authorizations = createAuthorizations(async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const id = isEnterpriseInstall ? enterpriseId : teamId;
    const installation = id === undefined ? undefined : await installations.find(id);
    if (id === undefined || !installation) return undefined;
    return {
      botToken: await renewal.freshToken(id, installation),
      botId: installation.bot.id,
      botUserId: installation.bot.userId,
      // Of an organisation every workspace shares it: which one is meant, the event says.
      ...(teamId !== undefined && !isEnterpriseInstall && { teamId }),
      ...(installation.enterprise && { enterpriseId: installation.enterprise.id }),
    };
  }, clock);

  function refresh(id: string): void {
    authorizations.forget({ teamId: id, enterpriseId: id });
    workspaces.settle();
  }

  async function remove(removal: Removal): Promise<void> {
    const id = await storage.work(async (stores) => {
      const changes = workspaces.within(stores);
      const left = await findWhatLeft(stores, changes, removal);
      const kept = await stores.slackInstallations.find(left);
      if (kept && isBefore(removal.at, kept.at)) return left;
      await stores.slackInstallations.remove(left);
      if (left === removal.teamId) await changes.markUninstalled(left);
      else await changes.markOrganisationUninstalled(left);
      return left;
    });
    refresh(id);
  }

  return {
    authorizations,
    installer,
    remove,
    async replace(refused) {
      const id = (refused.wholeOrganisation ? refused.enterpriseId : undefined) ?? refused.teamId;
      const installation = await installations.find(id);
      const replaced = installation !== undefined && (await renewal.replaces(id, { installation, ...refused }));
      if (replaced) refresh(id);
      if (replaced || (installation && (await isTokenTaken(new WebClient(installation.bot.token, api))))) return true;
      await remove(refused);
      return false;
    },
  };
}

/**
 * Asks Slack about a token that it has just refused once, because removing the bot for a mistake could not be undone. `otherwise`
 * is the answer where Slack does not say.
 */
async function isTokenTaken(client: WebClient, otherwise = true): Promise<boolean> {
  try {
    await client.auth.test();
    return true;
  } catch (cause) {
    return isDeadToken(platformCode(cause)) ? false : otherwise;
  }
}

/** The visitor's own: they came without a code or state, or with one that Slack or we never gave out. */
function isVisitors(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^slack_oauth_(?:missing_code|missing_state|invalid_state|authorization_error)|^slack_webapi_platform_error/.test(code);
}

/** Slack tells whole seconds. */
function isBefore(removedAt: Instant | undefined, installedAt: Instant): boolean {
  return removedAt !== undefined && removedAt + 1_000 <= installedAt;
}

/** The organisation's installation, where Slack says so or the workspace never had one of its own; else the workspace's. */
async function findWhatLeft(stores: Stores, changes: WorkspaceChanges, removal: Removal): Promise<string> {
  const { teamId, enterpriseId, wholeOrganisation } = removal;
  if (enterpriseId === undefined) return teamId;
  if (wholeOrganisation) return enterpriseId;
  if (await stores.slackInstallations.find(teamId)) return teamId;
  return (await changes.mayBelongTo(enterpriseId, teamId)) ? enterpriseId : teamId;
}
