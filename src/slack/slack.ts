/** The Slack front end: Bolt in front of the use cases, over HTTP or Socket Mode. Puts the parts of this room together. */
import { type Context, SocketModeReceiver } from "@slack/bolt";
import type { App as Bot } from "../app/app.ts";
import type { Log } from "../app/log.ts";
import type { Directory, World } from "../app/ports.ts";
import type { Sender } from "../app/sender.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Route } from "../http/routes.ts";
import type { Picture } from "../message/picture/picture.ts";
import { notInstalled } from "./authorizations.ts";
import { createBackground } from "./background.ts";
import { type ApiOptions, createClients, toClientOptions } from "./clients.ts";
import { CommitFirstApp } from "./commit-first-app.ts";
import { type Connection, type ConnectParts, connectByInstallation, connectByToken, createEventReceiver } from "./connect.ts";
import { createSlackDirectory } from "./directory.ts";
import { createHomeTabs } from "./home-tabs.ts";
import { listenToPeople } from "./listen.ts";
import { listenToNews } from "./listen-news.ts";
import { createPictures } from "./pictures.ts";
import { buildEventRoute, buildInstallRoutes } from "./routes.ts";
import { createSdkLog } from "./sdk-log.ts";
import { createSlackSender } from "./sender.ts";
import type { SlackSettings } from "./settings.ts";
import { createShower } from "./show.ts";
import { startWith } from "./start-with.ts";
import { createWorkspaces, type Workspaces } from "./workspaces.ts";

export type SlackParts = {
  readonly settings: SlackSettings;
  readonly handle: Bot["handle"];
  readonly world: World;
  readonly log: Log;
  /** A picture as PNG. */
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** How long the Home tab waits for more changes. */
  readonly homePauseMs?: number;
};

export type Slack = {
  readonly routes: readonly Route[];
  readonly sender: Sender;
  readonly directory: Directory;
  /** Connects in Socket Mode. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Resolves when every answer under way was shown. */
  readonly settle: () => Promise<void>;
};

/** Refuses with `config-invalid` a token that Slack does not take. */
export async function createSlack({ settings, handle, world, log, draw, homePauseMs }: SlackParts): Promise<Slack> {
  const logger = createSdkLog(log);
  const api = { logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) };
  const workspaces = createWorkspaces(world);
  const connection = await connect({
    settings,
    storage: world.storage,
    clock: world.clock,
    voice: world.voice,
    workspaces,
    logger,
  });
  const { authorizations } = connection;
  const clients = createClients({ authorizations, workspaces, api });
  const background = createBackground(log);
  const pictures = createPictures({ draw, log });
  const directory = createSlackDirectory({ clients, clock: world.clock, log });
  const pause = homePauseMs === undefined ? {} : { pauseMs: homePauseMs };
  const homeTabs = createHomeTabs({ handle, clients, pictures, background, ...pause });
  const socket = settings.appToken === undefined ? undefined : buildSocket(settings.appToken, api);
  const http = socket ? undefined : createEventReceiver(settings.signingSecret ?? "", logger);
  const receiver = socket ?? http;
  if (!receiver) throw new SpeedboatError("config-invalid", { variable: "SLACK_SIGNING_SECRET", reason: "needed over HTTP" });
  const app = new CommitFirstApp({
    receiver,
    logger,
    convoStore: false,
    clientOptions: toClientOptions(api),
    async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
      const found = await authorizations.find({ teamId, enterpriseId, isEnterpriseInstall });
      if (!found) throw notInstalled(teamId);
      // Bolt writes into what it is given.
      return { ...found };
    },
  });
  const workspaceOf = (context: Context, teamId: string | undefined) => findWorkspace(workspaces, context, teamId);
  listenToPeople(app, {
    handle,
    show: createShower({ clients, pictures, voice: world.voice }),
    homeTabs,
    background,
    workspaceOf,
    nameOf: directory.nameOf,
  });
  listenToNews(app, { world, directory, workspaceOf, onUninstalled: connection.remove });

  /** True where the workspace has another token by now. */
  async function onDeadToken(workspaceId: string, refused: { readonly token: string | undefined; readonly code: string }) {
    const place = await workspaces.placeOf(workspaceId);
    if (!place) return false;
    const { teamId, organisationId: enterpriseId } = place;
    const wholeOrganisation = enterpriseId !== undefined;
    const replaced = await connection.replace({ teamId, enterpriseId, wholeOrganisation, ...refused });
    if (!replaced) log.error({ workspaceId, code: refused.code }, "Slack refused the workspace's token: install the app again");
    return replaced;
  }

  return {
    routes: [...(http ? [buildEventRoute(http)] : []), ...(connection.installer ? buildInstallRoutes(connection.installer) : [])],
    sender: createSlackSender({ clients, storage: world.storage, pictures, log, onDeadToken, onShown: homeTabs.changed }),
    directory,
    start: async () => void (socket && (await startWith("SLACK_APP_TOKEN", () => socket.start()))),
    async stop() {
      await socket?.stop();
      await background.settle();
    },
    settle: background.settle,
  };
}

function isOrganisation(id: string): boolean {
  return id.startsWith("E");
}

async function connect(parts: ConnectParts): Promise<Connection> {
  const { botToken, oauth } = parts.settings;
  if (botToken !== undefined) return connectByToken(parts, botToken);
  if (oauth) return connectByInstallation(parts, oauth);
  throw new SpeedboatError("config-invalid", { variable: "SLACK_BOT_TOKEN", reason: "set it, or the installation by OAuth" });
}

function buildSocket(appToken: string, api: ApiOptions): SocketModeReceiver {
  const { logger } = api;
  return new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: { clientOptions: toClientOptions(api) },
    // Bolt would acknowledge where authorising failed, as it does when the store is down.
    async processEventErrorHandler({ error }) {
      logger.error("an event was not processed:", error);
      return false;
    },
  });
}

/**
 * A workspace of an organisation shows itself with its first event. Where the organisation installed the bot, Bolt may name it,
 * or the person's own workspace, where the payload knows the one that is meant.
 */
async function findWorkspace(workspaces: Workspaces, context: Context, said: string | undefined): Promise<string | undefined> {
  const { enterpriseId, isEnterpriseInstall } = context;
  const named = isEnterpriseInstall ? [said, context.teamId] : [context.teamId, said];
  const teamId = named.find((id) => id !== undefined && !isOrganisation(id));
  if (teamId === undefined) return undefined;
  const known = await workspaces.idOf(teamId);
  if (known !== undefined || !isEnterpriseInstall || enterpriseId === undefined) return known;
  return workspaces.ensure({ teamId, name: teamId, organisationId: enterpriseId });
}
