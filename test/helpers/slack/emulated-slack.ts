/**
 * A Slack that is not ours: the emulator of the npm registry on loopback, and a tap in front of it that passes every request
 * on, keeps what was said, checks the blocks that the emulator takes unseen, and loses an answer when a test wants it to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createEmulator } from "emulate";
import { asList, type Json, toJson } from "../../../fakes/json.ts";
import { validateBlocks, validateView } from "../../../fakes/slack/validate-blocks.ts";
import { CAST } from "../../../src/simulation/cast.ts";

export const APP = { id: "A0SPEEDBOAT", bot: "U0SPEEDBOAT", clientId: "1.2", clientSecret: "client-secret-of-the-example" };
/** Of the cast. */
const PEOPLE = ["ana", "wang"] as const;
export type PersonName = (typeof PEOPLE)[number];

const CHANNEL = "payments";
/** What people's own clients may do. */
const CLIENT_SCOPES = ["users:read", "groups:read", "groups:write", "groups:history", "im:write", "im:history", "chat:write"];
/** Looks at files, as whoever may see the message that shows them. */
const VIEWER = "xoxp-viewer";

type Exchange = { readonly method: string; readonly args: Json; readonly answer: Json };

export type EmulatedSlack = Awaited<ReturnType<typeof startEmulatedSlack>>;

export async function startEmulatedSlack() {
  const emulator = await createEmulator({ service: "slack", port: 0, hostname: "127.0.0.1", seed: { slack: buildSeed() } });
  const origin = emulator.url.replace("localhost", "127.0.0.1");
  const exchanges: Exchange[] = [];
  const answers: { readonly to: string; readonly body: Json }[] = [];
  const problems: string[] = [];
  const lost: string[] = [];
  const uploads: number[] = [];

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req);
    const path = req.url ?? "/";
    if (path.startsWith("/respond/")) {
      const said = toJson(JSON.parse(body.toString("utf8")));
      if (said.blocks !== undefined) problems.push(...validateBlocks(said.blocks, "message"));
      answers.push({ to: path.slice("/respond/".length), body: said });
      return void res.end("ok");
    }
    const passed = await pass(`${origin}${path}`, req, body);
    const text = (await passed.text()).replaceAll(emulator.url, tapOrigin);
    if (path.startsWith("/api/")) keep(path.slice("/api/".length), body.toString("utf8"), text);
    if (path.startsWith("/upload/")) uploads.push(body.byteLength);
    const losing = lost.findIndex((method) => path === `/api/${method}`);
    if (losing >= 0) {
      lost.splice(losing, 1);
      return void req.socket.destroy();
    }
    const location = passed.headers.get("location");
    const type = passed.headers.get("content-type");
    res.writeHead(passed.status, { ...(location && { location }), ...(type && { "content-type": type }) });
    res.end(text);
  }

  function keep(method: string, body: string, text: string): void {
    const args = decode(body);
    exchanges.push({ method, args, answer: toJson(JSON.parse(text)) });
    if (args.blocks !== undefined) problems.push(...validateBlocks(args.blocks, "message"));
    if (args.view !== undefined) problems.push(...validateView(args.view));
  }

  const tap = createServer((req, res) => void serve(req, res));
  await new Promise<void>((resolve) => tap.listen(0, "127.0.0.1", resolve));
  const address = tap.address();
  const tapOrigin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;

  /** Asks the emulator as somebody, past the tap; throws what it refuses. */
  async function ask(token: string, method: string, args: Readonly<Record<string, string>> = {}): Promise<Json> {
    const answer = await fetch(`${origin}/api/${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
    const said = toJson(await answer.json());
    if (said.ok !== true) throw new Error(`${method}: ${String(said.error)}`);
    return said;
  }

  const users = asList((await ask(tokenOf("ana"), "users.list")).members);
  const channels = asList((await ask(tokenOf("ana"), "conversations.list", { types: "private_channel" })).channels);
  const idOf = (found: readonly Json[], name: string) => String(found.find((each) => each.name === name)?.id);

  return {
    apiUrl: `${tapOrigin}/api/`,
    tapOrigin,
    ask,
    users: { ana: idOf(users, "ana"), wang: idOf(users, "wang") },
    channel: idOf(channels, CHANNEL),
    teamId: String(users[0]?.team_id),
    /** What the bot asked, and what it was answered, in order. */
    exchanges,
    exchangesOf: (method: string) => exchanges.filter((exchange) => exchange.method === method),
    /** What the bot said at an address that came with a press. */
    answers,
    problems,
    /** The bytes of every picture that was brought. */
    uploads,
    /** The next call of this method is carried out, and its answer never comes. */
    lose: (method: string) => void lost.push(method),
    async file(id: string) {
      const info = toJson((await ask(VIEWER, "files.info", { file: id })).file);
      const path = new URL(String(info.url_private)).pathname;
      const content = await fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${VIEWER}` } });
      return { info, bytes: Buffer.from(await content.arrayBuffer()) };
    },
    async close() {
      tap.closeAllConnections();
      await new Promise<void>((resolve) => tap.close(() => resolve()));
      await emulator.close();
    },
  };
}

export function tokenOf(person: PersonName): string {
  return `xoxp-${person}`;
}

/** Scopes are held to: a method that the manifest asks no scope for is refused. */
function buildSeed(): Json {
  const clients = PEOPLE.map((user) => ({ token: tokenOf(user), user, type: "user", scopes: CLIENT_SCOPES, app_id: APP.id }));
  return {
    strict_scopes: true,
    team: { name: "Example Ltd", domain: "example" },
    users: CAST.filter(({ handle }) => PEOPLE.some((known) => known === handle)).map(({ handle, name }) => ({
      ...{ name: handle, real_name: name },
      profile: { display_name: name },
    })),
    channels: [{ name: CHANNEL, is_private: true }],
    oauth_apps: [
      {
        ...{ client_id: APP.clientId, client_secret: APP.clientSecret, app_id: APP.id, name: "Speedboat" },
        ...{ redirect_uris: [], bot_id: "B0SPEEDBOAT", bot_user_id: APP.bot, bot_name: "speedboat" },
      },
    ],
    tokens: [...clients, { token: VIEWER, user: APP.bot, type: "user", scopes: ["files:read"] }],
  };
}

async function pass(url: string, req: IncomingMessage, body: Buffer): Promise<Response> {
  const { authorization, "content-type": type } = req.headers;
  return fetch(url, {
    method: req.method ?? "GET",
    redirect: "manual",
    headers: { ...(authorization && { authorization }), ...(type && { "content-type": type }) },
    ...(req.method === "POST" && { body: Uint8Array.from(body) }),
  });
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const STRUCTURED = new Set(["blocks", "view", "metadata", "files"]);

/** Structured arguments travel as JSON in a form field. */
function decode(body: string): Json {
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([key, value]) => [key, STRUCTURED.has(key) ? JSON.parse(value) : value]),
  );
}
