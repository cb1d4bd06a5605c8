/** Receives `POST /api/messages`: who may speak to the bot, and which handler answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { readJson, type Route, replyJson, HttpRefusal } from "../../http/routes.ts";
import { requireThisMachine } from "../../http/this-machine.ts";
import { reportToAuthor } from "../answering/report-to-author.ts";
import { allowsService, allowsTenant } from "../teams-settings.ts";
import { type Activity, listTenants, namesItsAuthor, parseActivity } from "./activity.ts";
import { receiveArrival } from "./arrival.ts";
import { OK, type Room, type TeamsReply } from "./handler-parts.ts";
import { onFileConsent } from "./on-file-consent.ts";
import { onMembership } from "./on-membership.ts";
import { onMessage } from "./on-message.ts";
import { onInvoked } from "./on-pressed.ts";
import { parseInvoked } from "./pressed.ts";

const BODY_LIMIT_BYTES = 512 * 1_024;

/** Creates the route. The token is checked before anything in the activity is believed. */
export function createTeamsRoute(room: Room): Route {
  return {
    method: "POST",
    path: "/api/messages",
    handle: async (req, res) => {
      const { status, body } = await receive(room, req);
      if (body === undefined) replyEmpty(res, status);
      else replyJson(res, status, body);
    },
  };
}

/** The token is checked before anything of the activity is believed. */
async function receive(room: Room, req: IncomingMessage): Promise<TeamsReply> {
  if (room.settings.anonymous) requireThisMachine(req);
  const authorization = req.headers.authorization ?? "";
  if (authorization === "" && !room.settings.anonymous) return UNAUTHORIZED;
  const body = await readJson(req, BODY_LIMIT_BYTES);
  const verdict = await room.connector.authenticate(authorization, isRecord(body) ? body : {});
  if (verdict === "refused") return UNAUTHORIZED;
  if (verdict === "unsure") throw new HttpRefusal(503, "try-again");
  const activity = parseActivity(body);
  if (!activity) throw new HttpRefusal(400, "bad-activity");
  if (!isTrusted(room, activity)) throw new HttpRefusal(403, "forbidden");
  try {
    return await dispatch(room, activity);
  } catch (cause) {
    if (!(cause instanceof HttpRefusal)) reportToAuthor(room, activity, cause);
    throw cause;
  }
}

/**
 * A token says which channel and which service address it is for, and no more: that both are Teams' own, that every tenant is
 * allowed, and that somebody of the directory acts, is asked here. Another channel lets its users write any id into `from`.
 */
function isTrusted({ settings }: Room, activity: Activity): boolean {
  const tenants = listTenants(activity);
  if (tenants.length === 0 || !tenants.every((tenant) => allowsTenant(settings, tenant))) return false;
  return activity.channelId === "msteams" && allowsService(settings, activity.serviceUrl) && namesItsAuthor(activity);
}

/** A client that shows an old card again by itself. */
function isLook({ value }: Activity): boolean {
  return parseInvoked(value)?.kind === "refresh";
}

const UNAUTHORIZED: TeamsReply = { status: 401, body: { error: "unauthorized" } };

async function dispatch(room: Room, activity: Activity): Promise<TeamsReply> {
  switch (activity.type) {
    case "message":
      return onMessage(room, await receiveArrival(room.world, activity, "act"));
    case "invoke":
      return onInvoke(room, activity);
    case "conversationUpdate":
    case "installationUpdate":
      return onMembership(room, await receiveArrival(room.world, activity, "news"));
    default:
      return OK;
  }
}

async function onInvoke(room: Room, activity: Activity): Promise<TeamsReply> {
  switch (activity.name) {
    case "adaptiveCard/action":
      return onInvoked(room, await receiveArrival(room.world, activity, isLook(activity) ? "look" : "act"));
    case "fileConsent/invoke":
      return onFileConsent(room, await receiveArrival(room.world, activity, "act"));
    default:
      return { status: 501 };
  }
}

function replyEmpty(res: ServerResponse, status: number): void {
  res.statusCode = status;
  res.setHeader("cache-control", "no-store");
  res.end();
}

function isRecord(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}
