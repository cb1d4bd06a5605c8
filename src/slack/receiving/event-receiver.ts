/**
 * Takes Slack's signed requests over HTTP and hands them to Bolt, and has Bolt answer Slack only after the listener has
 * ended. Bolt's own receiver lets a body that is no object end the process, answers 404 after three seconds whatever is
 * under way, and tells nobody why it answered 500.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { type AckFn, App, type AppOptions, isValidSlackRequest, type Receiver, type ReceiverEvent } from "@slack/bolt";
import { readBody, reply, replyJson, HttpRefusal, type Route } from "../../http/routes.ts";
import { NotInstalledError } from "../installing/installations.ts";
import { type FailedEvent, findInside, parseBody, type SlackBody, UnreadablePayload } from "./payloads.ts";

/** The path that Slack sends events, commands and presses to. */
const EVENTS_PATH = "/slack/events";
const BODY_LIMIT_BYTES = 1_048_576;
const FORM = "application/x-www-form-urlencoded";
/** The window is five minutes both ways: what comes from the future could be kept and sent again until then. */
const LONGEST_AHEAD_S = 300;

/** Bolt's receiver without a server of its own: the shared one asks it. */
export class EventReceiver implements Receiver {
  readonly #signingSecret: string;
  #app: App | undefined;

  constructor(signingSecret: string) {
    this.#signingSecret = signingSecret;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /**
   * Answers 200 with what the listener acknowledged, after it ended well. Refuses a wrong signature (401), a body that is
   * too long (413) or not one of Slack's (400), and what no listener took (404). Whatever a listener throws is thrown on.
   */
  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const text = (await readBody(req, BODY_LIMIT_BYTES)).toString("utf8");
    const isForm = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase() === FORM;
    // Slack asks so whether the certificate is in order, without a signature.
    if (isForm && parse(text).ssl_check === "1") return replyEmpty(res, 200);
    if (!this.#isSigned(req, text)) return replyEmpty(res, 401);
    const body = parseBody(text, isForm);
    if (!body) throw new HttpRefusal(400, "bad-payload");
    if (body.type === "url_verification") return replyJson(res, 200, { challenge: String(body.challenge ?? "") });
    const answers = await this.#process(req, body);
    const [answer] = answers;
    if (answers.length === 0) return replyEmpty(res, 404);
    if (typeof answer === "string") return reply(res, { status: 200, type: "text/plain; charset=utf-8", body: answer });
    return answer === undefined ? replyEmpty(res, 200) : replyJson(res, 200, answer);
  }

  #isSigned({ headers }: IncomingMessage, body: string): boolean {
    const signature = headers["x-slack-signature"];
    const sentAtS = Number(headers["x-slack-request-timestamp"] ?? Number.NaN);
    if (typeof signature !== "string" || !Number.isFinite(sentAtS)) return false;
    if (sentAtS - Date.now() / 1_000 > LONGEST_AHEAD_S) return false;
    return isValidSlackRequest({
      signingSecret: this.#signingSecret,
      body,
      headers: { "x-slack-signature": signature, "x-slack-request-timestamp": sentAtS },
    });
  }

  async #process(req: IncomingMessage, body: SlackBody): Promise<readonly unknown[]> {
    const answers: unknown[] = [];
    const retryNum = Number(req.headers["x-slack-retry-num"] ?? Number.NaN);
    try {
      await this.#app?.processEvent({
        body,
        ack: async (answer?: unknown) => void answers.push(answer),
        ...(Number.isInteger(retryNum) && { retryNum }),
      });
    } catch (cause) {
      if (findInside(cause, UnreadablePayload)) throw new HttpRefusal(400, "bad-payload");
      if (findInside(cause, NotInstalledError)) throw new HttpRefusal(401, "not-installed");
      throw cause;
    }
    return answers;
  }
}

function replyEmpty(res: ServerResponse, status: number): void {
  reply(res, { status, type: "text/plain; charset=utf-8", body: "" });
}

/** Returns the route that takes commands, presses, forms and events. */
export function buildEventRoute(receiver: EventReceiver): Route {
  return { method: "POST", path: EVENTS_PATH, handle: (req, res) => receiver.handle(req, res) };
}

/**
 * Bolt's app, except that Slack is answered only after the listener has ended, so that nothing is acknowledged before it
 * is stored.
 */
export class CommitFirstApp extends App {
  readonly #onFailed: (failed: FailedEvent) => void;

  /** `onFailed` hears of everything that is thrown on, over HTTP and Socket Mode. */
  constructor({ onFailed, ...options }: AppOptions & { readonly onFailed: (failed: FailedEvent) => void }) {
    super(options);
    this.#onFailed = onFailed;
    // Bolt's own handler would log the error as well, with its message.
    this.error(async (error) => {
      throw error;
    });
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const held: unknown[] = [];
    const hold: AckFn<unknown> = async (response) => void held.push(response);
    try {
      await super.processEvent({ ...event, ack: hold });
    } catch (cause) {
      this.#onFailed({ cause, event });
      throw cause;
    }
    if (held.length > 0) await event.ack(held[0]);
  }
}
