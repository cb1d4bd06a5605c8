/** Looks up people, user groups and channels in Slack. Recent answers are cached, so that a press does not wait for Slack. */
import type { WebClient } from "@slack/web-api";
import type { Directory, FoundGroup, Profile } from "../app/ports/directory.ts";
import type { Log } from "../app/ports/log.ts";
import { nearestLocale } from "../core/locale.ts";
import { isSeen } from "../message/unseen.ts";
import { CallTurnedAway } from "../pace/call-budget.ts";
import type { Caller, Clients } from "./clients.ts";
import { nameFailure, platformCode } from "./sending/slack-send-result.ts";

const KEPT_MS = 10 * 60_000;
/** Slack takes an answer to a command or a form within three seconds. */
const WAITED_MS = 1_500;
const MOST_KEPT = 5_000;
/** So often somebody is asked about where Slack asks to wait. An answer that comes late serves whoever asks next. */
const MOST_TRIES = 4;
/** Somebody looks at the screen. */
const CALLER: Caller = { urgency: "waiting", mostWaitMs: 1_000 };
/** Nobody waits for it any more; the answer serves whoever asks next. */
const LATER: Caller = { urgency: "waiting", mostWaitMs: 60_000 };
/** Slack's word that the account is nobody whom the bot may know. */
const NOBODY = new Set(["user_not_found", "users_not_found", "user_not_visible"]);
/** Slack does not call it a bot. */
const SLACKBOT = "USLACKBOT";
/** Workspaces without a paid plan have no user groups. */
const NO_GROUPS = new Set(["no_such_subteam", "subteam_not_found", "paid_teams_only", "plan_upgrade_required"]);

/** Slack's words for a channel that the bot cannot look into, or that is not there. */
const UNSEEN_CHANNEL = new Set(["channel_not_found", "not_in_channel", "missing_scope", "no_permission", "access_denied"]);
/** The permission that finding people by e-mail needs. The manifest does not ask for it; operators may add it. */
const EMAIL_SCOPE = "users:read.email";
const MEMBERS_AT_ONCE = 1_000;
const MOST_PAGES = 30;

/** The part of Slack's user that is read. */
export type SlackUser = {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly real_name?: string | undefined;
  readonly tz?: string | undefined;
  readonly locale?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly is_bot?: boolean | undefined;
  readonly is_restricted?: boolean | undefined;
  readonly is_ultra_restricted?: boolean | undefined;
  /** Of another organisation, met in a shared channel. */
  readonly is_stranger?: boolean | undefined;
  readonly profile?: { readonly display_name?: string | undefined; readonly real_name?: string | undefined } | undefined;
};

/** The directory of Slack's workspaces. */
export type SlackDirectory = Directory & {
  readonly nameOf: NonNullable<Directory["nameOf"]>;
  /** What an event told is newer than what was asked. */
  readonly forget: (workspaceId: string, platformUserId: string) => void;
};

/**
 * Creates the directory. Answers are cached for ten minutes, and a look-up that takes longer than 1.5 seconds counts as
 * unknown.
 */
