/** Slack's paths on the shared HTTP server. */
import type { HTTPReceiver } from "@slack/bolt";
import type { Route } from "../../http/routes.ts";
import { reply } from "../../http/send-reply.ts";
import type { EventReceiver } from "./event-receiver.ts";

/** The path that Slack sends events, commands and presses to. */
const EVENTS_PATH = "/slack/events";
/** The path that starts an installation. */
export const INSTALL_PATH = "/slack/install";
/** The path that Slack redirects to at the end of an installation. */
export const REDIRECT_PATH = "/slack/oauth_redirect";

/** Returns the route that takes commands, presses, forms and events. */
export function buildEventRoute(receiver: EventReceiver): Route {
  return { method: "POST", path: EVENTS_PATH, handle: (req, res) => receiver.handle(req, res) };
}

/** Returns the routes of the installation. A request for their headers alone begins none, and uses up nobody's code. */
export function buildInstallRoutes(receiver: HTTPReceiver): readonly Route[] {
  return [INSTALL_PATH, REDIRECT_PATH].map((path) => ({
    method: "GET",
    path,
    handle(req, res) {
      if (req.method === "HEAD") return reply(res, { status: 200, type: "text/html; charset=utf-8", body: "" });
      receiver.requestListener(req, res);
    },
  }));
}
