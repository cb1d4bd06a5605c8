/** Reads Slack's payloads and checks them: where somebody pressed, what they sent, and who they are. */
import { parse } from "node:querystring";
import type { ReceiverEvent } from "@slack/bolt";
import { z } from "zod";
import type { Place } from "../../app/request.ts";
import type { Instant } from "../../core/time.ts";

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
  api_app_id: z.string().nullish(),
  view: viewSchema.nullish(),
  actions: z.array(z.looseObject({ action_id: z.string(), value: z.string().nullish(), action_ts: z.string().nullish() })).min(1),
});

const submissionSchema = z.looseObject({
  user: userSchema,
  team: idSchema.nullish(),
  trigger_id: z.string().nullish(),
  view: viewSchema,
});

const eventSchema = z.looseObject({
  event: z.looseObject({ type: z.string() }),
  type: z.literal("event_callback"),
  team_id: z.string().nullish(),
  authorizations: z.array(z.looseObject({})).nullish(),
});
const challengeSchema = z.looseObject({ type: z.literal("url_verification") });
const commandSchema = z.record(z.string(), z.string()).refine(({ command, user_id }) => command && user_id);
const personSchema = z.looseObject({ type: z.string(), user: userSchema, team: idSchema.nullish() });
const interactionSchema = z.union([
  personSchema.extend({ type: z.literal("block_actions"), actions: z.array(z.looseObject({ action_id: z.string() })).min(1) }),
  personSchema.extend({ type: z.enum(["view_submission", "view_closed"]), view: viewSchema.extend({ callback_id: z.string() }) }),
  personSchema.extend({ type: z.enum(["shortcut", "message_action"]) }),
]);

/** A request of Slack's that has the parts by which Bolt tells what it is. */
export type SlackBody = Readonly<Record<string, unknown>>;

/** Returns the body of a request, or undefined where it is none of Slack's: Bolt breaks on what it does not expect. */
export function parseBody(text: string, isForm: boolean): SlackBody | undefined {
  if (!isForm) return z.union([eventSchema, challengeSchema]).safeParse(readJsonText(text)).data;
  const form = parse(text);
  if (form.payload === undefined) return commandSchema.safeParse({ ...form }).data;
  return interactionSchema.safeParse(readJsonText(form.payload)).data;
}

function readJsonText(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** A payload without the parts that we read of it. */
export class UnreadablePayload extends Error {
  constructor(options: { readonly cause: unknown }) {
    super("unreadable payload", options);
    this.name = "UnreadablePayload";
  }
}

/** Throws an `UnreadablePayload` where one of these is no text: Slack's types promise more than a request keeps. */
export function requireTexts(...values: readonly unknown[]): void {
  if (values.some((value) => typeof value !== "string")) throw new UnreadablePayload({ cause: undefined });
}

function readPayload<T>(schema: z.ZodType<T>, body: unknown): T {
  const { data, error } = schema.safeParse(body);
  if (error) throw new UnreadablePayload({ cause: error });
  return data;
}

/** Returns the error of this kind among an error and those inside it; Bolt wraps what listeners throw. */
export function findInside<T extends Error>(cause: unknown, kind: new (...args: never[]) => T): T | undefined {
  for (let at = cause; at instanceof Error; at = "original" in at ? at.original : at.cause) if (at instanceof kind) return at;
  return undefined;
}

/** What was thrown, and the request that it was thrown for. */
export type FailedEvent = { readonly cause: unknown; readonly event: Pick<ReceiverEvent, "body" | "retryNum"> };

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
  readonly appId: string | undefined;
};

/** Reads a press. Throws an `UnreadablePayload` on a payload that Slack does not send. */
export function parsePress(body: unknown): Press {
  const { user, team, channel, trigger_id, response_url, api_app_id, view, actions } = readPayload(pressSchema, body);
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
    appId: api_app_id ?? undefined,
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

/** Reads a submission. Throws an `UnreadablePayload` on a payload that Slack does not send. */
export function parseSubmission(body: unknown): Submission {
  const { user, team, trigger_id, view } = readPayload(submissionSchema, body);
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

/**
 * Returns when Slack says that an event happened, in milliseconds; undefined where it does not say. A delivery may come long
 * after it. The event's own stamp is finer than the envelope's seconds and is believed where both agree.
 */
export function happenedAt({ event_time: seconds, event }: EventEnvelope): Instant | undefined {
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return undefined;
  const stamp = Number(event?.event_ts ?? Number.NaN);
  return Math.round((Math.floor(stamp) === seconds ? stamp : seconds) * 1_000);
}

type EventEnvelope = { readonly event_time?: unknown; readonly event?: { readonly event_ts?: unknown } };

/** Returns the place of a channel. Group direct messages count as direct, because they are no team's home. */
export function toPlace(channelId: string | undefined, name = ""): Place {
  const isDirect = channelId === undefined || channelId.startsWith("D") || name.startsWith("mpdm-");
  return isDirect ? { in: "direct" } : { in: "channel", channelId };
}
