/** The whole bot behind its real HTTP endpoint, Slack on loopback behind it, and people whose client is what Slack's is. */
import { createHmac } from "node:crypto";
import { expect } from "vitest";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import type { Instant } from "../../../src/core/time.ts";
import { createSlack, type Slack } from "../../../src/slack/slack.ts";
import type { SlackSettings } from "../../../src/slack/slack-settings.ts";
import { aBotWorld, type BotWorld, type Served, sameClock } from "../bot-world.ts";
import {
  asList,
  type Block,
  type FakeSlack,
  type FakeTeam,
  type Json,
  type Shown,
  startFakeSlack,
  toBlocks,
  toJson,
} from "./fake-slack.ts";

export const SIGNING_SECRET = "signing-secret-of-the-example";

export type SlackWorldOptions = {
  readonly settings?: Partial<SlackSettings>;
  readonly teams?: readonly FakeTeam[];
  readonly catalogue?: Catalogue;
  readonly start?: number;
};

export type SlackWorld<F extends Served = Slack> = BotWorld<F> & {
  readonly fake: FakeSlack;
  slack(): Slack;
  url(): string;
  user(id: string, about?: { readonly name?: string; readonly tz?: string; readonly locale?: string }): SlackUser;
};

export async function aSlackWorld(options: SlackWorldOptions = {}): Promise<SlackWorld> {
  const fake = await startFakeSlack(options.teams ? { teams: options.teams } : {});
  const settings: SlackSettings = options.settings?.oauth
    ? { signingSecret: SIGNING_SECRET, apiUrl: fake.apiUrl, ...options.settings }
    : { signingSecret: SIGNING_SECRET, botToken: "xoxb-one", apiUrl: fake.apiUrl, ...options.settings };
  const base = await aBotWorld({
    serves: (slack: Slack) => ({ slack }),
    clockOver: sameClock,
    settle: (slack) => slack.settle(),
    open: ({ bot, log }) =>
      createSlack({
        settings,
        handle: bot.app.handle,
        world: bot.world,
        log,
        draw: async () => new TextEncoder().encode("a picture"),
        homePauseMs: 0,
      }),
    ...(options.catalogue && { catalogue: options.catalogue }),
    ...(options.start !== undefined && { start: options.start }),
  });
  return withSlackClients(base, { fake, slack: base.frontEnd });
}

export type SlackSide = { readonly fake: FakeSlack; readonly slack: () => Slack };

/** The bot as Slack sees it, and people with a client each. */
export function withSlackClients<F extends Served>(base: BotWorld<F>, { fake, slack }: SlackSide): SlackWorld<F> {
  const world: SlackWorld<F> = {
    ...base,
    fake,
    slack,
    url: base.origin,
    user(id, about = {}) {
      fake.users.set(id, { id, name: `${id} Example`, tz: "Europe/Berlin", locale: "en-GB", ...fake.users.get(id), ...about });
      return aSlackUser(world, id);
    },
    async close() {
      await base.close();
      await fake.close();
    },
  };
  return world;
}

export type Answer = { readonly status: number; readonly body: string; readonly ms: number };

export type PostOptions = {
  readonly timestamp?: number;
  readonly secret?: string;
  readonly signature?: string | undefined;
  readonly type?: string;
};

/** A request as Slack signs it. */
export async function post(world: Pick<SlackWorld<Served>, "url">, body: string, options: PostOptions = {}): Promise<Answer> {
  const timestamp = options.timestamp ?? Math.floor(Date.now() / 1000);
  const mac = createHmac("sha256", options.secret ?? SIGNING_SECRET).update(`v0:${timestamp}:${body}`);
  const signature = "signature" in options ? options.signature : `v0=${mac.digest("hex")}`;
  const begun = performance.now();
  const response = await fetch(`${world.url()}/slack/events`, {
    method: "POST",
    body,
    headers: {
      "content-type": options.type ?? "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": String(timestamp),
      ...(signature !== undefined && { "x-slack-signature": signature }),
    },
  });
  return { status: response.status, body: await response.text(), ms: performance.now() - begun };
}

