/** What Slack sends to the bot, signed as Slack signs it: commands, presses, modals, events, and a browser that installs. */
import { createHmac } from "node:crypto";
import { asList, type Json, toJson } from "../json.ts";
import { type Answer, post as postTo } from "../loopback.ts";

export const SIGNING_SECRET = "signing-secret-of-the-example";

/** Where the bot listens. */
export type BotAddress = {
  readonly url: () => string;
  /** The clock that requests are signed by, in milliseconds; the machine's own without it. */
  readonly now?: () => number;
};

export type PostOptions = {
  readonly timestamp?: number;
  readonly secret?: string;
  readonly signature?: string | undefined;
  readonly type?: string;
};

/** A request as Slack signs it. */
export function post({ url, now = Date.now }: BotAddress, body: string, options: PostOptions = {}): Promise<Answer> {
  return postTo(`${url()}/slack/events`, body, signedHeaders(body, { timestamp: Math.floor(now() / 1000), ...options }));
}

export function signedHeaders(body: string, options: PostOptions = {}): Readonly<Record<string, string>> {
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  const mac = createHmac("sha256", options.secret ?? SIGNING_SECRET).update(`v0:${timestamp}:${body}`);
  const signature = "signature" in options ? options.signature : `v0=${mac.digest("hex")}`;
  return {
    "content-type": options.type ?? "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": String(timestamp),
    ...(signature !== undefined && { "x-slack-signature": signature }),
  };
}

export function postEvent(
  bot: BotAddress,
  event: Json,
  about: {
    readonly id?: string;
    readonly teamId?: string;
    readonly enterpriseId?: string;
    /** Installed for the organisation; without it wherever an organisation is named. */
    readonly wholeOrganisation?: boolean;
    /** When it happened, in milliseconds. */
    readonly at?: number;
  } = {},
) {
  const body = {
    type: "event_callback",
    event_id: about.id ?? nextId("Ev"),
    team_id: about.teamId ?? "T1",
    api_app_id: "A1",
    ...(about.at !== undefined && { event_time: Math.floor(about.at / 1_000) }),
    ...(about.enterpriseId && { enterprise_id: about.enterpriseId }),
    authorizations: [
      {
        team_id: about.teamId ?? "T1",
        enterprise_id: about.enterpriseId ?? null,
        user_id: "UBOT",
        is_bot: true,
        is_enterprise_install: about.wholeOrganisation ?? about.enterpriseId !== undefined,
      },
    ],
    event,
  };
  return post(bot, JSON.stringify(body), { type: "application/json" });
}

/** A press or a modal. */
export function postPayload(bot: BotAddress, payload: Json): Promise<Answer> {
  return post(bot, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

export type InstallOptions = { readonly state?: string; readonly language?: string };

/** Installs as a browser does it; returns the last page. */
export async function install(bot: BotAddress, code: string, options: InstallOptions = {}): Promise<Response> {
  const begun = await fetch(`${bot.url()}/slack/install`, { redirect: "manual" });
  const target = new URL(begun.headers.get("location") ?? "http://none/");
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  const state = options.state ?? target.searchParams.get("state") ?? "";
  return fetch(`${bot.url()}/slack/oauth_redirect?${new URLSearchParams({ code, state })}`, {
    headers: { cookie, "accept-language": options.language ?? "en" },
  });
}

let counter = 0;
/** Different at every call. */
export function nextId(prefix: string): string {
  counter += 1;
  return `${prefix}${counter}`;
}

export type Modal = { readonly id: string; readonly view: Json };

/** Who acts where; `to`: the address at which Slack takes what the bot says later. */
type By = { readonly id: string; readonly teamId: string; readonly to?: string };
type Typed = By & { readonly line: string; readonly channel: string };

/** A command as somebody types it. */
export function commandOf({ id, teamId, line, to, channel }: Typed, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    ...{ command: "/level2", text: line, team_id: teamId, user_id: id, channel_id: channel },
    ...{ trigger_id: nextId("trigger-"), ...(to !== undefined && { response_url: to }), api_app_id: "A1", ...more },
  }).toString();
}

export function pressOf(button: Json, { id, teamId, to, where }: By & { readonly where: Json }): Json {
  const inView = where.view !== undefined;
  return {
    type: "block_actions",
    user: { id, team_id: teamId },
    team: { id: teamId },
    api_app_id: "A1",
    trigger_id: nextId("trigger-"),
    container: { type: inView ? "view" : "message" },
    ...(!inView && { ...(to !== undefined && { response_url: to }), channel: { id: "C1" } }),
    ...where,
    actions: [{ type: "button", block_id: "b", action_id: button.action_id, value: button.value, action_ts: nextId("2.") }],
  };
}

export function submissionOf(modal: Modal, values: Readonly<Record<string, string | readonly string[]>>, by: By): Json {
  const inputs = asList(modal.view.blocks).filter((block) => block.type === "input");
  const state = Object.fromEntries(
    inputs.map((block) => {
      const element = toJson(block.element);
      const id = String(block.block_id);
      return [id, { [String(element.action_id)]: toState(element, values[id]) }];
    }),
  );
  return {
    type: "view_submission",
    user: { id: by.id, team_id: by.teamId },
    team: { id: by.teamId },
    api_app_id: "A1",
    trigger_id: nextId("trigger-"),
    view: { ...modal.view, id: modal.id, hash: "h1", type: "modal", state: { values: state } },
  };
}

function toState(element: Json, value: string | readonly string[] | undefined): Json {
  const type = String(element.type);
  const list = typeof value === "string" ? [value] : value;
  switch (type) {
    case "static_select":
      return { type, selected_option: value === undefined ? (element.initial_option ?? null) : { value } };
    case "multi_static_select":
    case "checkboxes":
      return { type, selected_options: list ? list.map((each) => ({ value: each })) : (element.initial_options ?? []) };
    case "multi_users_select":
      return { type, selected_users: list ?? element.initial_users ?? [] };
    case "conversations_select":
      return { type, selected_conversation: value ?? element.initial_conversation ?? null };
    case "datepicker":
      return { type, selected_date: value ?? element.initial_date ?? null };
    case "timepicker":
      return { type, selected_time: value ?? element.initial_time ?? null };
    default:
      return { type, value: value ?? element.initial_value ?? null };
  }
}
