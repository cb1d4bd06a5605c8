/** The whole bot installed by OAuth in a Slack that is not ours, and people who read there and press what they read. */
import { expect } from "vitest";
import { asList, type Json, toJson } from "../../../fakes/json.ts";
import { buttonOf, listButtons } from "../../../fakes/slack/blocks.ts";
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
import { type Block, toBlocks } from "../../../fakes/slack/workspace.ts";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import { toPng } from "../../../src/pictures/to-png.ts";
import { toSvg } from "../../../src/pictures/to-svg.ts";
import { createSlack, type Slack } from "../../../src/slack/slack.ts";
import { aBotWorld, type BotWorld, sameClock } from "../bot-world.ts";
import { APP, type EmulatedSlack, type PersonName, startEmulatedSlack, tokenOf } from "./emulated-slack.ts";

const STATE_SECRET = "state-secret-of-the-example";

/** A message as Slack gives it to who reads there. */
export type Standing = {
  readonly ts: string;
  readonly by: string;
  readonly blocks: readonly Block[];
  readonly metadata: Json;
  readonly edited: boolean;
  readonly threadTs?: string;
};

export type Reader = ReturnType<typeof aReader>;

export type EmulatedWorld = BotWorld<{ readonly slack: Slack }> & {
  readonly emulated: EmulatedSlack;
  url(): string;
  reader(person: PersonName): Reader;
  install(person: PersonName): Promise<Installed>;
  /** Ends an installation in the browser once more, with a code that was used. */
  comeBack(code: string): Promise<Response>;
};

export async function anEmulatedWorld(catalogue: Catalogue): Promise<EmulatedWorld> {
  const emulated = await startEmulatedSlack();
  const base = await aBotWorld({
    clockOver: sameClock,
    open: async ({ bot, log }) => ({
      slack: await createSlack({
        settings: {
          signingSecret: SIGNING_SECRET,
          apiUrl: emulated.apiUrl,
          oauth: {
            clientId: APP.clientId,
            clientSecret: APP.clientSecret,
            stateSecret: STATE_SECRET,
            encryptionKey: Buffer.alloc(32, 7).toString("base64"),
            allowedWorkspaces: ["*"],
          },
        },
        handle: bot.app.handle,
        world: bot.world,
        log,
        draw: (picture) => toPng(toSvg(picture, "light")),
        homePauseMs: 0,
      }),
    }),
    catalogue,
  });
  const world: EmulatedWorld = {
    ...base,
    emulated,
    url: base.origin,
    reader: (person) => aReader(world, person),
    install: (person) => install(world, person),
    comeBack: async (code) => finish(await begin(world), code),
    async close() {
      await base.close();
      await emulated.close();
    },
  };
  return world;
}

type Begun = { readonly authorize: URL; readonly cookie: string; readonly back: string };
type Installed = { readonly page: string; readonly code: string; readonly done: Response };

async function begin(world: EmulatedWorld): Promise<Begun> {
  const begun = await fetch(`${world.url()}/slack/install`, { redirect: "manual" });
  return {
    authorize: new URL(begun.headers.get("location") ?? "http://none/"),
    cookie: begun.headers.get("set-cookie")?.split(";")[0] ?? "",
    back: `${world.url()}/slack/oauth_redirect`,
  };
}

function finish({ authorize, cookie, back }: Begun, code: string): Promise<Response> {
  const state = authorize.searchParams.get("state") ?? "";
  return fetch(`${back}?${new URLSearchParams({ code, state })}`, { headers: { cookie } });
}

/** As a browser does it: the consent page, its form for this person, and back to the bot. */
async function install(world: EmulatedWorld, person: PersonName): Promise<Installed> {
  const begun = await begin(world);
  const page = await (await fetch(begun.authorize)).text();
  const form = page.split("<form").find((part) => part.includes(`value="${world.emulated.users[person]}"`)) ?? "";
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value]);
  // Slack takes the app's one redirect address where none is named; the emulator wants it said.
  const body = new URLSearchParams({ ...Object.fromEntries(fields), redirect_uri: begun.back });
  const consented = await fetch(new URL("/oauth/v2/authorize/callback", begun.authorize), {
    ...{ method: "POST", redirect: "manual" },
    body,
  });
  const target = new URL(consented.headers.get("location") ?? "http://none/");
  const code = target.searchParams.get("code") ?? "";
  return { page, code, done: await fetch(target, { headers: { cookie: begun.cookie } }) };
}

