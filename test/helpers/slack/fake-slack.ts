/**
 * Slack's Web API on loopback: answers what the bot calls, keeps what it was told to show, checks every block, and fails
 * as a test wants it to.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parse } from "node:querystring";
import { acceptSockets } from "./fake-socket.ts";
import { validateBlocks, validateView } from "./validate-blocks.ts";

export type Json = Readonly<Record<string, unknown>>;
export type Block = Json & { readonly type: string };

export type Call = { readonly method: string; readonly args: Json; readonly token: string | undefined };

/** A message as a reader sees it now. */
export type Shown = {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly Block[];
  readonly threadTs?: string;
  readonly metadata?: unknown;
  edits: number;
};

/** A user group. */
export type FakeGroup = { readonly id: string; readonly handle: string; readonly users: readonly string[] };

export type FakeUser = {
  readonly id: string;
  readonly name: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly deleted?: boolean;
};

/** How one call goes wrong. */
export type Trouble =
  /** Slack's own refusal, with status 200. */
  | { readonly error: string }
  | { readonly status: number; readonly retryAfter?: number }
  /** It is carried out, and then the answer is lost. */
  | { readonly acceptThen: "drop" | 500 }
  | { readonly hang: true };

export type FakeSlack = Awaited<ReturnType<typeof startFakeSlack>>;

export type FakeTeam = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly enterpriseId?: string;
  /** Its tokens end: so many seconds after they were given for a code or for a refresh token. */
  readonly lastsS?: (grant: "code" | "refresh") => number;
};

