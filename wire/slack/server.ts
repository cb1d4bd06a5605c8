/** Slack's Web API on loopback, as lean as it can be: it writes down what it is told to show, and refuses whom the plan says. */
import { parse } from "node:querystring";
import { listActions } from "../actions.ts";
import { type LoopbackServer, startServer } from "../http.ts";
import { type Json, readAloud, toJson, toList, toText } from "../json.ts";
import type { ShownRecord } from "../record.ts";
import { isUnreachable, type Scene } from "../world.ts";

export const BOT_TOKEN = "xoxb-wire";
export const SIGNING_SECRET = "signing-secret-of-the-run";
const USER_ID = /\bU\d{5}\b/g;

/** A bot with the one token of its environment is in one workspace. */
export function slackPlaceOf({ plan }: Scene): string {
  return plan.teams.find(({ platform }) => platform === "slack")?.place ?? "T1";
}

export type SlackServer = LoopbackServer & {
  /** What was answered at the addresses of commands and presses, by their last part; taken once. */
  readonly takeAnswer: (to: string) => unknown;
};

export async function startSlackServer(scene: Scene): Promise<SlackServer> {
  const { plan, clock, ledger } = scene;
  const place = slackPlaceOf(scene);
  const answers = new Map<string, unknown>();
  let count = 0;

  function shown(how: ShownRecord["how"], args: Json, message: string): void {
    const channel = toText(args.channel);
    const text = `${toText(args.text)}\n${readAloud(args.blocks)}`;
    const isDirect = channel.startsWith("D");
    const mentioned = isDirect ? [] : (JSON.stringify(args.blocks ?? "").match(USER_ID) ?? []);
    ledger.add({
      kind: "shown",
      at: clock.now(),
      platform: "slack",
      place,
      how,
      to: isDirect ? { person: channel.slice(1) } : { channel },
      message,
      thread: args.thread_ts !== undefined,
      text: isDirect ? text.slice(0, 400) : [text, ...mentioned].join("\n"),
      actions: listActions(args.blocks),
    });
  }

  function refuses(channel: string): boolean {
    const person = channel.startsWith("D") ? plan.people.get(channel.slice(1)) : undefined;
    if (!person || !isUnreachable(scene, person)) return false;
    ledger.add({ kind: "refused", at: clock.now(), platform: "slack", place, person: person.id });
    return true;
  }

  function answerCall(method: string, args: Json): Json {
    switch (method) {
      case "auth.test":
        return {
          ok: true,
          team_id: place,
          team: "Example Ltd",
          user_id: "UBOT",
          bot_id: "BBOT",
          url: "https://example.slack.com/",
        };
      case "users.info":
        return describeUser(scene, toText(args.user));
      case "conversations.open":
        return { ok: true, channel: { id: `D${toText(args.users)}` } };
      case "conversations.info":
        return { ok: true, channel: { id: args.channel, name: "example" } };
      case "chat.postMessage": {
        if (refuses(toText(args.channel))) return { ok: false, error: "cannot_dm_bot" };
        count += 1;
        const ts = `${Math.floor(clock.now() / 1_000)}.${String(count).padStart(6, "0")}`;
        shown("post", args, ts);
        return { ok: true, channel: args.channel, ts };
      }
      case "chat.update":
        shown("edit", args, toText(args.ts));
        return { ok: true, channel: args.channel, ts: args.ts };
      case "chat.delete":
        shown("remove", args, toText(args.ts));
        return { ok: true };
      case "files.getUploadURLExternal":
        count += 1;
        return { ok: true, file_id: `F${count}`, upload_url: `${server.origin}/upload/F${count}` };
      case "files.completeUploadExternal":
        return { ok: true, files: [] };
      default:
        return { ok: false, error: "unknown_method" };
    }
  }

  const server = await startServer(({ path, token, body }) => {
    if (path.startsWith("/upload/")) return { status: 200, body: "OK" };
    if (path.startsWith("/respond/")) {
      answers.set(path.slice("/respond/".length), JSON.parse(body.toString("utf8")));
      return { status: 200, body: { ok: true } };
    }
    if (token !== `Bearer ${BOT_TOKEN}`) return { status: 200, body: { ok: false, error: "invalid_auth" } };
    return { status: 200, body: answerCall(path.replace("/api/", ""), decode(parse(body.toString("utf8")))) };
  });
  return {
    ...server,
    takeAnswer(to) {
      const answer = answers.get(to);
      answers.delete(to);
      return answer;
    },
  };
}

function describeUser({ plan }: Scene, id: string): Json {
  const person = plan.people.get(id);
  if (!person) return { ok: false, error: "user_not_found" };
  const { name, zone, locale } = person;
  return { ok: true, user: { id, name: id.toLowerCase(), real_name: name, tz: zone, locale, profile: { display_name: name } } };
}

/** Structured arguments travel as JSON in a form's field. */
function decode(form: Readonly<Record<string, unknown>>): Json {
  return toJson(
    Object.fromEntries(
      Object.entries(form).map(([key, value]) => {
        const text = toText(Array.isArray(value) ? toList(value)[0] : value);
        return [key, /^[[{]/.test(text) ? JSON.parse(text) : text];
      }),
    ),
  );
}
