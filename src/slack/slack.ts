/** The Slack front end: Bolt in front of the use cases, over HTTP or Socket Mode. Puts the parts of this room together. */
import { type Context, SocketModeReceiver } from "@slack/bolt";
import type { Directory } from "../app/ports/directory.ts";
import type { Log } from "../app/ports/log.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { World } from "../app/ports/world.ts";
import { sendAnswer } from "../app/posting.ts";
import type { App as Bot } from "../app/request.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Route } from "../http/routes.ts";
import type { Picture } from "../message/picture.ts";
import { type BudgetParts, createCallBudget } from "../pace/call-budget.ts";
import { createBackground, createHomeTabs } from "./answering/after-answer.ts";
import { createShower } from "./answering/show.ts";
import { createTroubleTeller } from "./answering/tell-trouble.ts";
import { type ApiOptions, createClients, createSlackPlaces, type SlackPlaces, toClientOptions, createSdkLog } from "./clients.ts";
import {
  type ConnectParts,
  connectByInstallation,
  connectByToken,
  type SlackConnection,
  type SlackWorkspaces,
} from "./installing/connect.ts";
import { buildInstallRoutes } from "./installing/install-pages.ts";
import { NotInstalledError } from "./installing/installations.ts";
import { createSlackWorkspaces } from "./installing/slack-workspaces.ts";
import { startWith } from "./installing/start-with.ts";
import { buildEventRoute, CommitFirstApp, EventReceiver } from "./receiving/event-receiver.ts";
import { listenToNews } from "./receiving/listen-news.ts";
import { listenToPeople } from "./receiving/listen.ts";
import { createPictures } from "./sending/slack-pictures.ts";
import { createSlackSender } from "./sending/slack-sender.ts";
import { limitsOfSlack } from "./slack-call-limits.ts";
import { createSlackDirectory } from "./slack-directory.ts";
import type { SlackSettings } from "./slack-settings.ts";

/** What the Slack front end needs. */
export type SlackParts = {
  readonly settings: SlackSettings;
  readonly handle: Bot["handle"];
  readonly world: World;
  readonly log: Log;
  /** A picture as PNG. */
  readonly draw: (picture: Picture) => Promise<Uint8Array>;
  /** How long the Home tab waits for more changes. */
  readonly homePauseMs?: number;
  /** By what calls are counted, where it is not the process's own clock and Slack's own limits: for whoever moves the clock by hand. */
  readonly pace?: Partial<BudgetParts>;
};

/** The Slack front end. */
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

/**
 * Creates the front end over HTTP or, with an app token, Socket Mode. Throws `config-invalid` for a token that Slack
 * refuses or a secret that is missing.
 */
export async function createSlack({ settings, handle, world, log, draw, homePauseMs, pace }: SlackParts): Promise<Slack> {
  const logger = createSdkLog(log);
  const api = { logger, ...(settings.apiUrl && { apiUrl: settings.apiUrl }) };
  const places = createSlackPlaces(world.storage);
  const workspaces = createSlackWorkspaces(world, places);
  const connection = await connect({
    settings,
    storage: world.storage,
    clock: world.clock,
    voice: world.voice,
    workspaces,
    logger,
  });
  const { authorizations } = connection;
  const budget = createCallBudget({ steadyNow: () => performance.now(), limitsOf: limitsOfSlack, ...pace });
  const clients = createClients({ authorizations, places, api, budget });
  const background = createBackground(log);
  const pictures = createPictures({ draw, log });
  const directory = createSlackDirectory({ clients, clock: world.clock, log });
  const pause = homePauseMs === undefined ? {} : { pauseMs: homePauseMs };
  const trouble = createTroubleTeller({ world, clients, places, background, log });
  const homeTabs = createHomeTabs({ handle, clients, pictures, background, onTrouble: trouble.onHome, log, ...pause });
  const socket = settings.appToken === undefined ? undefined : buildSocket(settings.appToken, api);
  const http = socket ? undefined : new EventReceiver(settings.signingSecret ?? "");
  const receiver = socket ?? http;
  if (!receiver) throw new SpeedboatError("config-invalid", { variable: "SLACK_SIGNING_SECRET", reason: "needed over HTTP" });
  const app = new CommitFirstApp({
    receiver,
    logger,
    onFailed: trouble.failed,
    convoStore: false,
    clientOptions: toClientOptions(api),
    async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
      const found = await authorizations.find({ teamId, enterpriseId, isEnterpriseInstall });
      if (!found) throw new NotInstalledError();
      // Bolt writes into what it is given.
      return { ...found };
    },
  });
  const workspaceOf = (context: Context, teamId: string | undefined) => findWorkspace({ places, workspaces }, context, teamId);
  listenToPeople(app, {
    world,
    handle,
    show: createShower({
      clients,
      pictures,
      voice: world.voice,
      deliver: ({ workspaceId, userId }, message) => sendAnswer(world, { workspaceId, platformUserId: userId, message }),
    }),
    homeTabs,
    background,
    workspaceOf,
    nameOf: directory.nameOf,
  });
  listenToNews(app, { world, directory, workspaceOf, onUninstalled: connection.remove });

  /** True where the workspace has another token by now. */
  async function onDeadToken(workspaceId: string, refused: { readonly token: string | undefined; readonly code: string }) {
    const place = await places.placeOf(workspaceId);
    if (!place) return false;
    const { teamId, organisationId: enterpriseId } = place;
    const wholeOrganisation = enterpriseId !== undefined;
    const replaced = await connection.replace({ teamId, enterpriseId, wholeOrganisation, ...refused });
    if (!replaced) log.error({ workspaceId, code: refused.code }, "Slack refused the workspace's token: install the app again");
    return replaced;
  }

  return {
    routes: [...(http ? [buildEventRoute(http)] : []), ...(connection.installer ? buildInstallRoutes(connection.installer) : [])],
    sender: createSlackSender({
      clients,
      storage: world.storage,
      pictures,
      log,
      voice: world.voice,
      files: world.exportFiles,
      onDeadToken,
      onShown: homeTabs.changed,
    }),
    directory,
    start: async () => void (socket && (await startWith("SLACK_APP_TOKEN", () => socket.start()))),
    async stop() {
      await socket?.stop();
      budget.stop();
      homeTabs.stop();
      await background.settle();
    },
    settle: background.settle,
  };
}

function isOrganisation(id: string): boolean {
  return id.startsWith("E");
}

async function connect(parts: ConnectParts): Promise<SlackConnection> {
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
    processEventErrorHandler: () => Promise.resolve(false),
  });
}

/**
 * A workspace of an organisation shows itself with its first event. Where the organisation installed the bot, Bolt may name it,
 * or the person's own workspace, where the payload knows the one that is meant.
 */
async function findWorkspace(
  { places, workspaces }: { readonly places: SlackPlaces; readonly workspaces: SlackWorkspaces },
  context: Context,
  said: string | undefined,
): Promise<string | undefined> {
  const { enterpriseId, isEnterpriseInstall } = context;
  const named = isEnterpriseInstall ? [said, context.teamId] : [context.teamId, said];
  const teamId = named.find((id) => id !== undefined && !isOrganisation(id));
  if (teamId === undefined) return undefined;
  const known = await places.idOf(teamId);
  if (known !== undefined || !isEnterpriseInstall || enterpriseId === undefined) return known;
  return workspaces.ensure({ teamId, name: teamId, organisationId: enterpriseId });
}
