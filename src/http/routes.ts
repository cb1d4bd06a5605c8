/** What a route is and what it may use: the table that a method and a path are found in, the body of a request within a limit, small responses, and a refusal by its status. */
import type { IncomingMessage, ServerResponse } from "node:http";

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

/** Returns the whole body. Refuses with 413 as soon as it grows beyond `limitBytes`, whatever length was declared. */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limitBytes) throw new HttpRefusal(413, "body-too-large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/**
 * Returns the body as JSON of unknown shape, which the caller must validate. Refuses other content types (415),
 * bodies beyond `limitBytes` (413) and broken JSON (400).
 */
export async function readJson(req: IncomingMessage, limitBytes: number): Promise<unknown> {
  const type = req.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new HttpRefusal(415, "not-json");
  const body = await readBody(req, limitBytes);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new HttpRefusal(400, "malformed-json");
  }
}

/** Sends the value as JSON in UTF-8 and ends the response. */
export function replyJson(res: ServerResponse, status: number, value: unknown): void {
  reply(res, { status, type: "application/json; charset=utf-8", body: JSON.stringify(value) });
}

/** Sends plain text in UTF-8 and ends the response. */
export function replyText(res: ServerResponse, status: number, text: string): void {
  reply(res, { status, type: "text/plain; charset=utf-8", body: text });
}

/**
 * Sends the whole response. Headers that were set before are kept, and caching is forbidden unless one of them says
 * otherwise.
 */
export function reply(
  res: ServerResponse,
  answer: { readonly status: number; readonly type: string; readonly body: string | Buffer },
): void {
  res.statusCode = answer.status;
  res.setHeader("content-type", answer.type);
  res.setHeader("content-length", Buffer.byteLength(answer.body));
  if (!res.hasHeader("cache-control")) res.setHeader("cache-control", "no-store");
  res.end(answer.body);
}

/** An error that the server answers with this status and `{"error": code}`. The code is short and must not help an attacker. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 422 | 503,
    readonly code: string,
    /** Headers of the answer, beside those that every answer has. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${code}`);
    this.name = "HttpRefusal";
  }
}
