/** What a fake Slack knows and holds: people, user groups, messages, views, files and tokens. */
import { asList, type Json, toJson } from "../json.ts";

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

export type How = "post" | "edit" | "remove";

/** A user group. */
export type FakeGroup = { readonly id: string; readonly handle: string; readonly users: readonly string[] };

export type FakeUser = {
  readonly id: string;
  readonly name: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly email?: string;
};

export type FakeTeam = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly enterpriseId?: string;
  /** Its tokens end: so many seconds after they were given for a code or for a refresh token. */
  readonly lastsS?: (grant: "code" | "refresh") => number;
};

export type FakeFile = {
  readonly name: string;
  readonly alt: string | undefined;
  bytes: number;
  content: string;
  done: boolean;
  channel: string | undefined;
};

type Opened = { readonly userTrigger: string; readonly view: Json; readonly id: string };

export type WorkspaceOptions = {
  readonly teams?: readonly FakeTeam[];
  /** Milliseconds, for the time stamps of messages; without it a count. */
  readonly now?: () => number;
  /** False for long runs: what was said is checked and told to `onShown`, and not kept. */
  readonly keeps?: boolean;
  readonly onShown?: (how: How, message: Shown) => void;
};

export type SlackWorkspace = ReturnType<typeof createWorkspace>;

export function createWorkspace({ teams, now, keeps = true, onShown = () => {} }: WorkspaceOptions) {
  const messages = new Map<string, Shown>();
  let count = 0;
  const next = (prefix: string) => {
    count += 1;
    return `${prefix}${count}`;
  };
  const keyOf = ({ channel, ts }: Json) => `${channel} ${ts}`;

  function nextTs(): string {
    count += 1;
    return now ? `${Math.floor(now() / 1_000)}.${String(count).padStart(6, "0")}` : `${1_700_000_000 + count}.000100`;
  }

  return {
    keeps,
    teams: teams ?? [{ id: "T1", name: "Example Ltd", token: "xoxb-one" }],
    users: new Map<string, FakeUser>(),
    groups: new Map<string, FakeGroup>(),
    /** Who is in a channel; everybody where it is not named. */
    members: new Map<string, readonly string[]>(),
    /** Channels that the bot cannot look into. */
    hidden: new Set<string>(),
    /** The only refresh token of each team that still works. */
    refreshTokens: new Map<string, string>(),
    /** Tokens that Slack takes for ended. */
    expired: new Set<string>(),
    homes: new Map<string, Json>(),
    opened: [] as Opened[],
    files: new Map<string, FakeFile>(),
    /** What broke a rule of Block Kit. */
    problems: [] as string[],
    messages,
    next,
    post(args: Json): Shown {
      const message: Shown = {
        channel: String(args.channel),
        ts: nextTs(),
        text: String(args.text ?? ""),
        blocks: toBlocks(args.blocks),
        ...(typeof args.thread_ts === "string" && { threadTs: args.thread_ts }),
        metadata: args.metadata,
        edits: 0,
      };
      messages.set(keyOf(message), keeps ? message : { ...message, text: "", blocks: [] });
      onShown("post", message);
      return message;
    },
    /** False where there is no such message. */
    edit(args: Json): boolean {
      const found = messages.get(keyOf(args));
      if (!found) return false;
      const after = { text: String(args.text ?? ""), blocks: toBlocks(args.blocks) };
      found.edits += 1;
      if (keeps) Object.assign(found, after);
      onShown("edit", { ...found, ...after });
      return true;
    },
    /** False where there is no such message. */
    remove(args: Json): boolean {
      const found = messages.get(keyOf(args));
      if (!found) return false;
      messages.delete(keyOf(args));
      onShown("remove", { ...found, text: "", blocks: [] });
      return true;
    },
  };
}

export function toBlocks(value: unknown): readonly Block[] {
  return asList(value).map((block) => ({ ...toJson(block), type: String(block.type) }));
}
