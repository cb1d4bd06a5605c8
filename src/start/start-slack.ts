/**
 * Starts Slack, the front end that runs when its token or its installation by OAuth is configured. Where Slack does not answer, it is
 * tried again, and nothing else waits for it.
 */
import type { Log } from "../app/ports/log.ts";
import type { Bot, FrontEnd } from "../bot/bot-parts.ts";
import { SpeedboatError } from "../core/errors.ts";
import { HttpRefusal, findRoute, type Route, readPath } from "../http/routes.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import type { SlackSettings } from "../slack/slack-settings.ts";
import { createSlack } from "../slack/slack.ts";
import { describeStartError } from "./start-error.ts";

/** What Slack needs of the bot, and its settings from the environment. */
export type SlackStart = {
  readonly bot: Bot;
  readonly settings: SlackSettings;
  readonly log: Log;
  /** Slack answered: from now on its messages can be sent. */
  readonly onConnected: (frontEnd: FrontEnd) => void;
  /** How long a start waits for Slack before it goes on without; 3 s unless given. */
  readonly patienceMs?: number;
  /** The wait before the first new try, which doubles up to a minute; 1 s unless given. */
  readonly firstRetryMs?: number;
};

/** Slack while it is connected, and before. */
export type ConnectingSlack = Pick<FrontEnd, "routes"> & {
  /** Why Slack is not connected, in a sentence; undefined while it is. */
  readonly trouble: () => string | undefined;
  readonly stop: () => Promise<void>;
  readonly settle: () => Promise<void>;
};

const PATHS = [
  ["POST", "/slack/events"],
  ["GET", "/slack/install"],
  ["GET", "/slack/oauth_redirect"],
] as const;
const PATIENCE_MS = 3_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

/**
 * Connects Slack, and returns as soon as it is connected or `patienceMs` are over. Rejects with `config-invalid` where Slack
 * refuses the token by then. A refusal that comes later is logged and shown, because another platform may be at work.
 */
export async function startSlack(parts: SlackStart): Promise<ConnectingSlack> {
  const { log, onConnected, patienceMs = PATIENCE_MS } = parts;
  let connected: FrontEnd | undefined;
  let trouble: string | undefined = "Slack has not answered yet.";
  let stopped = false;
  let endWait = (): void => {};

  async function connect(): Promise<void> {
    const slack = await openSlack(parts);
    if (stopped) return slack.stop?.();
    connected = slack;
    trouble = undefined;
    onConnected(slack);
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Until Slack answers: whether it takes the token it says once it does. */
  async function keepTrying(): Promise<void> {
    for (let ms = parts.firstRetryMs ?? FIRST_RETRY_MS; !stopped; ms = Math.min(LONGEST_RETRY_MS, ms * 2)) {
      try {
        return await connect();
      } catch (cause) {
        trouble = describeStartError(cause);
        if (!isSilence(cause)) throw cause;
        log.warn({ retryInMs: ms, reason: trouble }, "Slack does not answer; it is tried again, and everything else goes on");
        await wait(ms);
      }
    }
  }

  const trying = keepTrying();
  const isLate = await isLaterThan(patienceMs, trying);
  const ended = isLate ? trying.catch((cause: unknown) => log.error({ cause, reason: trouble }, "Slack cannot be used")) : trying;

  return {
    routes: PATHS.map(([method, path]) => ({ method, path, handle: answer })),
    trouble: () => trouble,
    async stop() {
      stopped = true;
      endWait();
      await ended;
      await connected?.stop?.();
    },
    settle: async () => connected?.settle?.(),
  };

  async function answer(...[req, res]: Parameters<Route["handle"]>): Promise<void> {
    if (!connected) throw new HttpRefusal(503, "not-connected");
    await findRoute(connected.routes, req.method, readPath(req)).handle(req, res);
  }
}

/** Connected in Socket Mode, too. Pictures are sent as PNG. */
async function openSlack({ bot, settings, log }: SlackStart): Promise<FrontEnd> {
  const draw = (picture: Parameters<typeof toSvg>[0]) => toPng(toSvg(picture, "light"));
  const slack = await createSlack({ settings, handle: bot.app.handle, world: bot.world, log, draw });
  try {
    await slack.start();
  } catch (cause) {
    await slack.stop();
    throw cause;
  }
  return slack;
}

/** Rejects as the task does, where that is in time. */
async function isLaterThan(ms: number, task: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, true);
  });
  try {
    return await Promise.race([task.then(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

function isSilence(cause: unknown): boolean {
  return cause instanceof SpeedboatError && cause.code === "platform-unreachable";
}
