/** The table of routes: which handler a method and a path lead to. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HttpRefusal } from "./refusal.ts";

/** A method and a path, with the function that answers them. */
export type Route = {
  readonly method: "GET" | "POST";
  /** An exact path, or a prefix when it ends in `/*`. */
  readonly path: string;
  /** Answers the request; may throw an `HttpRefusal`. Anything else that it throws becomes a 500. */
  readonly handle: (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;
};

/** Throws when two routes claim the same method and path, because one would silently hide the other. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { method, path } of routes) {
    const key = `${method} ${path}`;
    if (seen.has(key)) throw new Error(`two routes claim ${key}`);
    seen.add(key);
  }
}

/**
 * Returns the route for a method and path. An exact path wins over a prefix, and HEAD is answered as GET. Refuses an
 * unknown path (404) and a method that the path does not take (405, with those that it takes).
 */
export function findRoute(routes: readonly Route[], method: string | undefined, path: string): Route {
  const wanted = method === "HEAD" ? "GET" : method;
  const exact = routes.filter((route) => route.path === path);
  const atPath = exact.length > 0 ? exact : routes.filter((route) => isUnderPrefix(route.path, path));
  if (atPath.length === 0) throw new HttpRefusal(404, "not-found");
  const route = atPath.find((candidate) => candidate.method === wanted);
  if (!route) throw new HttpRefusal(405, "method-not-allowed", { allow: listMethods(atPath).join(", ") });
  return route;
}

function listMethods(routes: readonly Route[]): readonly string[] {
  return routes.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
}

function isUnderPrefix(pattern: string, path: string): boolean {
  return pattern.endsWith("/*") && path.startsWith(pattern.slice(0, -1));
}

/** Returns the path of a request without its query. Refuses a target that is no path with 400. */
export function readPath(req: IncomingMessage): string {
  return readUrl(req).pathname;
}

/**
 * Returns the target of a request as a URL of the host `local`, whatever host the client named. Refuses a target that
 * is no path with 400.
 */
export function readUrl(req: IncomingMessage): URL {
  const target = req.url ?? "";
  if (!target.startsWith("/") || !URL.canParse(target, "http://local")) throw new HttpRefusal(400, "bad-path");
  return new URL(`http://local${target}`);
}
