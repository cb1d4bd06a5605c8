/**
 * The one HTTP server that all front ends share: a table of routes on one port, with health, readiness and metrics, a body
 * limit, timeouts, a limit on those who open connections and send little, and an orderly stop. Knows nothing of what the
 * routes do.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { HttpRefusal, checkRoutes, findRoute, type Route, readPath, reply, replyJson, replyText } from "./routes.ts";

/** Where the server listens, and what it serves. */
export type HttpServerOptions = {
  readonly host: string;
  /** The port to bind; 0 takes any free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** Tells whether the bot can do its work now, for `/readyz`. While the server stops, the answer is no in any case. */
  readonly isReady: () => boolean | Promise<boolean>;
  /**
   * The platforms that are connected, and a sentence for each that is not, which `/readyz` says. Where none is, the bot is not
   * ready; where one is, it is, so that nobody takes it out of service for the other's sake.
   */
  readonly platforms?: () => { readonly connected: number; readonly troubles: readonly string[] };
  /** The text of `/metrics`; without it the path is not found. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  /**
   * Is called with what a route threw, for the log; the path comes without its query. Returns the id of the log's line,
   * which the caller is told.
   */
  readonly onError: (error: unknown, request: { readonly method: string; readonly path: string }) => string;
  /** Requests that declare a longer body are refused with 413; 1 MiB unless given. */
  readonly bodyLimitBytes?: number;
  /** How long a client may take to send its request; 10 s unless given, and half of it for the head. */
  readonly requestTimeoutMs?: number;
  /**
   * How many connections may be open from which bytes of a request are awaited; 500 unless given. Beyond it the one that
   * was awaited longest is cut off.
   */
  readonly mostWaiting?: number;
  /** How long `stop` only says that it is not ready, and serves on, before it takes no new connections; 0 unless given. */
  readonly drainMs?: number;
  /** How long `stop` waits for responses under way; 5 s unless given. */
  readonly stopWithinMs?: number;
};

/** A server that was built and does not listen yet. */
export type HttpServer = {
  /** Binds the port and resolves to its number. Rejects when it is taken. */
  readonly listen: () => Promise<number>;
  /**
   * Reports not ready for `drainMs`, then takes no new connections, and resolves when the last response was sent or the
   * time is up. It may be called twice.
   */
  readonly stop: () => Promise<void>;
};

/**
 * Returns a server for these routes and for `/healthz`, `/readyz` and, with `metrics`, `/metrics`. Throws when two
 * routes claim the same method and path. An error of a route is answered with 500 and never ends the server.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  let stopping = false;
  const platforms = options.platforms ?? (() => ({ connected: 1, troubles: [] }));
  const isReady = async () => !stopping && platforms().connected > 0 && (await options.isReady());
  const troubles = () => platforms().troubles;
  const routes = [...options.routes, ...buildOwnRoutes({ isReady, troubles, metrics: options.metrics })];
  checkRoutes(routes);
  const requestTimeoutMs = options.requestTimeoutMs ?? 10_000;
  const timeouts = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs / 2,
    keepAliveTimeout: 5_000,
    // Node looks every 30 s for those who are late, unless told otherwise.
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs / 4),
  };
  const server = createServer(timeouts, (req, res) => {
    // Whoever balances the load opens a new connection for the next request, elsewhere.
    if (stopping) res.setHeader("connection", "close");
    // An answer that leaves after the listening ended leaves an idle connection behind, which would hold the stop up.
    // Before that, idle connections stay: a request may be on its way on any of them.
    res.once("close", () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void serve({ req, res, routes, options });
  });
  limitWaitingSockets(server, options.mostWaiting ?? 500);
  let stopped: Promise<void> | undefined;
  return {
    listen: () => listen(server, options),
    stop: () => {
      stopping = true;
      stopped ??= stopServer(server, { drainMs: options.drainMs ?? 0, withinMs: options.stopWithinMs ?? 5_000 });
      return stopped;
    },
  };
}

function buildOwnRoutes(own: {
  readonly isReady: () => Promise<boolean>;
  readonly troubles: () => readonly string[];
  readonly metrics: HttpServerOptions["metrics"];
}): readonly Route[] {
  const { metrics } = own;
  const health: readonly Route[] = [
    { method: "GET", path: "/healthz", handle: (_req, res) => replyText(res, 200, "ok\n") },
    {
      method: "GET",
      path: "/readyz",
      handle: async (_req, res) => {
        const ready = await own.isReady();
        const lines = [ready ? "ready" : "not ready", ...own.troubles()];
        replyText(res, ready ? 200 : 503, lines.map((line) => `${line}\n`).join(""));
      },
    },
  ];
  if (!metrics) return health;
  const handle: Route["handle"] = async (_req, res) => {
    const { contentType, body } = await metrics();
    reply(res, { status: 200, type: contentType, body });
  };
  return [...health, { method: "GET", path: "/metrics", handle }];
}

type Exchange = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly routes: readonly Route[];
  readonly options: HttpServerOptions;
};

async function serve({ req, res, routes, options }: Exchange): Promise<void> {
  try {
    const path = readPath(req);
    const declared = Number(req.headers["content-length"] ?? 0);
    if (declared > (options.bodyLimitBytes ?? 1_048_576)) throw new HttpRefusal(413, "body-too-large");
    await findRoute(routes, req.method, path).handle(req, res);
  } catch (error) {
    if (error instanceof HttpRefusal) return refuse(req, res, error);
    const id = options.onError(error, { method: req.method ?? "", path: req.url?.split("?")[0] ?? "" });
    end(req, res, { status: 500, body: { error: "internal", id } });
  }
}

function refuse(req: IncomingMessage, res: ServerResponse, { status, code, headers }: HttpRefusal): void {
  if (!res.headersSent) for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  end(req, res, { status, body: { error: code } });
}

type Failure = { readonly status: number; readonly body: { readonly error: string; readonly id?: string } };

function end(req: IncomingMessage, res: ServerResponse, { status, body }: Failure): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  // What is left of the body is read and thrown away, so that the client gets to see the answer.
  req.resume();
  if (!req.complete) res.setHeader("connection", "close");
  replyJson(res, status, body);
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

async function stopServer(
  server: Server,
  { drainMs, withinMs }: { readonly drainMs: number; readonly withinMs: number },
): Promise<void> {
  if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearTimeout(timer);
}

/**
 * Watches the connections from which bytes of a request are still awaited: its head, its body, or the next one. When there
 * are more than `most`, the one that has been awaited longest is cut off.
 */
function limitWaitingSockets(server: Server, most: number): void {
  const waiting = new Set<Socket>();

  function wait(socket: Socket): void {
    if (socket.destroyed) return;
    waiting.delete(socket);
    waiting.add(socket);
    const [oldest] = waiting;
    if (waiting.size > most && oldest) {
      waiting.delete(oldest);
      oldest.destroy();
    }
  }

  server.on("connection", (socket: Socket) => {
    socket.once("close", () => waiting.delete(socket));
    wait(socket);
  });
  server.on("request", (req: IncomingMessage, res: ServerResponse) => {
    const { socket } = req;
    if (hasBody(req)) req.once("end", () => waiting.delete(socket));
    else waiting.delete(socket);
    res.once("close", () => wait(socket));
  });
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
