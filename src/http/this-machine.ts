/**
 * Limits a route without a sign-in to this machine: another network interface, a rebound DNS name and a foreign page must never
 * reach it.
 */
import type { IncomingMessage } from "node:http";
import { HttpRefusal } from "./routes.ts";

const NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const ADDRESSES = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Throws an `HttpRefusal` unless the request comes from this machine, to a name of it, and from no page of another origin. */
export function requireThisMachine(req: IncomingMessage): void {
  if (!ADDRESSES.has(req.socket.remoteAddress ?? "")) throw new HttpRefusal(403, "loopback-only");
  const { host, origin } = req.headers;
  const hostname = parseHostname(`http://${host ?? ""}`);
  if (hostname === undefined || !NAMES.has(hostname)) throw new HttpRefusal(421, "wrong-host");
  if (origin !== undefined && origin !== `http://${host}`) throw new HttpRefusal(403, "foreign-origin");
}

function parseHostname(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
