/** People, user groups and channels as Slack knows them. What was asked lately is kept for a while: a tap does not wait for Slack. */
import type { WebClient } from "@slack/web-api";
import type { Directory, FoundGroup, Profile } from "../app/directory.ts";
import type { Log } from "../app/log.ts";
import { nearestLocale } from "../core/locale.ts";
import type { Clients } from "./clients.ts";
import { nameFailure } from "./sdk-log.ts";
import { platformCode } from "./send-result.ts";

const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 5_000;
/** Workspaces without a paid plan have no user groups. */
const NO_GROUPS = new Set(["no_such_subteam", "subteam_not_found", "paid_teams_only", "plan_upgrade_required"]);

/** The part of Slack's user that we read. */
export type SlackUser = {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly real_name?: string | undefined;
  readonly tz?: string | undefined;
  readonly locale?: string | undefined;
  readonly deleted?: boolean | undefined;
  readonly is_bot?: boolean | undefined;
  readonly profile?: { readonly display_name?: string | undefined; readonly real_name?: string | undefined } | undefined;
};

export type SlackDirectory = Directory & {
  /** What an event told is newer than what was asked. */
  readonly forget: (workspaceId: string, platformUserId: string) => void;
};

export function createSlackDirectory(parts: {
  readonly clients: Clients;
  readonly clock: { now(): number };
  readonly log: Log;
}): SlackDirectory {
  const { clients, clock, log } = parts;
  const kept = new Map<string, { readonly value: Profile | undefined; readonly until: number }>();
  return {
    async profile(workspaceId, platformUserId) {
      const key = `${workspaceId} ${platformUserId}`;
      const known = kept.get(key);
      if (known && known.until > clock.now()) return known.value;
      try {
        const client = await clients.of(workspaceId);
        const answer = await client?.users.info({ user: platformUserId, include_locale: true });
        const value = answer?.user && toProfile(answer.user);
        if (kept.size >= MOST_KEPT) kept.clear();
        kept.set(key, { value, until: clock.now() + KEPT_MS });
        return value;
      } catch (cause) {
        log.warn({ workspaceId, failure: nameFailure(cause), code: platformCode(cause) }, "a person could not be looked up");
        return undefined;
      }
    },
    async channelName(workspaceId, channelId) {
      try {
        const client = await clients.of(workspaceId);
        return (await client?.conversations.info({ channel: channelId }))?.channel?.name;
      } catch {
        return undefined;
      }
    },
    async findGroup(workspaceId, word) {
      try {
        const client = await clients.of(workspaceId);
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

/** As Slack writes a group into a text, as people type it, or its id. */
async function askForGroup(client: WebClient, word: string): Promise<FoundGroup> {
  const wanted = /^<!subteam\^(\w+)(?:\|[^>]*)?>$/.exec(word)?.[1] ?? word.replace(/^@/, "");
  const { usergroups = [] } = await client.usergroups.list({});
  const group = usergroups.find(({ id, handle }) => id === wanted || handle?.toLowerCase() === wanted.toLowerCase());
  if (!group?.id || !group.handle) return { kind: "unknown" };
  const { users = [] } = await client.usergroups.users.list({ usergroup: group.id });
  return { kind: "found", group: { id: group.id, handle: group.handle, members: users } };
}

/** Undefined for bots, and for accounts that were switched off. */
export function toProfile(user: SlackUser): Profile | undefined {
  if (!user.id || user.deleted || user.is_bot) return undefined;
  const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name];
  const locale = nearestLocale(user.locale);
  return {
    platformUserId: user.id,
    name: names.find((name) => name !== undefined && name.trim() !== "")?.trim() ?? user.id,
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
