/**
 * Limits the playground to this machine and to its own page. It has no sign-in, so a foreign page, a rebound DNS name or
 * another network interface must never reach it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { SpeedboatError } from "../core/errors.ts";
import { HttpRefusal, type Route } from "../http/routes.ts";
import { requireThisMachine } from "../http/this-machine.ts";
import type { OwnPageHeader } from "./page-api.ts";

const BINDABLE = new Set(["localhost", "127.0.0.1", "::1"]);
/** A foreign page cannot set this header without a preflight request, which is refused. */
const OWN_PAGE_HEADER: OwnPageHeader = "x-speedboat-page";

const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const satisfies Record<string, string>;

/** Throws `config-invalid` unless `host` is this machine's loopback interface. */
export function requireLoopback(host: string): void {
  if (!BINDABLE.has(host))
    throw new SpeedboatError("config-invalid", { variable: "HOST", reason: "the playground is loopback only" });
}

/**
 * Wraps a route in the checks of this file and adds the headers that every answer of the playground carries. Requests
 * that fail a check are refused with an `HttpRefusal`.
 */
export function guard(route: Route): Route {
  return {
    ...route,
    handle: (req, res) => {
      setHeaders(res);
      checkOrigin(req);
      return route.handle(req, res);
    },
  };
}

function setHeaders(res: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
}

function checkOrigin(req: IncomingMessage): void {
  requireThisMachine(req);
  const site = req.headers["sec-fetch-site"];
  // A link from elsewhere may open the page; nothing of another site may fetch or embed it.
  const opens =
    req.method === "GET" && req.headers["sec-fetch-mode"] === "navigate" && req.headers["sec-fetch-dest"] === "document";
  if ((site === "cross-site" || site === "same-site") && !opens) throw new HttpRefusal(403, "foreign-origin");
  if (req.method === "POST" && req.headers[OWN_PAGE_HEADER] !== "1") throw new HttpRefusal(403, "not-from-the-page");
}
