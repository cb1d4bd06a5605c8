/** An activity as Teams sends it, reduced to what Speedboat reads. */

import { z } from "zod";
import { type Locale, nearestLocale } from "../../core/locale.ts";
import { parseZone } from "../../core/schedule/local-time.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";

/** A slash that people of Slack are used to, with or without the command behind it. */
const TYPED_SLASH = new RegExp(`^/(?:${SLASH_COMMAND.slice(1)}\\b\\s*)?`, "i");

const text = z.string().max(300);
const account = z.object({ id: text, name: z.string().max(500).nullish(), aadObjectId: text.nullish() });

const activitySchema = z.object({
  type: text,
  id: text.nullish(),
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

export type Activity = z.infer<typeof activitySchema>;

/** Undefined for what is no activity that we could answer. */
export function parseActivity(body: unknown): Activity | undefined {
  return activitySchema.safeParse(body).data;
}

export function tenantOf({ channelData, conversation }: Activity): string | undefined {
  return channelData?.tenant?.id ?? conversation.tenantId ?? undefined;
}

/** The directory's object id: the same in every conversation. */
export function userIdOf({ id, aadObjectId }: Activity["from"]): string {
  return aadObjectId || id;
}

/** A channel's threads share its id. */
export function conversationIdOf({ conversation }: Activity): string {
  return conversation.id.split(";")[0] ?? conversation.id;
}

export type ConversationKind = "direct" | "group" | "channel";

export function kindOf({ conversation, channelData }: Activity): ConversationKind {
  if (conversation.conversationType === "channel" || channelData?.team?.id) return "channel";
  return conversation.conversationType === "groupChat" || conversation.isGroup ? "group" : "direct";
}

export function localeOfActivity(activity: Activity): Locale | undefined {
  const info = activity.entities?.find(({ type }) => type === "clientInfo");
  const told = typeof info?.locale === "string" ? info.locale : undefined;
  return nearestLocale(activity.locale ?? told);
}

/** An IANA zone; undefined where none was told or nobody knows it. */
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

/** The words without the mention of the bot, with the plain names of others, and without the slash of a slash command. */
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
