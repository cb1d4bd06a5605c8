/** A playground on a real server and database, with a hand-written bot behind it. */
import { join } from "node:path";
import { z } from "zod";
import type { ExportFile } from "../../src/app/ports/export-files.ts";
import type { FormOutcome, Request } from "../../src/app/request.ts";
import type { Instant } from "../../src/core/time.ts";
import { createHttpServer } from "../../src/http/server.ts";
import type { Message } from "../../src/message/message.ts";
import { createPlaygroundClock } from "../../src/playground/playground-clock.ts";
import { createPlaygroundSender } from "../../src/playground/playground-sender.ts";
import { createPlayground, type PlaygroundParts } from "../../src/playground/playground.ts";
import { createShownSignal } from "../../src/playground/signal.ts";
import { openTestStorage } from "../helpers/storage.ts";
import { MONDAY_MORNING, someIds } from "../helpers/world.ts";

/** Whatever the page may be answered; what is not there is empty. */
const entrySchema = z.looseObject({
  ref: z.string(),
  kind: z.string(),
  message: z.looseObject({ summary: z.string(), elements: z.array(z.unknown()) }),
});
const answerSchema = z.looseObject({
  userId: z.string().default(""),
  started: z.boolean().default(false),
  now: z.number().default(0),
  people: z.array(z.looseObject({ name: z.string(), arrivals: z.array(z.number()) })).default([]),
  channels: z.array(z.looseObject({ id: z.string() })).default([]),
  entries: z.array(entrySchema).default([]),
  home: z.looseObject({ summary: z.string() }).optional(),
  locale: z.string().default(""),
  words: z.record(z.string(), z.string()).default({}),
  commands: z.array(z.unknown()).default([]),
});
export type PageAnswer = z.infer<typeof answerSchema>;

export function aMessage(text: string): Message {
  return { locale: "en", summary: text, elements: [{ kind: "paragraph", text }] };
}

export type PlaygroundOverrides = Partial<Pick<PlaygroundParts, "nextDueAt" | "tick" | "seedDemo">> & {
  /** What the server does with what a route throws; without it the test fails. */
  readonly onError?: (error: unknown) => string;
  /** The files of exports, by the export's id. */
  readonly files?: Readonly<Record<string, ExportFile>>;
  readonly answer?: (request: Request) => Promise<FormOutcome> | FormOutcome;
};

export async function aPlayground(overrides: PlaygroundOverrides = {}) {
  const opened = await openTestStorage();
  const { storage } = opened;
  const requests: Request[] = [];
  const signal = createShownSignal();
  let systemNow: Instant = MONDAY_MORNING;
  const system = { now: () => systemNow };
  const clock = await createPlaygroundClock({ storage, system });
  const sender = createPlaygroundSender({ storage, clock, onShown: signal.changed });
  const playground = await createPlayground({
    host: "127.0.0.1",
    promptsDirectory: join(import.meta.dirname, "../../prompts"),
    storage,
    clock,
    ids: someIds("p"),
    signal,
    handle: async (request) => {
      requests.push(request);
      return (await overrides.answer?.(request)) ?? {};
    },
    files: { find: async (id) => overrides.files?.[id] },
    tick: overrides.tick ?? (async () => undefined),
    nextDueAt: overrides.nextDueAt ?? (async () => undefined),
    draw: (picture, theme) => `<svg data-theme="${theme}">${picture.title}</svg>`,
    seedDemo: overrides.seedDemo ?? (async () => undefined),
    listCommands: () => [{ line: "help", about: "what there is" }],
  });
  const server = createHttpServer({
    host: "127.0.0.1",
    port: 0,
    routes: playground.routes,
    isReady: () => true,
    onError: (error) => {
      if (overrides.onError) return overrides.onError(error);
      throw error;
    },
    stopWithinMs: 500,
  });
  const port = await server.listen();
  const origin = `http://127.0.0.1:${port}`;
  const own = { "content-type": "application/json", "x-speedboat-page": "1" };
  const read = async (path: string) => answerSchema.parse(await (await fetch(`${origin}/playground/api/${path}`)).json());
  const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${origin}/playground/api/${name}`, {
      method: "POST",
      headers: { ...own, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const addPerson = async (name = "Ana Example", zone = "Europe/Berlin"): Promise<string> => {
    const added = await post("people", { name, zone, locale: "en" });
    return answerSchema.parse(await added.json()).userId;
  };
  let acts = 0;
  const act = (as: string, what: unknown, more: Record<string, string> = {}) => {
    acts += 1;
    return post("act", { as, key: `key-${acts}`, what, ...more });
  };
  return {
    ...{ origin, port, requests, storage, clock, sender, signal, server, playground, read, post, addPerson, act },
    /** The system's own clock, without the stored offset. */
    setSystem: (at: Instant) => {
      systemNow = at;
    },
    /** A clock over the same database, as after a restart. */
    reopenClock: async () => createPlaygroundClock({ storage: await opened.reopen(), system }),
    async stop() {
      playground.close();
      await server.stop();
      await opened.dispose();
    },
  };
}
