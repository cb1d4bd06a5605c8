/** How the bot gets into its workspaces: with the one token of the environment, or by installation. */
import { HTTPReceiver, type Installation, type InstallationQuery, type Logger } from "@slack/bolt";
import { WebClient } from "@slack/web-api";
import type { Storage } from "../app/ports.ts";
import type { Locale } from "../core/locale.ts";
import type { Clock } from "../core/ports.ts";
import type { Voice } from "../message/voice.ts";
import { type Authorizations, createAuthorizations, createSingleAuthorization } from "./authorizations.ts";
import { toClientOptions } from "./clients.ts";
import { createInstallPages } from "./install-pages.ts";
import { createInstallations, type Installations, NotInstalledError } from "./installations.ts";
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from "./routes.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { createSeal } from "./seal.ts";
import type { SlackSettings } from "./settings.ts";
import type { Workspaces } from "./workspaces.ts";

const BODY_LIMIT_BYTES = 1_048_576;

export type Connection = {
  readonly authorizations: Authorizations;
  /** The installation's pages, where there are some. */
  readonly installer?: HTTPReceiver;
  /** The bot was removed: nothing of the workspace's installation stays, nor of its organisation's where it has none of its own. */
  readonly remove: (teamId: string, enterpriseId: string | undefined) => Promise<void>;
};

export type ConnectParts = {
  readonly settings: SlackSettings;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly voice: (locale: Locale) => Voice;
  readonly workspaces: Workspaces;
  readonly logger: Logger;
};

/** Asks Slack who the token belongs to, and rejects when Slack does not know it. */
export async function connectByToken(parts: ConnectParts, botToken: string): Promise<Connection> {
  const { settings, workspaces, logger } = parts;
  const client = new WebClient(botToken, toClientOptions({ logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) }));
  const self = await client.auth.test();
  const teamId = self.team_id;
  if (!teamId) throw new NotInstalledError();
  await workspaces.ensure({ teamId, name: self.team ?? teamId });
  return {
    authorizations: createSingleAuthorization({
      botToken,
      teamId,
      ...(self.bot_id && { botId: self.bot_id }),
      ...(self.user_id && { botUserId: self.user_id }),
      ...(self.enterprise_id && { enterpriseId: self.enterprise_id }),
    }),
    remove: workspaces.markUninstalled,
  };
}

export function connectByInstallation(parts: ConnectParts, oauth: NonNullable<SlackSettings["oauth"]>): Connection {
  const { settings, storage, clock, voice, workspaces, logger } = parts;
  const installations = createInstallations({
    storage,
    clock,
    seal: createSeal(oauth.encryptionKey),
    async onInstalled({ key, name, enterpriseId }) {
      authorizations.forget({ teamId: key.id, enterpriseId: key.id });
      if (key.kind === "workspace") await workspaces.ensure({ teamId: key.id, name });
      else if (enterpriseId !== undefined) await workspaces.takeBack(enterpriseId);
    },
  });
  const pages = createInstallPages(voice);
  const api = { logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) };
  // Apart from the one that takes events: Bolt would authorise with its own provider, which has no lock.
  const installer = new HTTPReceiver({
    signingSecret: "",
    signatureVerification: false,
    endpoints: [],
    logger,
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    stateSecret: oauth.stateSecret,
    scopes: [...BOT_SCOPES],
    installationStore: installations,
    installerOptions: {
      directInstall: true,
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      clientOptions: toClientOptions(api),
      ...(settings.apiUrl && { authorizationUrl: new URL("/oauth/v2/authorize", settings.apiUrl).href }),
      callbackOptions: {
        success: (_installation, _options, req, res) => pages.done(req, res),
        failure: (_error, _options, req, res) => pages.failed(req, res),
      },
    },
  });
  const authorizations = createAuthorizations(async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const query = { teamId, enterpriseId, isEnterpriseInstall };
    const installation = await findInstallation(installations, query);
    // Only the provider of the SDK renews a token that is about to end.
    const renewed = installation?.bot?.refreshToken ? await installer.installer?.authorize(query) : undefined;
    const botToken = renewed?.botToken ?? installation?.bot?.token;
    if (!installation?.bot || botToken === undefined) return undefined;
    return {
      botToken,
      botId: installation.bot.id,
      botUserId: installation.bot.userId,
      // Of an organisation every workspace shares it: which one is meant, the event says.
      ...(teamId !== undefined && !isEnterpriseInstall && { teamId }),
      ...(installation.enterprise && { enterpriseId: installation.enterprise.id }),
    };
  }, clock);
  return {
    authorizations,
    installer,
    async remove(teamId, enterpriseId) {
      const own = await storage.work((stores) => stores.slackInstallations.find(teamId));
      const id = own || enterpriseId === undefined ? teamId : enterpriseId;
      await storage.work((stores) => stores.slackInstallations.remove(id));
      authorizations.forget({ teamId: id, enterpriseId: id });
      if (id === teamId) await workspaces.markUninstalled(id);
      else await workspaces.markOrganisationUninstalled(id);
    },
  };
}

/** Undefined where nobody installed the bot; a store that is down rejects. */
async function findInstallation(
  installations: Installations,
  query: InstallationQuery<boolean>,
): Promise<Installation | undefined> {
  try {
    return await installations.fetchInstallation(query);
  } catch (cause) {
    if (cause instanceof NotInstalledError) return undefined;
    throw cause;
  }
}

/** Takes events over HTTP. Never listens itself: the shared server asks it. */
export function createEventReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({ signingSecret, endpoints: [EVENTS_PATH], bodyLimit: BODY_LIMIT_BYTES, logger });
}
