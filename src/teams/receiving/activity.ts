/** An activity as Teams sends it, reduced to what Speedboat reads. */

import { z } from "zod";
import { type Locale, nearestLocale } from "../../core/locale.ts";
import { parseZone } from "../../core/schedule/local-time.ts";
import type { Instant } from "../../core/time.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";

/** A slash that people of Slack are used to, with or without the command behind it. */
const TYPED_SLASH = new RegExp(`^/(?:${SLASH_COMMAND.slice(1)}\\b\\s*)?`, "i");

const text = z.string().max(300);
const account = z.object({ id: text, name: z.string().max(500).nullish(), aadObjectId: text.nullish() });

const activitySchema = z.object({
  type: text,
  id: text.nullish(),
  timestamp: text.nullish(),
  name: text.nullish(),
  action: text.nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  locale: text.nullish(),
  localTimezone: text.nullish(),
  replyToId: text.nullish(),
  serviceUrl: z.url(),
  channelId: text,
  from: account,
  recipient: z.object({ id: text, isTargeted: z.boolean().nullish() }),
  conversation: z.object({
    id: text,
    conversationType: text.nullish(),
    tenantId: text.nullish(),
    isGroup: z.boolean().nullish(),
  }),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  channelData: z
    .object({
      eventType: text.nullish(),
      tenant: z.object({ id: text.nullish() }).nullish(),
      team: z.object({ id: text.nullish(), name: z.string().max(500).nullish() }).nullish(),
      channel: z.object({ id: text.nullish(), name: z.string().max(500).nullish() }).nullish(),
    })
    .nullish(),
});

/** An activity whose shape was checked. */
export type Activity = z.infer<typeof activitySchema>;

/** Reads an activity; undefined when it is none that could be answered. */
export function parseActivity(body: unknown): Activity | undefined {
  return activitySchema.safeParse(body).data;
}

/** Returns the id of the tenant; undefined when the activity names none. */
export function tenantOf(activity: Activity): string | undefined {
  return listTenants(activity)[0];
}

/** Lists every tenant that the activity names: its author's first, then that of the conversation. */
export function listTenants({ channelData, conversation }: Activity): readonly string[] {
  return [channelData?.tenant?.id, conversation.tenantId].filter((id) => id !== undefined && id !== null);
}

/** Returns when Teams says that it happened; undefined where it says none. */
export function sentAtOf({ timestamp }: Activity): Instant | undefined {
  const at = Date.parse(timestamp ?? "");
  return Number.isNaN(at) ? undefined : at;
}

/** Whether somebody of the directory acts: a message or an invoke has an author, news of a conversation need none. */
export function namesItsAuthor({ type, from }: Activity): boolean {
  return (type !== "message" && type !== "invoke") || (from.aadObjectId ?? "") !== "";
}

/** Returns the object id in the directory, which is the same in every conversation; otherwise the id that Teams uses. */
export function userIdOf({ id, aadObjectId }: Activity["from"]): string {
  return aadObjectId || id;
}

/** Returns the id of the conversation; the threads of a channel share it. */
export function conversationIdOf({ conversation }: Activity): string {
  return conversation.id.split(";")[0] ?? conversation.id;
}

/** The kind of a conversation: with one person, a group chat, or a channel. */
export type ConversationKind = "direct" | "group" | "channel";

/** Returns the kind of the activity's conversation. */
export function kindOf({ conversation, channelData }: Activity): ConversationKind {
  if (conversation.conversationType === "channel" || channelData?.team?.id) return "channel";
  return conversation.conversationType === "groupChat" || conversation.isGroup ? "group" : "direct";
}

/** Returns the bot's language nearest to the client's; undefined when none is near. */
export function localeOfActivity(activity: Activity): Locale | undefined {
  const info = activity.entities?.find(({ type }) => type === "clientInfo");
  const told = typeof info?.locale === "string" ? info.locale : undefined;
  return nearestLocale(activity.locale ?? told);
}

/** Returns the client's IANA time zone; undefined when there is none or it is unknown. */
export function zoneOfActivity(activity: Activity): string | undefined {
  const info = activity.entities?.find(({ type }) => type === "clientInfo");
  const zone = activity.localTimezone ?? (typeof info?.timezone === "string" ? info.timezone : undefined);
  return zone === undefined ? undefined : parseZone(zone);
}

const mentionSchema = z.object({
  type: z.literal("mention"),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string(), name: z.string().nullish() }),
});

/** Returns the words without the mention of the bot and without the slash of a command. Mentions of others become their names. */
export function wordsOf(activity: Activity): string {
  let words = activity.text ?? "";
  for (const entity of activity.entities ?? []) {
    const mention = mentionSchema.safeParse(entity).data;
    if (!mention) continue;
    const { id, name } = mention.mentioned;
    const said = id === activity.recipient.id ? " " : (name ?? mention.text.replaceAll(/<\/?at[^>]*>/g, ""));
    words = words.replaceAll(mention.text, () => said);
  }
  return words.replaceAll("\u00A0", " ").trim().replace(TYPED_SLASH, "");
}

/** Returns the name of a channel as people know it. Teams gives a team's first channel no name of its own. */
export function nameChannel(team: string | null | undefined, channel: string | null | undefined): string | undefined {
  const parts = [team, channel].filter((part) => part);
  return parts.length > 0 ? parts.join(" › ") : undefined;
}
