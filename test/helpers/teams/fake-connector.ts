/** Teams' connector on loopback: keeps what the bot posts, and refuses, delays or loses it where a test says so. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Json = { readonly [key: string]: unknown };

export type Posted = {
  readonly conversationId: string;
  readonly id: string;
  activity: Json;
  edits: number;
};

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly body: Json;
  readonly authorization: string | undefined;
};

/** What happens to a call; undefined: it is done. */
export type Trouble = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code?: string;
  /** The socket is closed without an answer. */
  readonly drop?: true;
  /** The call is done before the trouble. */
  readonly accept?: true;
};

export type FakeConnector = {
  readonly url: string;
  readonly calls: Call[];
  /** Everything that stands in the chats, oldest first. */
  readonly posted: Posted[];
  readonly removed: Posted[];
  /** People, by directory id. */
  readonly people: Map<string, { readonly name: string; readonly teamsId: string }>;
  readonly channels: { readonly id: string; readonly name?: string }[];
  trouble: (call: Call) => Trouble | undefined;
  stop(): Promise<void>;
};

/** Members are told so many at a time. */
const PAGE = 2;

export async function startFakeConnector(): Promise<FakeConnector> {
  let count = 0;
  const server = createServer(async (req, res) => {
    const call: Call = {
      method: req.method ?? "",
      path: decodeURIComponent(req.url ?? ""),
      body: await readBody(req),
      authorization: req.headers.authorization,
    };
    fake.calls.push(call);
    const trouble = fake.trouble(call);
    const answer = !trouble || trouble.accept ? perform(call) : {};
    if (trouble?.drop) return void req.socket.destroy();
    const status = trouble?.status ?? (answer === undefined ? 404 : call.method === "POST" ? 201 : 200);
    const body = status >= 400 ? { error: { code: trouble?.code ?? "Refused", message: "refused" } } : answer;
    res.writeHead(status, { "content-type": "application/json", ...trouble?.headers });
    res.end(JSON.stringify(body));
  });

  function perform({ method, path, body }: Call): Json | undefined {
    if (method === "POST" && path === "/v3/conversations") {
      const [member] = (body.members ?? []) as { id: string }[];
      return { id: directIdOf(member?.id ?? "") };
    }
    if (path === "/upload") return {};
    const channels = /^\/v3\/teams\/[^/]+\/conversations$/.exec(path);
    if (channels) return { conversations: fake.channels };
    if (/\/pagedmembers/.test(path)) {
      const members = [...fake.people].map(([id, { name, teamsId }]) => ({ id: teamsId, aadObjectId: id, objectId: id, name }));
      const from = Number(/continuationToken=(\d+)/.exec(path)?.[1] ?? 0);
      const more = from + PAGE < members.length && { continuationToken: String(from + PAGE) };
      return { members: members.slice(from, from + PAGE), ...more };
    }
    const [, conversationId = "", activityId] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/.exec(path) ?? [];
    if (method === "POST") {
      count += 1;
      const id = `m-${count}`;
      fake.posted.push({ conversationId, id, activity: body, edits: 0 });
      return { id };
    }
    const found = fake.posted.find((one) => one.id === activityId && one.conversationId === conversationId);
    if (!found) return undefined;
    if (method === "PUT") {
      found.activity = body;
      found.edits += 1;
      return { id: found.id };
    }
    fake.posted.splice(fake.posted.indexOf(found), 1);
    fake.removed.push(found);
    return {};
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeConnector = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    posted: [],
    removed: [],
    people: new Map(),
    channels: [],
    trouble: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

export function directIdOf(userId: string): string {
  return `a:direct-${userId}`;
}

async function readBody(req: IncomingMessage): Promise<Json> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(Buffer.from(part));
  const text = Buffer.concat(parts).toString("utf8");
  if (!req.headers["content-type"]?.includes("json")) return { text };
  return text === "" ? {} : JSON.parse(text);
}
