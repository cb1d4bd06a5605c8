/** The methods of Slack's Web API that the bot calls, over a fake workspace: each answers what Slack would. */
import { asList, type Json, toJson } from "../json.ts";
import { validateBlocks, validateView } from "./validate-blocks.ts";
import { type Call, type FakeTeam, type SlackWorkspace, toBlocks } from "./workspace.ts";

/** Called without a token, or with the app's own. */
const TOKENLESS = new Set(["oauth.v2.access", "apps.connections.open"]);
const OK: Json = { ok: true };
/** Fewer than Slack gives, so that a page is never the whole. */
const MEMBERS_A_PAGE = 3;

export type WebApi = (call: Call) => Json;

export function createWebApi(workspace: SlackWorkspace, origin: () => string): WebApi {
  const { teams, users, groups, members, hidden, homes, opened, files, messages, problems, next } = workspace;
  const hashes = new Map<string, string>();
  const granted = new Set<string>();

  const check = (what: string, found: readonly string[]) => problems.push(...found.map((problem) => `${what}: ${problem}`));

  const methods: Readonly<Record<string, (args: Json, token: string | undefined) => Json>> = {
    "auth.test"(_args, token) {
      const team = teams.find((each) => each.token === token);
      if (!team) return refuse("invalid_auth");
      const bot = { user_id: "UBOT", bot_id: "BBOT", url: "https://example.slack.com/" };
      return { ok: true, team_id: team.id, team: team.name, ...bot };
    },
    "apps.connections.open": () => ({ ok: true, url: `${origin().replace("http", "ws")}/link` }),
    "users.info"({ user: id }) {
      const user = users.get(String(id));
      if (!user) return refuse("user_not_found");
      const { name, email: _, ...rest } = user;
      return { ok: true, user: { ...rest, name: name.toLowerCase(), real_name: name, profile: { display_name: name } } };
    },
    "users.lookupByEmail"({ email }) {
      const user = [...users.values()].find((each) => each.email !== undefined && each.email === email);
      return user ? { ok: true, user: { id: user.id, name: user.name, real_name: user.name } } : refuse("users_not_found");
    },
    "usergroups.list": () => ({
      ok: true,
      usergroups: [...groups.values()].map(({ id, handle }) => ({ id, handle, name: handle })),
    }),
    "usergroups.users.list"({ usergroup }) {
      const group = groups.get(String(usergroup));
      return group ? { ok: true, users: group.users } : refuse("no_such_subteam");
    },
    "conversations.open": (args) => ({ ok: true, channel: { id: `D${String(args.users)}` } }),
    "conversations.info": ({ channel }) => ({ ok: true, channel: { id: channel, name: "general" } }),
    "conversations.members"({ channel, cursor = "0" }) {
      if (hidden.has(String(channel))) return refuse("channel_not_found");
      const all = members.get(String(channel)) ?? [...users.keys()];
      const from = Number(cursor === "" ? "0" : cursor);
      const next = from + MEMBERS_A_PAGE < all.length ? String(from + MEMBERS_A_PAGE) : "";
      return { ok: true, members: all.slice(from, from + MEMBERS_A_PAGE), response_metadata: { next_cursor: next } };
    },
    "conversations.replies"({ channel, ts }) {
      const replies = [...messages.values()].filter((message) => message.channel === channel && message.threadTs === ts);
      return {
        ok: true,
        has_more: false,
        messages: replies.map((message) => ({ ts: message.ts, text: message.text, metadata: message.metadata })),
      };
    },
    "conversations.history"({ channel, limit }) {
      // The bot's scopes let it read direct messages alone.
      if (!String(channel).startsWith("D")) return refuse("missing_scope");
      const all = [...messages.values()].filter((message) => message.channel === channel && !message.threadTs).reverse();
      const found = all.slice(0, Number(limit));
      return {
        ok: true,
        has_more: found.length < all.length,
        messages: found.map(({ ts, text, metadata }) => ({ ts, text, metadata })),
      };
    },
    "chat.postMessage"(args) {
      check("chat.postMessage", validateBlocks(args.blocks, "message"));
      const unfurling = ["unfurl_links", "unfurl_media", "link_names"].filter((option) => args[option] !== "false");
      check(
        "chat.postMessage",
        unfurling.map((option) => `${option} is on`),
      );
      if (usesUnreadyFile(args.blocks)) return refuse("invalid_blocks");
      return { ok: true, channel: args.channel, ts: workspace.post(args).ts };
    },
    "chat.update"(args) {
      check("chat.update", validateBlocks(args.blocks, "message"));
      return workspace.edit(args) ? { ok: true, channel: args.channel, ts: args.ts } : refuse("message_not_found");
    },
    "chat.delete": (args) => (workspace.remove(args) ? OK : refuse("message_not_found")),
    "views.open": (args) => openView("views.open", args),
    "views.push": (args) => openView("views.push", args),
    "views.update"(args) {
      const id = String(args.view_id);
      const isStale = args.hash !== undefined && args.hash !== hashes.get(id);
      return isStale && !usesUnreadyFile(toJson(args.view).blocks) ? refuse("hash_conflict") : showView("views.update", args, id);
    },
    "views.publish"(args) {
      check("views.publish", validateView(args.view));
      if (workspace.keeps) homes.set(String(args.user_id), toJson(args.view));
      return OK;
    },
    "files.getUploadURLExternal"(args) {
      const id = next("F");
      const empty = { bytes: 0, content: "", done: false, channel: undefined };
      files.set(id, { ...empty, name: String(args.filename), alt: asText(args.alt_text) });
      return { ok: true, file_id: id, upload_url: `${origin()}/upload/${id}` };
    },
    "files.completeUploadExternal"(args) {
      for (const { id } of asList(args.files)) {
        const file = files.get(String(id));
        if (file) Object.assign(file, { done: file.bytes > 0, channel: asText(args.channel_id) });
      }
      return { ok: true, files: [] };
    },
    "oauth.v2.access": (args) => (args.grant_type === "refresh_token" ? refresh(args.refresh_token) : install(args.code)),
  };

  const openView = (method: string, args: Json): Json => showView(method, args, next("V"));

  function showView(method: string, args: Json, id: string): Json {
    check(method, validateView(args.view));
    if (usesUnreadyFile(toJson(args.view).blocks)) return refuse("invalid_arguments");
    if (workspace.keeps) opened.push({ userTrigger: String(args.trigger_id ?? ""), view: toJson(args.view), id });
    // Every change of a view has a hash of its own.
    const hash = next("hash-");
    hashes.set(id, hash);
    return { ok: true, view: { id, hash } };
  }

  function usesUnreadyFile(blocks: unknown): boolean {
    return toBlocks(blocks).some(
      (block) => block.type === "image" && files.get(String(toJson(block.slack_file).id))?.done !== true,
    );
  }

  function install(code: unknown): Json {
    const team = teams.find(({ id }) => `code-${id}` === code) ?? teams.find((each) => `code-${each.enterpriseId}` === code);
    if (!team) return refuse("invalid_code");
    const organisation = code === `code-${team.enterpriseId}`;
    return {
      ok: true,
      access_token: team.token,
      token_type: "bot",
      scope: "chat:write,commands",
      bot_user_id: "UBOT",
      app_id: "A1",
      team: organisation ? null : { id: team.id, name: team.name },
      enterprise: team.enterpriseId ? { id: team.enterpriseId, name: "Example Group" } : null,
      is_enterprise_install: organisation,
      authed_user: { id: "UADMIN" },
      ...rotation(team, "code"),
    };
  }

  function rotation(team: FakeTeam, grant: "code" | "refresh"): Json {
    if (!team.lastsS) return {};
    const refreshToken = next(`xoxe-1-${team.id}-`);
    workspace.refreshTokens.set(team.id, refreshToken);
    return { refresh_token: refreshToken, expires_in: team.lastsS(grant) };
  }

  function refresh(spent: unknown): Json {
    const team = teams.find(({ id }) => workspace.refreshTokens.get(id) === spent);
    if (!team) return refuse("invalid_refresh_token");
    const token = next(`xoxe.xoxb-1-${team.id}-`);
    granted.add(token);
    return { ok: true, access_token: token, token_type: "bot", ...rotation(team, "refresh") };
  }

  return ({ method, args, token }) => {
    if (token !== undefined && workspace.expired.has(token)) return refuse("token_expired");
    const isKnown = TOKENLESS.has(method) || teams.some((team) => team.token === token) || granted.has(token ?? "");
    if (!isKnown) return refuse("invalid_auth");
    return methods[method]?.(args, token) ?? refuse("unknown_method");
  };
}

function refuse(error: string): Json {
  return { ok: false, error };
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
