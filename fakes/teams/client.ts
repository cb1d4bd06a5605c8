/** What Teams and people's clients send to the bot. */
import type { Json } from "../json.ts";
import { post } from "../loopback.ts";
import { directIdOf, teamsIdOf } from "./fake-connector.ts";

export const BOT_ID = "28:bot";

/** Where the bot takes activities. */
export type BotAddress = { readonly url: () => string };

export type Answer = { readonly status: number; readonly body: Json | undefined };

export async function postActivity(
  { url }: BotAddress,
  activity: Json,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { status, body } = await post(url(), JSON.stringify(activity), { "content-type": "application/json", ...headers });
  return { status, body: body === "" ? undefined : JSON.parse(body) };
}

let count = 0;
/** Different at every call. */
export function nextActivityId(): string {
  count += 1;
  return `activity-${count}`;
}

export type Writer = {
  /** In the directory. */
  readonly id: string;
  readonly name: string | undefined;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly locale?: string;
  readonly zone?: string;
};

/** An activity as Teams sends it from somebody's direct chat. */
export function activityOf({ id, name, tenant, serviceUrl, locale = "en-US", zone = "UTC" }: Writer, overrides: Json = {}): Json {
  return {
    type: "message",
    id: nextActivityId(),
    channelId: "msteams",
    serviceUrl,
    from: { id: teamsIdOf(id), name, aadObjectId: id },
    recipient: { id: BOT_ID, name: "Speedboat" },
    conversation: { id: directIdOf(id), conversationType: "personal", tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale,
    localTimezone: zone,
    ...overrides,
  };
}

/** What makes an activity a universal action of a card. */
export function invokeOf(
  data: Json,
  { message, verb = "speedboat" }: { readonly message?: string; readonly verb?: unknown },
): Json {
  return {
    type: "invoke",
    name: "adaptiveCard/action",
    ...(message !== undefined && { replyToId: message }),
    value: { action: { type: "Action.Execute", verb, data }, trigger: "manual" },
  };
}

/** What makes an activity the news that the bot was added to a team, by its general channel. */
export function addedToTeam(team: { readonly id: string; readonly name: string; readonly tenant: string }): Json {
  return {
    type: "conversationUpdate",
    membersAdded: [{ id: BOT_ID }],
    conversation: { id: team.id, conversationType: "channel", isGroup: true, tenantId: team.tenant },
    channelData: { tenant: { id: team.tenant }, team: { id: team.id, name: team.name }, eventType: "teamMemberAdded" },
  };
}
