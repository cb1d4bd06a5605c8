/** The playground for the suite that every front end passes: the page's JSON interface, as the page speaks it. */
import { z } from "zod";
import type { FrontEnd } from "../../../src/bot/bot-parts.ts";
import { createBot } from "../../../src/bot/bot.ts";
import type { Field, Form } from "../../../src/message/form.ts";
import type { Element, Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { createPlaygroundClock, type PlaygroundClock } from "../../../src/playground/playground-clock.ts";
import { startPlayground } from "../../../src/start/start-playground.ts";
import type { About, FrontEndUser, FrontEndWorld, Shown, Values } from "../../contract/front-ends/harness.ts";
import { aBotWorld, type BotWorld } from "../bot-world.ts";
import { buttonOf, flatten, listButtons } from "../world.ts";

const CHANNEL = "platform-team";

/** What the bot made itself is taken as it is. */
const entriesSchema = z.object({
  entries: z.array(z.object({ ref: z.string(), kind: z.string(), message: z.custom<Message>() })),
});
const shownFilesSchema = z.object({
  entries: z.array(
    z.object({
      message: z.object({ elements: z.array(z.object({ kind: z.string(), address: z.string().optional() })) }),
    }),
  ),
});
const actedSchema = z.object({
  form: z.custom<Form>().optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

type OnPlayground = { readonly playground: FrontEnd };

type Acted = { readonly status: number } & z.infer<typeof actedSchema>;

export async function openPlaygroundFrontEnd(): Promise<FrontEndWorld> {
  const world = await aBotWorld<OnPlayground, PlaygroundClock>({
    clockOver: (system, storage) => createPlaygroundClock({ storage, system }),
    open: async (made) => ({ playground: await startPlayground({ ...made, createBot, host: "127.0.0.1" }) }),
  });
  const page = aPage(world);
  const userIds: string[] = [];
  return {
    channelId: CHANNEL,
    async user(about) {
      const userId = await page.addPerson(about);
      userIds.push(userId);
      return aFrontEndUser(page, userId);
    },
    channel: async () => (await page.read(userIds[0] ?? "", CHANNEL)).filter(({ id }) => !id.startsWith("notice:")),
    async passTo(at) {
      world.clock.set(at);
      await world.tick();
    },
    restart: world.restart,
    breakStore: () => world.storage().close(),
    stores: (task) => world.storage().work(task),
    listFaults: async () => page.faults,
    close: world.close,
  };
}

type Page = ReturnType<typeof aPage>;

function aPage(world: BotWorld<OnPlayground>) {
  const sources = new WeakMap<Shown, { readonly message: Message; readonly channelId: string | undefined }>();
  const faults: string[] = [];
  let keys = 0;

  async function post(name: string, body: unknown): Promise<Response> {
    return fetch(`${world.origin()}/playground/api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-speedboat-page": "1" },
      body: JSON.stringify(body),
    });
  }

  return {
    faults,
    sources,
    async addPerson({ name, locale }: About): Promise<string> {
      const answer = await post("people", { name, locale, zone: "UTC" });
      return z.object({ userId: z.string() }).parse(await answer.json()).userId;
    },
    /** One act, with a key of its own: sent again, it is the same. */
    act(as: string, what: object, more: object = {}): () => Promise<Acted> {
      keys += 1;
      const body = { as, key: `key-${keys}`, what, ...more };
      return async () => {
        const answer = await post("act", body);
        return { status: answer.status, ...actedSchema.parse(await answer.json()) };
      };
    },
    /** The newest file that was brought. */
    async takes(as: string): Promise<string> {
      await world.deliver();
      const answer = await fetch(`${world.origin()}/playground/api/conversation?${new URLSearchParams({ as })}`);
      const { entries } = shownFilesSchema.parse(await answer.json());
      const file = entries.flatMap(({ message }) => message.elements).findLast(({ kind }) => kind === "file");
      return (await fetch(`${world.origin()}${file?.address ?? ""}`)).text();
    },
    async read(as: string, channelId?: string): Promise<readonly Shown[]> {
      const query = new URLSearchParams({ as, ...(channelId !== undefined && { channel: channelId }) });
      const answer = await fetch(`${world.origin()}/playground/api/conversation?${query}`);
      return entriesSchema.parse(await answer.json()).entries.map(({ ref, message }) => {
        const shown: Shown = {
          id: ref,
          text: toPlainText(message),
          buttons: listButtons(message).map(({ label }) => label),
          pictures: flatten(message).flatMap((element) => (element.kind === "picture" ? [element.alt] : [])),
        };
        sources.set(shown, { message, channelId });
        faults.push(...listLinks(message.elements).filter((href) => !href.startsWith("https://")));
        return shown;
      });
    },
  };
}

function aFrontEndUser(page: Page, userId: string): FrontEndUser {
  let opened: Form | undefined;
  const run = async (acting: () => Promise<Acted>): Promise<Acted> => {
    const acted = await acting();
    if (acted.status !== 200) throw new Error(`the page was answered ${acted.status}`);
    opened = acted.form ?? opened;
    return acted;
  };
  return {
    id: userId,
    async says(line) {
      const before = new Set((await page.read(userId)).map(({ id }) => id));
      await run(page.act(userId, { kind: "command", line }));
      return (await page.read(userId)).findLast(({ id }) => !before.has(id) && !id.startsWith("said:"));
    },
    async presses(shown, label) {
      const source = page.sources.get(shown);
      if (!source) throw new Error("this was never shown");
      const { action } = buttonOf(source.message, label);
      const { channelId } = source;
      await run(page.act(userId, { kind: "press", action }, { ref: shown.id, ...(channelId !== undefined && { channelId }) }));
    },
    async submits(values) {
      if (!opened) throw new Error("no form is open");
      const filled: Values = { ...Object.fromEntries(opened.fields.map((field) => [field.id, standingOf(field)])), ...values };
      return (await run(page.act(userId, { kind: "submit", context: opened.context, values: filled }))).errors ?? {};
    },
    sees: () => page.read(userId),
    async takes(line) {
      await run(page.act(userId, { kind: "command", line }));
      return page.takes(userId);
    },
    types(line) {
      const acting = page.act(userId, { kind: "command", line });
      return async () => (await acting()).status;
    },
  };
}

/** What the page would send for a field as it stands. */
function standingOf(field: Field): string | readonly string[] {
  switch (field.kind) {
    case "people":
    case "multi-select":
      return field.values ?? [];
    default:
      return String(field.value ?? "");
  }
}

function listLinks(value: readonly Element[]): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href ?? "");
}
