/** The page's JSON interface. It is small, it validates everything, and it makes one change at a time. */
import { createReadStream } from "node:fs";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { z } from "zod";
import type { ExportFiles } from "../app/ports/export-files.ts";
import type { Storage, Stores } from "../app/ports/world.ts";
import type { Author } from "../app/request.ts";
import { type Locale, nearestLocale } from "../core/locale.ts";
import type { Person, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { readJson, type Route, readUrl, replyJson, HttpRefusal } from "../http/routes.ts";
import { SLASH_COMMAND } from "../message/slash-command.ts";
import { type ActParts, perform } from "./act.ts";
import { moveForward } from "./forward.ts";
import type { InTurn } from "./in-turn.ts";
import {
  type Act,
  type ActAnswer,
  actSchema,
  type ClockMove,
  clockMoveSchema,
  type Demo,
  demoSchema,
  type NewPerson,
  newPersonSchema,
  type PageChanges,
  type PageCommand,
  type PageReads,
  type PageRefusal,
  type PageState,
  type Words,
} from "./page-api.ts";
import { type DrawSvg, toPageEntry, toPageMessage } from "./page-message.ts";
import type { PlaygroundClock } from "./playground-clock.ts";
import { addPerson } from "./playground-people.ts";
import { asideOf, channelOf, directOf } from "./shown.ts";
import type { ShownSignal } from "./signal.ts";
import { listChannels, listPeople } from "./state.ts";
import { ensurePlayground, findPlayground, startAfresh } from "./workspace.ts";

const BODY_LIMIT_BYTES = 512 * 1024;
const SHOWN_AT_ONCE = 200;

type SeedDemo = (demo: Readonly<Demo> & { readonly workspace: Workspace }) => Promise<void>;

/** What the interface needs of the bot. */
export type ApiParts = Omit<ActParts, "clock"> & {
  readonly storage: Storage;
  readonly clock: PlaygroundClock;
  readonly signal: ShownSignal;
  readonly draw: DrawSvg;
  /** Fills a new, empty workspace. */
  readonly seedDemo: SeedDemo;
  /** Where the files of exports are. */
  readonly files: Pick<ExportFiles, "find">;
  readonly nextDueAt: () => Promise<Instant | undefined>;
  /** What the composer suggests. */
  readonly listCommands: (locale: Locale) => readonly PageCommand[];
  readonly words: Readonly<Record<Locale, Words>>;
  readonly inTurn: InTurn;
};

/**
 * Builds the routes below `/playground/api/`. A body of the wrong shape is refused with 422 and the fields that are
 * wrong, and an unknown person with 404.
 */
export function buildApiRoutes(parts: ApiParts): readonly Route[] {
  return [
    get("words", async (query) => {
      const locale = readLocale(query);
      return { locale, words: parts.words[locale], commands: parts.listCommands(locale), slashCommand: SLASH_COMMAND };
    }),
    get("state", (query) => readState(parts, readLocale(query))),
    get("conversation", (query) => readConversation(parts, query)),
    get("home", (query) => readHome(parts, query)),
    { method: "GET", path: "/playground/api/file", handle: (req, res) => sendFile(parts, readUrl(req).searchParams, res) },
    post("act", parts, { schema: actSchema, run: (act) => runAct(parts, act) }),
    post("people", parts, { schema: newPersonSchema, run: (person) => runAdd(parts, person) }),
    post("clock", parts, { schema: clockMoveSchema, run: (move) => runMove(parts, move) }),
    post("demo", parts, { schema: demoSchema, run: (demo) => runDemo(parts, demo) }),
  ];
}

type Answer<Name extends keyof PageReads> = Promise<PageReads[Name]["answer"]>;

function get<Name extends keyof PageReads>(name: Name, read: (query: URLSearchParams) => Answer<Name>): Route {
  const handle: Route["handle"] = async (req, res) => replyJson(res, 200, await read(readUrl(req).searchParams));
  return { method: "GET", path: `/playground/api/${name}`, handle };
}

type Change<Body, Result> = { readonly schema: z.ZodType<Body>; readonly run: (body: Body) => Promise<Result> };

/** Refuses what the schema does not know with 422 and the fields that are wrong. Tells the pages after the change. */
function post<Name extends keyof PageChanges>(
  name: Name,
  parts: ApiParts,
  { schema, run }: Change<PageChanges[Name]["body"], PageChanges[Name]["answer"]>,
): Route {
  const handle: Route["handle"] = async (req, res) => {
    const parsed = schema.safeParse(await readJson(req, BODY_LIMIT_BYTES));
    if (!parsed.success) {
      const refusal: PageRefusal = { error: "invalid", fields: parsed.error.issues.map((issue) => issue.path.join(".")) };
      replyJson(res, 422, refusal);
      return;
    }
    const result = await parts.inTurn(() => run(parsed.data));
    parts.signal.changed();
    replyJson(res, 200, result);
  };
  return { method: "POST", path: `/playground/api/${name}`, handle };
}

async function readState(parts: ApiParts, locale: Locale): Promise<PageState> {
  const now = parts.clock.now();
  const frame = await parts.storage.work(async (stores) => {
    const workspace = await findPlayground(stores);
    if (!workspace) return { people: [], channels: [] };
    const query = { stores, workspace, now, locale };
    return { people: await listPeople(query), channels: await listChannels(query) };
  });
  const nextDueAt = await parts.nextDueAt();
  return { started: frame.people.length > 0, now, ...(nextDueAt !== undefined && { nextDueAt }), ...frame };
}

async function readConversation(parts: ApiParts, query: URLSearchParams): Answer<"conversation"> {
  const channelId = query.get("channel");
  const entries = await parts.storage.work(async (stores) => {
    const { person, workspace } = await findActor(stores, query.get("as") ?? "");
    if (channelId === null) return stores.shown.listOf(directOf(person.id), SHOWN_AT_ONCE);
    const channel = channelOf(workspace.id, channelId);
    const posts = await stores.shown.listOf(channel, SHOWN_AT_ONCE);
    const asides = await stores.shown.listOf(asideOf(channel, person.id), SHOWN_AT_ONCE);
    return [...posts, ...asides].sort((one, other) => one.shownAt - other.shownAt);
  });
  return { entries: entries.map((entry) => toPageEntry(entry, parts.draw)) };
}

/** The page names the file itself; its text is never shown as a page of its own. */
async function sendFile({ files }: ApiParts, query: URLSearchParams, res: ServerResponse): Promise<void> {
  const file = await files.find(query.get("id") ?? "");
  if (!file) throw new HttpRefusal(404, "gone");
  res.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-disposition": "attachment",
    "content-length": file.bytes,
  });
  await pipeline(createReadStream(file.path), res);
}