export function createSlackDirectory(parts: {
  readonly clients: Clients;
  readonly clock: { now(): number };
  readonly log: Log;
}): SlackDirectory {
  const { clients, clock, log } = parts;
  const kept = new Map<string, { readonly user: SlackUser | undefined; readonly until: number }>();
  /** Whom Slack is asked about again as soon as it may be. */
  const asking = new Map<string, Promise<SlackUser | undefined>>();
  /** Workspaces whose log says already that people cannot be found by e-mail. */
  const withoutEmail = new Set<string>();
  /** Accounts about which Slack gave no answer. */
  const silent = new Set<string>();

  function keep(key: string, user: SlackUser | undefined): SlackUser | undefined {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { user, until: clock.now() + KEPT_MS });
    silent.delete(key);
    return user;
  }

  async function ask(workspaceId: string, platformUserId: string, tries = 1): Promise<SlackUser | undefined> {
    const key = `${workspaceId} ${platformUserId}`;
    if (silent.size >= MOST_KEPT) silent.clear();
    silent.add(key);
    try {
      const client = await clients.of(workspaceId, tries === 1 ? CALLER : LATER);
      const answer = await client?.users.info({ user: platformUserId, include_locale: true });
      return keep(key, answer?.user);
    } catch (cause) {
      if (NOBODY.has(platformCode(cause) ?? "")) return keep(key, undefined);
      // The next call waits as long as Slack told.
      const isSoon = cause instanceof CallTurnedAway && cause.waitMs <= LATER.mostWaitMs;
      if (isSoon && tries < MOST_TRIES) return askAgain(workspaceId, platformUserId, tries + 1);
      log.warn({ workspaceId, failure: nameFailure(cause), code: platformCode(cause) }, "a person could not be looked up");
      return undefined;
    }
  }

  /** Nobody else has to ask meanwhile. */
  function askAgain(workspaceId: string, platformUserId: string, tries: number): Promise<SlackUser | undefined> {
    const key = `${workspaceId} ${platformUserId}`;
    const asked = ask(workspaceId, platformUserId, tries).finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  /** An answer that comes later is kept for the next who asks. */
  async function look(workspaceId: string, platformUserId: string): Promise<SlackUser | undefined> {
    const known = kept.get(`${workspaceId} ${platformUserId}`);
    if (known && known.until > clock.now()) return known.user;
    return within(WAITED_MS, asking.get(`${workspaceId} ${platformUserId}`) ?? ask(workspaceId, platformUserId));
  }

  return {
    async profile(workspaceId, platformUserId) {
      const user = await look(workspaceId, platformUserId);
      return user && toProfile(user);
    },
    couldNotAsk(workspaceId, platformUserId) {
      const key = `${workspaceId} ${platformUserId}`;
      const user = kept.get(key)?.user;
      // An answer that came just after nobody waited for it any more says that there is somebody.
      return silent.has(key) || (user !== undefined && toProfile(user) !== undefined);
    },
    isNobody(workspaceId, platformUserId) {
      const user = kept.get(`${workspaceId} ${platformUserId}`)?.user;
      return user !== undefined && toProfile(user) === undefined;
    },
    async nameOf(workspaceId, platformUserId) {
      const user = await look(workspaceId, platformUserId);
      return user && nameOf(user);
    },
    async channelName(workspaceId, channelId) {
      try {
        const client = await clients.of(workspaceId, CALLER);
        return (await client?.conversations.info({ channel: channelId }))?.channel?.name;
      } catch {
        return undefined;
      }
    },
    async presence(workspaceId, { platformUserId, channelId }) {
      try {
        const client = await clients.of(workspaceId, CALLER);
        const found = client && (await within(WAITED_MS, askForMember(client, channelId, platformUserId)));
        if (found === undefined) return "no-answer";
        return found ? "in" : "not-in";
      } catch (cause) {
        const code = platformCode(cause);
        log.warn({ workspaceId, failure: nameFailure(cause), code }, "the members of a channel could not be looked up");
        return code !== undefined && UNSEEN_CHANNEL.has(code) ? "hidden" : "no-answer";
      }
    },
    async findByEmail(workspaceId, email) {
      try {
        const client = await clients.of(workspaceId, CALLER);
        const user = (await client?.users.lookupByEmail({ email }))?.user;
        return user && toProfile(user);
      } catch (cause) {
        const code = platformCode(cause);
        if (NOBODY.has(code ?? "")) return undefined;
        if (code !== "missing_scope") {
          log.warn({ workspaceId, failure: nameFailure(cause), code }, "a person could not be looked up by e-mail");
        } else if (!withoutEmail.has(workspaceId)) {
          withoutEmail.add(workspaceId);
          log.warn({ workspaceId, scope: EMAIL_SCOPE }, WITHOUT_EMAIL);
        }
        return undefined;
      }
    },
    async findGroup(workspaceId, word) {
      try {
        const client = await clients.of(workspaceId, CALLER);
        return client ? await askForGroup(client, word) : { kind: "no-answer" };
      } catch (cause) {
        const code = platformCode(cause);
        log.warn({ workspaceId, failure: nameFailure(cause), code }, "a user group could not be looked up");
        if (code === "missing_scope" || code === "no_permission") return { kind: "not-allowed" };
        return { kind: code !== undefined && NO_GROUPS.has(code) ? "unknown" : "no-answer" };
      }
    },
    forget: (workspaceId, platformUserId) => void kept.delete(`${workspaceId} ${platformUserId}`),
  };
}

const WITHOUT_EMAIL =
  "the app may not find people by e-mail: add the scope users:read.email under OAuth & Permissions and install the app again, or name people by WORKSPACE/USER-ID";

/** Page by page, up to 30,000 members. */
async function askForMember(client: WebClient, channel: string, userId: string): Promise<boolean> {
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.conversations.members({ channel, limit: MEMBERS_AT_ONCE, ...(cursor && { cursor }) });
    if (answer.members?.includes(userId)) return true;
    cursor = answer.response_metadata?.next_cursor;
    if (!cursor) return false;
  }
  return false;
}

/** As Slack writes a group into a text, as people type it, or its id. */
async function askForGroup(client: WebClient, word: string): Promise<FoundGroup> {
  const wanted = /^<!subteam\^(\w+)(?:\|[^>]*)?>$/.exec(word)?.[1] ?? word.replace(/^@/, "");
  const { usergroups = [] } = await client.usergroups.list({});
  const group = usergroups.find(({ id, handle }) => id === wanted || handle?.toLowerCase() === wanted.toLowerCase());
  if (!group?.id || !group.handle) return { kind: "unknown" };
  const { users = [] } = await client.usergroups.users.list({ usergroup: group.id });
  return { kind: "found", group: { id: group.id, handle: group.handle, members: users } };
}

/** Undefined where nothing came in time. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function nameOf(user: SlackUser): string | undefined {
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  return names.find((name) => name !== undefined && isSeen(name))?.trim();
}

/** Returns the profile of a user; undefined for bots and for closed accounts. */
export function toProfile(user: SlackUser): Profile | undefined {
  if (!user.id || user.deleted || user.is_bot || user.id === SLACKBOT) return undefined;
  const locale = nearestLocale(user.locale);
  return {
    platformUserId: user.id,
    name: nameOf(user) ?? user.id,
    kind: user.is_restricted || user.is_ultra_restricted || user.is_stranger ? "guest" : "full",
    ...(locale && { locale }),
    ...(user.tz && isZone(user.tz) && { zone: user.tz }),
  };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
