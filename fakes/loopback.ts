/** Small servers and requests on loopback, with connections that stay open. */
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Trouble } from "./trouble.ts";

export type HttpCall = {
  readonly method: string;
  /** With its query, decoded. */
  readonly path: string;
  readonly contentType: string;
  /** The `authorization` header; empty where there is none. */
  readonly authorization: string;
  readonly body: Buffer;
};

/** A text is sent as it is, everything else as JSON. */
export type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

export type Serving<C> = {
  readonly parse: (http: HttpCall) => C;
  readonly perform: (call: C) => Reply;
  /** As the platform words a refusal by its own code. */
  readonly refuse: (code: string, status: number | undefined) => Reply;
  readonly troubleOf: (call: C) => Trouble | undefined;
};

export type LoopbackServer = { readonly server: Server; readonly origin: string; readonly close: () => Promise<void> };

/** Listens on a free port of 127.0.0.1. */
export async function startServer<C>(serving: Serving<C>): Promise<LoopbackServer> {
  const server = createServer((req, res) => void serve(serving, req, res));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    server,
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve<C>(serving: Serving<C>, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const call = serving.parse({
    method: req.method ?? "",
    path: decodeURIComponent(req.url ?? ""),
    contentType: req.headers["content-type"] ?? "",
    authorization: req.headers.authorization ?? "",
    body: await read(req),
  });
  const trouble = serving.troubleOf(call);
  const reply = await answer(serving, call, trouble);
  if (reply === "nothing") return;
  if (reply === "closed") return void req.socket.destroy();
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  res.writeHead(reply.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...reply.headers,
  });
  res.end(text);
}

async function answer<C>(serving: Serving<C>, call: C, trouble: Trouble | undefined): Promise<Reply | "nothing" | "closed"> {
  if (!trouble) return serving.perform(call);
  if ("hang" in trouble) return "nothing";
  if ("drop" in trouble) return "closed";
  if ("error" in trouble) return serving.refuse(trouble.error, trouble.status);
  if ("delayMs" in trouble) {
    const late = serving.perform(call);
    await wait(trouble.delayMs);
    return late;
  }
  if ("acceptThen" in trouble) {
    serving.perform(call);
    return trouble.acceptThen === "drop" ? "closed" : { ...serving.refuse("accepted", trouble.acceptThen) };
  }
  const { status, retryAfter } = trouble;
  return {
    ...serving.refuse("refused", status),
    ...(retryAfter !== undefined && { headers: { "retry-after": String(retryAfter) } }),
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export type Answer = { readonly status: number; readonly body: string; readonly ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** Sent once more where the connection had been closed just before: then nothing of it was read. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const first = await attempt(url, body, headers);
  const second = first === "closed before" ? await attempt(url, body, headers) : first;
  if (second === "closed before") throw new Error(`${url} closes every connection`);
  return second;
}

function attempt(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer | "closed before"> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } };
    const sent = request(url, options, (res) => {
      const whole = (bytes: Buffer) => ({
        status: res.statusCode ?? 0,
        body: bytes.toString("utf8"),
        ms: performance.now() - begun,
      });
      read(res).then((bytes) => resolve(whole(bytes)), reject);
    });
    sent.once("error", (error) => (sent.reusedSocket ? resolve("closed before") : reject(error)));
    sent.end(body);
  });
}
