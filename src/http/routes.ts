/** The table of routes: which handler a method and a path lead to. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpRefusal } from "./refusal.ts";

export type Route = {
  readonly method: "GET" | "POST";
  /** An exact path, or a prefix when it ends in `/*`. */
  readonly path: string;
  /** Answers the request; may throw an `HttpRefusal`. Anything else that it throws becomes a 500. */
  readonly handle: (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;
};

/** Throws when two routes claim the same method and path: a front end would silently hide another's. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const key = `${method} ${path}`;
    if (seen.has(key)) throw new Error(`two routes claim ${key}`);
    seen.add(key);
  }
}

/** The handler's route: an exact path wins over a prefix, HEAD is answered as GET. Refuses with 404 or 405. */
export function findRoute(routes: readonly Route[], method: string | undefined, path: string): Route {
  const wanted = method === "HEAD" ? "GET" : method;
  const exact = routes.filter((route) => route.path === path);
  const atPath = exact.length > 0 ? exact : routes.filter((route) => isUnderPrefix(route.path, path));
  if (atPath.length === 0) throw new HttpRefusal(404, "not-found");
  const route = atPath.find((candidate) => candidate.method === wanted);
  if (!route) throw new HttpRefusal(405, "method-not-allowed");
  return route;
}

function isUnderPrefix(pattern: string, path: string): boolean {
  return pattern.endsWith("/*") && path.startsWith(pattern.slice(0, -1));
}

/** The path of a request without its query. Refuses what is no path with 400. */
export function readPath(req: IncomingMessage): string {
  return readUrl(req).pathname;
}

export function readUrl(req: IncomingMessage): URL {
  const target = req.url ?? "";
  if (!target.startsWith("/") || !URL.canParse(target, "http://local")) throw new HttpRefusal(400, "bad-path");
  return new URL(`http://local${target}`);
}
