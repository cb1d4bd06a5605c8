/** Slack's paths on the shared HTTP server. Bolt answers them, after what it would accept and we do not was refused. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HTTPReceiver } from "@slack/bolt";
import type { Route } from "../../http/routes.ts";
import { reply } from "../../http/send-reply.ts";

/** The path that Slack sends events, commands and presses to. */
export const EVENTS_PATH = "/slack/events";
/** The path that starts an installation. */
export const INSTALL_PATH = "/slack/install";
/** The path that Slack redirects to at the end of an installation. */
export const REDIRECT_PATH = "/slack/oauth_redirect";

const LONGEST_AHEAD_S = 300;
const FORM = "application/x-www-form-urlencoded";

/** Builds the route of events. Requests dated more than five minutes ahead are refused with 401. */
export function buildEventRoute(receiver: HTTPReceiver): Route {
  return {
    method: "POST",
    path: EVENTS_PATH,
    handle(req, res) {
      if (isFromFuture(req)) return refuse(req, res);
      // Bolt knows this content type without parameters alone.
      if (req.headers["content-type"]?.startsWith(`${FORM};`)) req.headers["content-type"] = FORM;
      receiver.requestListener(req, res);
    },
  };
}

/** Builds the routes of an installation by OAuth. */
export function buildInstallRoutes(receiver: HTTPReceiver): readonly Route[] {
  return [INSTALL_PATH, REDIRECT_PATH].map((path) => ({
    method: "GET",
    path,
    handle: (req, res) => receiver.requestListener(req, res),
  }));
}

/** Bolt refuses what is older than five minutes; a request from the future could be kept and sent again until then. */
function isFromFuture(req: IncomingMessage): boolean {
  const sentAt = Number(req.headers["x-slack-request-timestamp"]);
  return Number.isFinite(sentAt) && sentAt - Date.now() / 1_000 > LONGEST_AHEAD_S;
}

function refuse(req: IncomingMessage, res: ServerResponse): void {
  req.resume();
  reply(res, { status: 401, type: "text/plain; charset=utf-8", body: "" });
}
