/** Slack for the suite that every front end passes. */

import { asList, type Json, toJson } from "../../../fakes/json.ts";
import { listButtons, readBlocks } from "../../../fakes/slack/blocks.ts";
import { commandOf, nextId, post } from "../../../fakes/slack/client.ts";
import { type Block, toBlocks } from "../../../fakes/slack/workspace.ts";
import type { About, FrontEndUser, FrontEndWorld, Shown } from "../../contract/front-ends/harness.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "./slack-world.ts";

const CHANNEL = "C1";

/** What a press of something shown needs: its blocks as they were, and where it stood. */
type Source = { readonly blocks: readonly Block[]; readonly channel: string };
/** An answer to one person's command or press, which nobody else sees. */
type Told = { readonly id: string; readonly blocks: readonly Block[] };

export async function openSlackFrontEnd(): Promise<FrontEndWorld> {
  const world = await aSlackWorld();
  const sources = new WeakMap<Shown, Source>();

  function show(id: string, source: Source): Shown {
    const { blocks } = source;
    const shown: Shown = {
      id,
      text: readBlocks(blocks),
      buttons: listButtons(blocks).map(({ text }) => String(toJson(text).text)),
      pictures: blocks.filter(({ type }) => type === "image").map(({ alt_text: alt }) => String(alt)),
    };
    sources.set(shown, source);
    return shown;
  }

  const listIn = (channel: string): readonly Shown[] => [
    ...world.fake.messages
      .filter((message) => message.channel === channel)
      .map(({ ts, blocks }) => show(ts, { blocks, channel })),
    ...[...world.fake.files]
      .filter(([, file]) => file.channel === channel)
      .map(([id, { name }]) => ({ id, text: name, buttons: [], pictures: [] })),
  ];

  let people = 0;
  function aUser({ name, locale }: About): FrontEndUser {
    people += 1;
    const client = world.user(`U${people}`, { name, tz: "UTC", locale: locale === "en" ? "en-GB" : "zh-CN" });
    return aFrontEndUser(client, {
      ...{ world, show, listIn },
      sourceOf(shown) {
        const source = sources.get(shown);
        if (!source) throw new Error("this was never shown");
        return source;
      },
    });
  }

  return {
    channelId: CHANNEL,
    user: async (about) => aUser(about),
    channel: async () => listIn(CHANNEL),
    async passTo(at) {
      world.clock.set(at);
      await world.tick();
    },
    restart: world.restart,
    breakStore: () => world.storage().close(),
    stores: (task) => world.storage().work(task),
    listFaults: async () => [
      ...world.fake.problems,
      ...world.fake.calls.filter(({ method }) => method !== "views.publish").flatMap(({ args }) => listLive(args)),
      ...world.fake.answers.flatMap(({ body }) => listLive(body)),
    ],
    close: world.close,
  };
}

type Client = {
  readonly world: SlackWorld;
  readonly show: (id: string, source: Source) => Shown;
  readonly listIn: (channel: string) => readonly Shown[];
  readonly sourceOf: (shown: Shown) => Source;
};

function aFrontEndUser(client: SlackUser, { world, show, listIn, sourceOf }: Client): FrontEndUser {
  const told: Told[] = [];
  const tell = (blocks: readonly Block[], id = nextId("told-")): void => void (blocks.length > 0 && told.push({ id, blocks }));

  /** An answer stands below, or takes the place of the one that was pressed. */
  function take(body: Json, pressed: string): void {
    const index = told.findIndex(({ id }) => id === pressed);
    const replaces = body.replace_original === true && index >= 0;
    if (replaces || body.delete_original === true) told.splice(index, 1);
    if (body.delete_original !== true) tell(toBlocks(body.blocks), replaces ? pressed : undefined);
  }

  return {
    id: client.id,
    async says(line) {
      const blocks = await client.says(line);
      tell(blocks);
      await world.deliver();
      return blocks.length > 0 ? show("told", { blocks, channel: CHANNEL }) : undefined;
    },
    async presses(shown, label) {
      const { blocks, channel } = sourceOf(shown);
      for (const body of await client.presses(blocks, label, { channel: { id: channel } })) take(body, shown.id);
      await world.deliver();
    },
    async submits(values) {
      const answer = await client.submits(client.modal(), values);
      if (answer.view !== undefined) tell(toBlocks(toJson(answer.view).blocks));
      return Object.fromEntries(
        Object.entries(toJson(answer.errors ?? {})).map(([field, sentence]) => [field, String(sentence)]),
      );
    },
    sees: async () => [...listIn(client.direct), ...told.map(({ id, blocks }) => show(id, { blocks, channel: CHANNEL }))],
    async takes(line) {
      const known = new Set(world.fake.files.keys());
      await client.says(line);
      await world.deliver();
      const [, file] = [...world.fake.files].find(([id]) => !known.has(id)) ?? [];
      return file?.content ?? "";
    },
    types(line) {
      const to = `${world.fake.origin}/respond/${nextId("typed-")}`;
      const body = commandOf({ id: client.id, teamId: "T1", line, to, channel: CHANNEL });
      return async () => {
        const { status } = await post(world, body);
        await world.slack().settle();
        return status;
      };
    },
  };
}

/** Markup of Slack's that people's text could have become, and characters that turn a line around. */
const LIVE = /<!(channel|here|everyone)|<@U1>|<javascript:|[\u202a-\u202e]/;

function listLive(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const node = toJson(value);
  const own = [
    ...(typeof node.text === "string" && (node.type === undefined || node.type === "mrkdwn") && LIVE.test(node.text)
      ? [`comes to life: ${node.text}`]
      : []),
    ...(node.type === "broadcast" || node.type === "user" ? [`mentions: ${JSON.stringify(node)}`] : []),
    ...(node.type === "link" && !String(node.url).startsWith("https://") ? [`links to ${String(node.url)}`] : []),
  ];
  return [
    ...own,
    ...Object.values(value).flatMap((part) => (Array.isArray(part) ? asList(part).flatMap(listLive) : listLive(part))),
  ];
}