async function runAct(parts: ApiParts, act: Act): Promise<ActAnswer> {
  const who = await parts.storage.work((stores) => findActor(stores, act.as));
  const { form, errors } = await perform(parts, act, who);
  return { form, errors };
}

async function readHome(parts: ApiParts, query: URLSearchParams): Answer<"home"> {
  const platformUserId = query.get("as") ?? "";
  const { workspace } = await parts.storage.work((stores) => findActor(stores, platformUserId));
  const from: Author = { workspaceId: workspace.id, platformUserId, place: { in: "direct" } };
  const { card, notice } = await parts.inTurn(() => parts.handle({ kind: "home", from }));
  const home = card ?? notice;
  return home ? { home: toPageMessage(home, parts.draw) } : {};
}

/** Given a person, `next` goes on until something comes to them; otherwise until something comes to anybody. */
async function runMove(parts: ApiParts, { by, as }: ClockMove): Promise<PageChanges["clock"]["answer"]> {
  const newestOf = async (userId: string): Promise<string> => {
    const entries = await parts.storage.work(async (stores) => {
      const { person } = await findActor(stores, userId);
      return stores.shown.listOf(directOf(person.id), 1);
    });
    return entries[0]?.ref ?? "";
  };
  const standing = async () => (as === undefined ? parts.signal.count() : newestOf(as));
  const moved = await moveForward({ ...parts, standing }, by);
  return { moved, now: parts.clock.now() };
}

async function runAdd(parts: ApiParts, person: NewPerson): Promise<PageChanges["people"]["answer"]> {
  const { clock, ids, storage } = parts;
  const added = await storage.work(async (stores) => {
    const workspace = await ensurePlayground({ stores, ids, now: clock.now(), locale: person.locale });
    return addPerson({ stores, ids, workspace }, person);
  });
  if (!added) throw new HttpRefusal(409, "full");
  return { userId: added.id };
}

async function runDemo(parts: ApiParts, demo: Demo): Promise<PageChanges["demo"]["answer"]> {
  const { clock, ids, storage } = parts;
  const workspace = await storage.work((stores) => startAfresh({ stores, ids, now: clock.now(), locale: demo.locale }));
  await parts.seedDemo({ ...demo, workspace });
  await parts.tick();
  return {};
}

async function findActor(stores: Stores, userId: string): Promise<{ readonly person: Person; readonly workspace: Workspace }> {
  const workspace = await findPlayground(stores);
  const person = workspace && (await stores.people.findByAccount(workspace.id, userId));
  if (!workspace || !person) throw new HttpRefusal(404, "nobody");
  return { person, workspace };
}

function readLocale(query: URLSearchParams): Locale {
  return nearestLocale(query.get("locale") ?? undefined) ?? "en";
}