function aReader(world: EmulatedWorld, person: PersonName) {
  const { emulated } = world;
  const id = emulated.users[person];
  const teamId = emulated.teamId;
  const ask = (method: string, args: Readonly<Record<string, string>>) => emulated.ask(tokenOf(person), method, args);

  async function accepted(answer: ReturnType<typeof post>): Promise<Json> {
    const got = await answer;
    expect(got.status, got.body).toBe(200);
    await world.frontEnds().slack.settle();
    await world.deliver();
    return got.body === "" ? {} : toJson(JSON.parse(got.body));
  }

  /** Only one that Slack gave opens a modal, once and within three seconds. */
  const trigger = async () => String((await ask("views.generateTriggerId", {})).trigger_id);

  const reader = {
    id,
    async direct(): Promise<string> {
      return String(toJson((await ask("conversations.open", { users: APP.bot })).channel).id);
    },
    async reads(channel: string): Promise<readonly Standing[]> {
      return asList((await ask("conversations.history", { channel })).messages)
        .map(toStanding)
        .reverse();
    },
    async thread(channel: string, ts: string): Promise<readonly Standing[]> {
      return asList((await ask("conversations.replies", { channel, ts })).messages).map(toStanding);
    },
    /** The newest that the bot said in the direct message. */
    async newest(): Promise<Standing> {
      const found = (await reader.reads(await reader.direct())).findLast(({ by }) => by === APP.bot);
      if (!found) throw new Error(`nothing was said to ${person}`);
      return found;
    },
    async says(line: string): Promise<readonly Block[]> {
      const to = `${emulated.tapOrigin}/respond/${nextId("answer-")}`;
      const given = { trigger_id: await trigger(), api_app_id: APP.id };
      const body = commandOf({ id, teamId, line, to, channel: emulated.channel }, given);
      return toBlocks((await accepted(post(world, body))).blocks);
    },
    /** Writes into the direct message, of which Slack then tells the bot. */
    async writes(text: string): Promise<void> {
      const channel = await reader.direct();
      const { ts } = await ask("chat.postMessage", { channel, text });
      await accepted(postEvent(world, { type: "message", channel_type: "im", channel, user: id, text, ts }, { teamId }));
    },
    /** Answers what came back at the press's own address. */
    async presses({ blocks, ts }: Standing, label: string, channel: string): Promise<readonly Json[]> {
      const to = nextId("answer-");
      const where = { channel: { id: channel }, container: { type: "message", message_ts: ts, channel_id: channel } };
      const press = pressOf(buttonOf(blocks, label), { id, teamId, to: `${emulated.tapOrigin}/respond/${to}`, where });
      await accepted(postPayload(world, { ...press, trigger_id: await trigger() }));
      return emulated.answers.filter((answer) => answer.to === to).map(({ body }) => body);
    },
    async taps(label: string): Promise<readonly Json[]> {
      const direct = await reader.direct();
      const messages = await reader.reads(direct);
      const message = messages.findLast(({ blocks }) => listButtons(blocks).some((button) => labelOf(button) === label));
      return reader.presses(message ?? (await reader.newest()), label, direct);
    },
    /** Answers the open question by its worth, whatever its wording. */
    async answers(rating: 0 | 1 | 2 | 3): Promise<void> {
      const message = await reader.newest();
      const button = listButtons(message.blocks).find(({ value }) => String(value).includes(`"rating":${rating}`));
      await reader.presses(message, labelOf(button), await reader.direct());
    },
    /** The modal that was opened last, as Slack holds it. */
    modal(): Modal {
      const view = toJson(emulated.exchangesOf("views.open").at(-1)?.answer.view);
      return { id: String(view.id), view };
    },
    async submits(values: Readonly<Record<string, string | readonly string[]>>): Promise<Json> {
      return accepted(postPayload(world, submissionOf(reader.modal(), values, { id, teamId })));
    },
  };
  return reader;
}

function toStanding(message: Json): Standing {
  return {
    ts: String(message.ts),
    by: String(message.user),
    blocks: toBlocks(message.blocks),
    metadata: toJson(message.metadata),
    edited: message.edited !== undefined,
    ...(typeof message.thread_ts === "string" && { threadTs: message.thread_ts }),
  };
}

function labelOf(button: Json | undefined): string {
  return String(toJson(button?.text).text);
}
