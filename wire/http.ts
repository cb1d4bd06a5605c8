/** Small servers and requests on loopback, with connections that stay open. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

export type Answer = { readonly status: number; readonly body: string };
export type LoopbackServer = { readonly origin: string; readonly close: () => Promise<void> };
export type Serve = (call: { readonly method: string; readonly path: string; readonly token: string; readonly body: Buffer }) => {
  readonly status: number;
  readonly body: unknown;
};

/** On a free port of 127.0.0.1. */
export async function startServer(serve: Serve): Promise<LoopbackServer> {
  const server = createServer((req, res) => void answer(serve, req, res));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(serve: Serve, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await read(req);
  const token = req.headers.authorization ?? "";
  const { status, body: said } = serve({ method: req.method ?? "", path: decodeURIComponent(req.url ?? ""), token, body });
  const text = JSON.stringify(said);
  res.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  res.end(text);
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });

/** Sent once more where the connection had been closed just before: then nothing of it was read. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const first = await attempt(url, body, headers);
  const second = first === "closed before" ? await attempt(url, body, headers) : first;
  if (second === "closed before") throw new Error(`${url} closes every connection`);
  return second;
}

function attempt(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer | "closed before"> {
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } };
    const sent = request(url, options, (res) => {
      read(res).then((bytes) => resolve({ status: res.statusCode ?? 0, body: bytes.toString("utf8") }), reject);
    });
    sent.once("error", (error) => (sent.reusedSocket ? resolve("closed before") : reject(error)));
    sent.end(body);
  });
}
