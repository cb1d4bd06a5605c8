/** Reads Slack's payloads and checks them: where somebody pressed, what they sent, and who they are. */
import { z } from "zod";
import type { Place } from "../../app/request.ts";

const userSchema = z.looseObject({ id: z.string(), team_id: z.string().nullish() });
const idSchema = z.looseObject({ id: z.string() });
const viewSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  team_id: z.string().nullish(),
  private_metadata: z.string().nullish(),
  state: z.looseObject({ values: z.unknown() }).nullish(),
});

const pressSchema = z.looseObject({
  user: userSchema,
  team: idSchema.nullish(),
  channel: idSchema.nullish(),
  trigger_id: z.string().nullish(),
  response_url: z.string().nullish(),
  view: viewSchema.nullish(),
  actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string().nullish() })).min(1),
});

const submissionSchema = z.looseObject({
  user: userSchema,
  team: idSchema.nullish(),
  trigger_id: z.string().nullish(),
  view: viewSchema,
});

/** A press on a button in Slack. */
export type Press = {
  readonly userId: string;
  readonly teamId: string | undefined;
  readonly place: Place;
  /** `message`, or the view that holds the button. */
  readonly on: "message" | "home" | "modal";
  readonly viewId: string | undefined;
  readonly actionId: string;
  readonly value: string | undefined;
  readonly triggerId: string | undefined;
  readonly responseUrl: string | undefined;
  readonly eventKey: string | undefined;
};

/** Reads a press. Throws on a payload that Slack does not send. */
export function parsePress(body: unknown): Press {
  const { user, team, channel, trigger_id, response_url, view, actions } = pressSchema.parse(body);
  const [action] = actions;
  const key = trigger_id ?? action?.action_ts;
  return {
    userId: user.id,
    teamId: view?.team_id ?? team?.id ?? user.team_id ?? undefined,
    place: toPlace(channel?.id),
    on: view ? (view.type === "home" ? "home" : "modal") : "message",
    viewId: view?.id,
    actionId: action?.action_id ?? "",
    value: action?.value ?? undefined,
    triggerId: trigger_id ?? undefined,
    responseUrl: response_url ?? undefined,
    eventKey: key ? `press ${key}` : undefined,
  };
}

/** A modal that was submitted. */
export type Submission = {
  readonly userId: string;
  readonly teamId: string | undefined;
  readonly metadata: unknown;
  readonly values: unknown;
  /** The same for the same values in the same opened form. */
  readonly viewId: string;
  readonly triggerId: string | undefined;
};

/** Reads a submission. Throws on a payload that Slack does not send. */
export function parseSubmission(body: unknown): Submission {
  const { user, team, trigger_id, view } = submissionSchema.parse(body);
  return {
    userId: user.id,
    teamId: view.team_id ?? team?.id ?? user.team_id ?? undefined,
    metadata: view.private_metadata,
    values: view.state?.values ?? {},
    viewId: view.id,
    triggerId: trigger_id ?? undefined,
  };
}

const saidSchema = z.looseObject({
  channel_type: z.literal("im"),
  // A file with words, and a reply that stands in the conversation too; others are edits, removals and what bots say.
  subtype: z.enum(["file_share", "thread_broadcast"]).optional(),
  channel: z.string(),
  user: z.string(),
  bot_id: z.undefined().optional(),
  text: z.string().nullish(),
  thread_ts: z.string().nullish(),
  files: z.array(z.unknown()).nullish(),
});

/** A text that a person wrote in a direct message. */
export type SlackText = {
  readonly userId: string;
  readonly channelId: string;
  readonly threadTs: string | undefined;
  /** As Slack writes it. */
  readonly text: string;
  readonly hasFiles: boolean;
};

/** Reads a direct message of a person; undefined for anything else that Slack calls a message. */
export function parseSaid(event: unknown): SlackText | undefined {
  const { data } = saidSchema.safeParse(event);
  return (
    data && {
      userId: data.user,
      channelId: data.channel,
      threadTs: data.thread_ts ?? undefined,
      text: data.text ?? "",
      hasFiles: (data.files ?? []).length > 0,
    }
  );
}

/** Returns the place of a channel. Group direct messages count as direct, because they are no team's home. */
export function toPlace(channelId: string | undefined, name = ""): Place {
  const isDirect = channelId === undefined || channelId.startsWith("D") || name.startsWith("mpdm-");
  return isDirect ? { in: "direct" } : { in: "channel", channelId };
}
