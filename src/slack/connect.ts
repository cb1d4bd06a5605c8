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
import { createInstallations, type InstallationKey, type Installations, NotInstalledError } from "./installations.ts";
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from "./routes.ts";
import { BOT_SCOPES } from "./scopes.ts";
import { createSeal } from "./seal.ts";
import type { SlackSettings } from "./settings.ts";
import type { Workspaces } from "./workspaces.ts";

const BODY_LIMIT_BYTES = 1_048_576;
type HTTPReceiverOptions = ConstructorParameters<typeof HTTPReceiver>[0];

export type Connection = {
  readonly authorizations: Authorizations;
  /** Answers HTTP; in Socket Mode the installation's pages alone, and undefined where there are none. */
  readonly receiver: HTTPReceiver | undefined;
  /** The bot was removed: nothing of the installation stays. */
  readonly remove: (key: InstallationKey) => Promise<void>;
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
    receiver: settings.appToken === undefined ? buildReceiver(parts) : undefined,
    remove: ({ id }) => workspaces.markUninstalled(id),
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
  const receiver = buildReceiver(parts, {
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
    const renewed = installation?.bot?.refreshToken ? await receiver.installer?.authorize(query) : undefined;
    const botToken = renewed?.botToken ?? installation?.bot?.token;
    if (!installation?.bot || botToken === undefined) return undefined;
    return {
      botToken,
      botId: installation.bot.id,
      botUserId: installation.bot.userId,
      ...(teamId !== undefined && { teamId }),
      ...(installation.enterprise && { enterpriseId: installation.enterprise.id }),
    };
  }, clock);
  return {
    authorizations,
    receiver,
    async remove(key) {
      await installations.remove(key);
      authorizations.forget({ teamId: key.id, enterpriseId: key.id });
      if (key.kind === "workspace") await workspaces.markUninstalled(key.id);
      else await workspaces.markOrganisationUninstalled(key.id);
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

/** Never listens itself: the shared server asks it. */
function buildReceiver({ settings, logger }: ConnectParts, install: Partial<HTTPReceiverOptions> = {}): HTTPReceiver {
  const overHttp = settings.appToken === undefined;
  return new HTTPReceiver({
    signingSecret: settings.signingSecret ?? "",
    signatureVerification: overHttp,
    endpoints: overHttp ? [EVENTS_PATH] : [],
    bodyLimit: BODY_LIMIT_BYTES,
    logger,
    ...install,
  });
}