export async function startFakeSlack(options: { readonly teams?: readonly FakeTeam[] } = {}) {
  const teams = options.teams ?? [{ id: "T1", name: "Example Ltd", token: "xoxb-one" }];
  const users = new Map<string, FakeUser>();
  const groups = new Map<string, FakeGroup>();
  /** The only refresh token of each team that still works. */
  const refreshTokens = new Map<string, string>();
  const expired = new Set<string>();
  const calls: Call[] = [];
  const messages: Shown[] = [];
  const homes = new Map<string, Json>();
  const opened: { readonly userTrigger: string; readonly view: Json; readonly id: string }[] = [];
  const answers: { readonly to: string; readonly body: Json }[] = [];
  const files = new Map<
    string,
    { name: string; bytes: number; content: string; alt: string | undefined; done: boolean; channel: string | undefined }
  >();
  const hashes = new Map<string, string>();
  const problems: string[] = [];
  const troubles: { readonly when: (call: Call) => boolean; readonly trouble: Trouble; times: number }[] = [];
  let clock = 1_700_000_000;
  let count = 0;

  const next = (prefix: string) => {
    count += 1;
    return `${prefix}${count}`;
  };
  const check = (what: string, found: readonly string[]) => problems.push(...found.map((problem) => `${what}: ${problem}`));
  const checkBlocks = (method: string, blocks: unknown) => check(method, validateBlocks(blocks, "message"));

  function answer(call: Call): Json {
    const { method, args } = call;
    if (call.token !== undefined && expired.has(call.token)) return { ok: false, error: "token_expired" };
    const team = teams.find(({ token }) => token === call.token);
    switch (method) {
      case "auth.test":
        if (!team) return { ok: false, error: "invalid_auth" };
        return {
          ok: true,
          team_id: team.id,
          team: team.name,
          user_id: "UBOT",
          bot_id: "BBOT",
          url: "https://example.slack.com/",
        };
      case "apps.connections.open":
        return { ok: true, url: `${origin().replace("http", "ws")}/link` };
      case "users.info": {
        const user = users.get(String(args.user));
        if (!user) return { ok: false, error: "user_not_found" };
        const { name, ...rest } = user;
        return { ok: true, user: { ...rest, name: name.toLowerCase(), real_name: name, profile: { display_name: name } } };
      }
      case "usergroups.list":
        return { ok: true, usergroups: [...groups.values()].map(({ id, handle }) => ({ id, handle, name: handle })) };
      case "usergroups.users.list": {
        const group = groups.get(String(args.usergroup));
        return group ? { ok: true, users: group.users } : { ok: false, error: "no_such_subteam" };
      }
      case "conversations.open":
        return { ok: true, channel: { id: `D${String(args.users)}` } };
      case "conversations.info":
        return { ok: true, channel: { id: args.channel, name: "general" } };
      case "conversations.history": {
        // The bot's scopes let it read direct messages alone.
        if (!String(args.channel).startsWith("D")) return { ok: false, error: "missing_scope" };
        const all = messages.filter((message) => message.channel === args.channel && !message.threadTs).reverse();
        const found = all.slice(0, Number(args.limit));
        return {
          ok: true,
          has_more: found.length < all.length,
          messages: found.map(({ ts, text, metadata }) => ({ ts, text, metadata })),
        };
      }
      case "chat.postMessage": {
        checkBlocks(method, args.blocks);
        check(
          method,
          ["unfurl_links", "unfurl_media", "link_names"]
            .filter((option) => args[option] !== "false")
            .map((option) => `${option} is on`),
        );
        if (usesUnreadyFile(args.blocks)) return { ok: false, error: "invalid_blocks" };
        clock += 1;
        const ts = `${clock}.000100`;
        messages.push({
          channel: String(args.channel),
          ts,
          text: String(args.text ?? ""),
          blocks: toBlocks(args.blocks),
          ...(typeof args.thread_ts === "string" && { threadTs: args.thread_ts }),
          metadata: args.metadata,
          edits: 0,
        });
        return { ok: true, channel: args.channel, ts };
      }
      case "chat.update": {
        checkBlocks(method, args.blocks);
        const found = messages.find((message) => message.channel === args.channel && message.ts === args.ts);
        if (!found) return { ok: false, error: "message_not_found" };
        found.text = String(args.text ?? "");
        found.blocks = toBlocks(args.blocks);
        found.edits += 1;
        return { ok: true, channel: args.channel, ts: args.ts };
      }
      case "chat.delete": {
        const index = messages.findIndex((message) => message.channel === args.channel && message.ts === args.ts);
        if (index < 0) return { ok: false, error: "message_not_found" };
        messages.splice(index, 1);
        return { ok: true };
      }
      case "views.open":
      case "views.push": {
        check(method, validateView(args.view));
        if (usesUnreadyFile(toJson(args.view).blocks)) return { ok: false, error: "invalid_arguments" };
        const id = next("V");
        opened.push({ userTrigger: String(args.trigger_id), view: toJson(args.view), id });
        return { ok: true, view: { id, hash: rehash(id) } };
      }
      case "views.update": {
        check(method, validateView(args.view));
        if (usesUnreadyFile(toJson(args.view).blocks)) return { ok: false, error: "invalid_arguments" };
        const id = String(args.view_id);
        if (args.hash !== undefined && args.hash !== hashes.get(id)) return { ok: false, error: "hash_conflict" };
        opened.push({ userTrigger: "", view: toJson(args.view), id });
        return { ok: true, view: { id, hash: rehash(id) } };
      }
      case "views.publish":
        check(method, validateView(args.view));
        homes.set(String(args.user_id), toJson(args.view));
        return { ok: true };
      case "files.getUploadURLExternal": {
        const id = next("F");
        const empty = { bytes: 0, content: "", done: false, channel: undefined };
        files.set(id, { ...empty, name: String(args.filename), alt: asText(args.alt_text) });
        return { ok: true, file_id: id, upload_url: `${origin()}/upload/${id}` };
      }
      case "files.completeUploadExternal": {
        for (const { id } of asList(args.files)) {
          const file = files.get(String(id));
          if (file) Object.assign(file, { done: file.bytes > 0, channel: asText(args.channel_id) });
        }
        return { ok: true, files: [] };
      }
      case "oauth.v2.access": {
        if (args.grant_type === "refresh_token") return refresh(args.refresh_token);
        const installed =
          teams.find(({ id }) => `code-${id}` === args.code) ?? teams.find((each) => `code-${each.enterpriseId}` === args.code);
        if (!installed) return { ok: false, error: "invalid_code" };
        const organisation = args.code === `code-${installed.enterpriseId}`;
        return {
          ok: true,
          access_token: installed.token,
          token_type: "bot",
          scope: "chat:write,commands",
          bot_user_id: "UBOT",
          app_id: "A1",
          team: organisation ? null : { id: installed.id, name: installed.name },
          enterprise: installed.enterpriseId ? { id: installed.enterpriseId, name: "Example Group" } : null,
          is_enterprise_install: organisation,
          authed_user: { id: "UADMIN" },
          ...rotation(installed, "code"),
        };
      }
      default:
        return { ok: false, error: "unknown_method" };
    }
  }

  /** Every change of a view has its own. */
  function rehash(id: string): string {
    const hash = next("hash-");
    hashes.set(id, hash);
    return hash;
  }

  function rotation(team: FakeTeam, grant: "code" | "refresh"): Json {
    if (!team.lastsS) return {};
    const refreshToken = next(`xoxe-1-${team.id}-`);
    refreshTokens.set(team.id, refreshToken);
    return { refresh_token: refreshToken, expires_in: team.lastsS(grant) };
  }

  function refresh(spent: unknown): Json {
    const team = teams.find(({ id }) => refreshTokens.get(id) === spent);
    if (!team) return { ok: false, error: "invalid_refresh_token" };
    return { ok: true, access_token: next(`xoxe.xoxb-1-${team.id}-`), token_type: "bot", ...rotation(team, "refresh") };
  }

  function usesUnreadyFile(blocks: unknown): boolean {
    return toBlocks(blocks).some(
      (block) => block.type === "image" && files.get(String(toJson(block.slack_file).id))?.done !== true,
    );
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = (req.url ?? "").split("?")[0] ?? "";
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (path.startsWith("/upload/")) {
      const file = files.get(path.slice("/upload/".length));
      if (file) Object.assign(file, { bytes: body.length, content: body.toString("utf8") });
      return reply(res, 200, "OK");
    }
    if (path.startsWith("/respond/")) {
      const said = toJson(JSON.parse(body.toString("utf8")));
      if (said.blocks !== undefined) checkBlocks("response_url", said.blocks);
      answers.push({ to: path.slice("/respond/".length), body: said });
      return reply(res, 200, JSON.stringify({ ok: true }));
    }
    const token = req.headers.authorization?.replace("Bearer ", "");
    const call: Call = { method: path.replace("/api/", ""), args: decode(parse(body.toString("utf8"))), token };
    calls.push(call);
    const planned = troubles.find((each) => each.times > 0 && each.when(call));
    if (!planned) return reply(res, 200, JSON.stringify(answer(call)));
    planned.times -= 1;
    const { trouble } = planned;
    if ("error" in trouble) return reply(res, 200, JSON.stringify({ ok: false, error: trouble.error }));
    if ("hang" in trouble) return;
    if ("acceptThen" in trouble) {
      answer(call);
      if (trouble.acceptThen === "drop") return void req.socket.destroy();
      return reply(res, trouble.acceptThen, "oops");
    }
    if (trouble.retryAfter !== undefined) res.setHeader("retry-after", String(trouble.retryAfter));
    return reply(res, trouble.status, "{}");
  }

  const server = createServer((req, res) => void serve(req, res));
  const socket = acceptSockets(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  function origin(): string {
    return `http://127.0.0.1:${port}`;
  }

  return {
    apiUrl: `${origin()}/api/`,
    origin: origin(),
    socket,
    users,
    groups,
    /** Tokens that Slack takes for ended. */
    expired,
    calls,
    messages,
    homes,
    opened,
    answers,
    files,
    /** What broke a rule of Block Kit. */
    problems,
    callsOf: (method: string) => calls.filter((call) => call.method === method),
    /** The next `times` calls that match go wrong. */
    plan(when: string | ((call: Call) => boolean), trouble: Trouble, times = 1) {
      troubles.push({ when: typeof when === "string" ? (call) => call.method === when : when, trouble, times });
    },
    async close() {
      socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function reply(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, { "content-type": "application/json" });
  res.end(body);
}

/** Structured arguments travel as JSON in a form field. */
function decode(form: Readonly<Record<string, string | string[] | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(form).map(([key, value]) => [
      key,
      typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}

export function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(toJson) : [];
}

export function toBlocks(value: unknown): readonly Block[] {
  return asList(value).map((block) => ({ ...block, type: String(block.type) }));
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