export function postEvent(
  world: Pick<SlackWorld<Served>, "url">,
  event: Json,
  about: {
    readonly id?: string;
    readonly teamId?: string;
    readonly enterpriseId?: string;
    /** Installed for the organisation; without it wherever an organisation is named. */
    readonly wholeOrganisation?: boolean;
    /** When it happened. */
    readonly at?: Instant;
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
  return post(world, JSON.stringify(body), { type: "application/json" });
}

export type InstallOptions = { readonly state?: string; readonly language?: string };

/** Installs as a browser does it; returns the last page. */
export async function install(world: Pick<SlackWorld, "url">, code: string, options: InstallOptions = {}): Promise<Response> {
  const begun = await fetch(`${world.url()}/slack/install`, { redirect: "manual" });
  const target = new URL(begun.headers.get("location") ?? "http://none/");
  const cookie = begun.headers.get("set-cookie")?.split(";")[0] ?? "";
  const state = options.state ?? target.searchParams.get("state") ?? "";
  return fetch(`${world.url()}/slack/oauth_redirect?${new URLSearchParams({ code, state })}`, {
    headers: { cookie, "accept-language": options.language ?? "en" },
  });
}

export function postPayload(world: Pick<SlackWorld<Served>, "url">, payload: Json): Promise<Answer> {
  return post(world, new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

let counter = 0;
export function nextId(prefix: string): string {
  counter += 1;
  return `${prefix}${counter}`;
}

export type Modal = { readonly id: string; readonly view: Json };

export type SlackUser = ReturnType<typeof aSlackUser>;

function aSlackUser<F extends Served>(world: SlackWorld<F>, id: string) {
  const { fake } = world;
  const teamId = "T1";
  const direct = `D${id}`;
  const settle = () => world.slack().settle();

  async function accepted(answer: Promise<Answer>): Promise<Answer> {
    const got = await answer;
    expect(got.status, got.body).toBe(200);
    await settle();
    return got;
  }

  const user = {
    id,
    direct,
    /** What the bot says below the command, or at its address. */
    async says(line: string, channel = "C1", channelName = "general"): Promise<readonly Block[]> {
      const to = nextId(`answer-${id}-`);
      const body = new URLSearchParams({
        command: "/level2",
        text: line,
        team_id: teamId,
        user_id: id,
        channel_id: channel,
        channel_name: channelName,
        trigger_id: nextId("trigger-"),
        response_url: `${fake.origin}/respond/${to}`,
        api_app_id: "A1",
      });
      const got = await accepted(post(world, body.toString()));
      const direct = got.body === "" ? {} : toJson(JSON.parse(got.body));
      const later = fake.answers.filter((answer) => answer.to === to).at(-1)?.body ?? {};
      return toBlocks(direct.blocks ?? later.blocks);
    },
    async writes(text: string): Promise<void> {
      await accepted(
        postEvent(world, { type: "message", channel_type: "im", channel: direct, user: id, text, ts: nextId("1.") }),
      );
    },
    async opensHome(): Promise<readonly Block[]> {
      await accepted(postEvent(world, { type: "app_home_opened", user: id, channel: direct, tab: "home", event_ts: "1.1" }));
      return toBlocks(fake.homes.get(id)?.blocks);
    },
    home: () => toBlocks(fake.homes.get(id)?.blocks),
    /** Presses a button of some blocks; answers what came back at the press's own address. */
    async presses(blocks: readonly Block[], label: string, where: Json = {}): Promise<readonly Json[]> {
      const to = nextId(`answer-${id}-`);
      const payload = pressOf(buttonOf(blocks, label), { id, teamId, to: `${fake.origin}/respond/${to}`, where });
      await accepted(postPayload(world, payload));
      return fake.answers.filter((answer) => answer.to === to).map(({ body }) => body);
    },
    /** Presses a button of the newest message that has it, in the direct message. */
    async taps(label: string): Promise<readonly Json[]> {
      const message = user.messages().findLast(({ blocks }) => hasButton(blocks, label)) ?? user.newest();
      const answers = await user.presses(message.blocks, label, { channel: { id: direct } });
      await world.deliver();
      return answers;
    },
    /** Answers the open question by its worth, whatever its wording. */
    async answers(rating: 0 | 1 | 2 | 3): Promise<void> {
      const labels = listButtons(user.newest().blocks).filter(({ value }) => String(value).includes(`"rating":${rating}`));
      await user.taps(textOf(labels[0]?.text));
    },
    async tapsHome(label: string): Promise<void> {
      await user.presses(user.home(), label, { view: { id: "VHOME", type: "home", hash: "1" } });
      await world.deliver();
    },
    newest(): Shown {
      const message = fake.messages.filter(({ channel }) => channel === direct).at(-1);
      if (!message) throw new Error(`nothing was said to ${id}`);
      return message;
    },
    messages: () => fake.messages.filter(({ channel }) => channel === direct),
    /** The modal that was opened last. */
    modal(): Modal {
      const last = fake.opened.at(-1);
      if (!last) throw new Error("no modal was opened");
      return last;
    },
    /** Sends a modal; fields that are left out keep what they were opened with. */
    async submits(modal: Modal, values: Readonly<Record<string, string | readonly string[]>>): Promise<Json> {
      const got = await accepted(postPayload(world, submissionOf(modal, values, { id, teamId })));
      await world.deliver();
      return got.body === "" ? {} : toJson(JSON.parse(got.body));
    },
  };
  return user;
}

type Pressed = { readonly id: string; readonly teamId: string; readonly to: string; readonly where: Json };

export function pressOf(button: Json, { id, teamId, to, where }: Pressed): Json {
  const inView = where.view !== undefined;
  return {
    type: "block_actions",
    user: { id, team_id: teamId },
    team: { id: teamId },
    api_app_id: "A1",
    trigger_id: nextId("trigger-"),
    container: { type: inView ? "view" : "message" },
    ...(!inView && { response_url: to, channel: { id: "C1" } }),
    ...where,
    actions: [{ type: "button", block_id: "b", action_id: button.action_id, value: button.value, action_ts: nextId("2.") }],
  };
}

export function submissionOf(
  modal: Modal,
  values: Readonly<Record<string, string | readonly string[]>>,
  by: { readonly id: string; readonly teamId: string },
): Json {
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

/** The button of this label; throws with what there is instead. */
export function buttonOf(blocks: readonly Block[], label: string): Json {
  const buttons = listButtons(blocks);
  const found = buttons.find((button) => textOf(button.text) === label);
  if (!found)
    throw new Error(
      `no button “${label}” among ${buttons.map((button) => textOf(button.text)).join(" · ")}\n${readBlocks(blocks)}`,
    );
  return found;
}

function hasButton(blocks: readonly Block[], label: string): boolean {
  return listButtons(blocks).some((button) => textOf(button.text) === label);
}

export function listButtons(blocks: readonly Block[]): readonly Json[] {
  return blocks.flatMap((block) => (block.type === "actions" ? asList(block.elements) : []));
}

/** Everything that a reader sees, a block a line. */
export function readBlocks(blocks: readonly Block[]): string {
  return blocks.map(readBlock).join("\n");
}

function readBlock(block: Block): string {
  switch (block.type) {
    case "header":
      return `# ${textOf(block.text)}`;
    case "context":
      return `~ ${asList(block.elements)
        .map((element) => String(element.text))
        .join(" ")}`;
    case "actions":
      return asList(block.elements)
        .map((button) => `[${textOf(button.text)}]`)
        .join(" ");
    case "image":
      return `<picture: ${String(block.alt_text)}>`;
    case "divider":
      return "———";
    case "input":
      return `${textOf(block.label)} <${String(toJson(block.element).type)}>${block.hint === undefined ? "" : `  (${textOf(block.hint)})`}`;
    default:
      return asList(block.elements).map(readPart).join("\n");
  }
}

function readPart(part: Json): string {
  const runs = (section: Json) =>
    asList(section.elements)
      .map((run) => String(run.text))
      .join("");
  return part.type === "rich_text_list"
    ? asList(part.elements)
        .map((item) => `• ${runs(item)}`)
        .join("\n")
    : runs(part);
}

function textOf(value: unknown): string {
  return String(toJson(value).text);
}
