/** The whole bot behind its real HTTP endpoint, Slack on loopback behind it, and people whose client is what Slack's is. */
import { expect } from "vitest";
import { type Json, toJson } from "../../../fakes/json.ts";
import type { Answer } from "../../../fakes/loopback.ts";
import { buttonOf, hasButton, listButtons, textOf } from "../../../fakes/slack/blocks.ts";
import {
  commandOf,
  type Modal,
  nextId,
  post,
  postEvent,
  postPayload,
  pressOf,
  SIGNING_SECRET,
  submissionOf,
} from "../../../fakes/slack/client.ts";
import { type FakeSlack, startFakeSlack } from "../../../fakes/slack/fake-slack.ts";
import { type Block, type FakeTeam, type Shown, toBlocks } from "../../../fakes/slack/workspace.ts";
import type { Log } from "../../../src/app/ports/log.ts";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import type { BudgetParts } from "../../../src/pace/call-budget.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";
import type { SlackSettings } from "../../../src/slack/slack-settings.ts";
import { createSlack, type Slack } from "../../../src/slack/slack.ts";
import type { OnPlatforms } from "../../../wire/start-bot.ts";
import { aBotWorld, type BotWorld, sameClock } from "../bot-world.ts";

export type SlackWorldOptions = {
  readonly settings?: Partial<SlackSettings>;
  readonly teams?: readonly FakeTeam[];
  readonly catalogue?: Catalogue;
  /** Hears what goes wrong, instead of the list that the world keeps. */
  readonly log?: Log;
  readonly start?: number;
  /** Slack's limits of its methods, by the clock that the test moves; none without it. */
  readonly limitsOf?: BudgetParts["limitsOf"];
};

type OnSlack = { readonly slack: Slack };

export type SlackWorld<F extends OnPlatforms = OnSlack> = BotWorld<F> & {
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
    clockOver: sameClock,
    open: async ({ bot, log, clock }) => ({
      slack: await createSlack({
        settings,
        handle: bot.app.handle,
        world: bot.world,
        log,
        draw: async () => new TextEncoder().encode("a picture"),
        homePauseMs: 0,
        pace: { steadyNow: clock.now, limitsOf: options.limitsOf ?? (() => undefined) },
      }),
    }),
    ...(options.catalogue && { catalogue: options.catalogue }),
    ...(options.log && { log: options.log }),
    ...(options.start !== undefined && { start: options.start }),
  });
  return withSlackClients(base, { fake, slack: () => base.frontEnds().slack });
}

export type SlackSide = { readonly fake: FakeSlack; readonly slack: () => Slack };

/** The bot as Slack sees it, and people with a client each. */
export function withSlackClients<F extends OnPlatforms>(base: BotWorld<F>, { fake, slack }: SlackSide): SlackWorld<F> {
  const world: SlackWorld<F> = {
    ...base,
    fake,
    slack,
    url: base.origin,
    user(id, about = {}) {
      fake.users.set(id, { id, name: nameInCast(id), tz: "Europe/Berlin", locale: "en-GB", ...fake.users.get(id), ...about });
      return aSlackUser(world, id);
    },
    async close() {
      await base.close();
      await fake.close();
    },
  };
  return world;
}

export type SlackUser = ReturnType<typeof aSlackUser>;

function aSlackUser<F extends OnPlatforms>(world: SlackWorld<F>, id: string) {
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
      const typed = { id, teamId, line, to: `${fake.origin}/respond/${to}`, channel };
      const body = commandOf(typed, { channel_name: channelName });
      const got = await accepted(post(world, body));
      const direct = got.body === "" ? {} : toJson(JSON.parse(got.body));
      const later = fake.answers.filter((answer) => answer.to === to).at(-1)?.body ?? {};
      return toBlocks(direct.blocks ?? later.blocks);
    },
    async writes(text: string): Promise<void> {
      await accepted(
        postEvent(world, { type: "message", channel_type: "im", channel: direct, user: id, text, ts: nextId("1.") }),
      );
      await world.deliver();
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
