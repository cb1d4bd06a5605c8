/** The whole bot in one process on a real database, with a clock that the test moves and people who speak to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppParts, createApp } from "../../src/app/app.ts";
import { namePeople } from "../../src/app/known-people.ts";
import type { Directory, FoundGroup, Profile } from "../../src/app/ports/directory.ts";
import type { OutboxItem, OutboxStatus } from "../../src/app/ports/outbox-store.ts";
import type { Stores, World } from "../../src/app/ports/world.ts";
import { type App, type FormOutcome, type Outcome, type Place, type Author } from "../../src/app/request.ts";
import { type Catalogue, editionKey } from "../../src/core/catalogue/catalogue.ts";
import type { Locale } from "../../src/core/locale.ts";
import type { Person, Platform, Workspace } from "../../src/core/team.ts";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/time.ts";
import type { Action } from "../../src/message/action.ts";
import { parseFilledForm } from "../../src/message/filled-form.ts";
import type { FormContext } from "../../src/message/form-context.ts";
import type { EnteredValues } from "../../src/message/form-fields.ts";
import type { Button, Element, Message } from "../../src/message/message.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { createExportFiles } from "../../src/storage/exports/export-files.ts";
import { writeToFile } from "../../src/storage/exports/write-to-file.ts";
import { openStorage } from "../../src/storage/open-storage.ts";
import { aCatalogue } from "./catalogue.ts";

/** Monday 2 November 2026, 09:00 UTC. */
export const MONDAY_MORNING: Instant = Date.UTC(2026, 10, 2, 9);

export type ManualClock = {
  now(): Instant;
  set(at: Instant): void;
  advance(by: { days?: number; hours?: number; minutes?: number }): void;
};

export function aClock(start: Instant = MONDAY_MORNING): ManualClock {
  let now = start;
  return {
    now: () => now,
    set(at) {
      now = at;
    },
    advance({ days = 0, hours = 0, minutes = 0 }) {
      now += days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
    },
  };
}

/** Sorted by creation, the same in every run. */
export function someIds(prefix = "id"): { next(): string } {
  let count = 0;
  return {
    next() {
      count += 1;
      return `${prefix}-${String(count).padStart(8, "0")}`;
    },
  };
}

/** Somebody of the workspace, known by platform user id. */
export type Actor = {
  readonly userId: string;
  says(line: string, place?: Place): Promise<Outcome>;
  writes(text: string): Promise<Outcome>;
  presses(action: Action | Button, place?: Place): Promise<Outcome>;
  submits(context: FormContext, values: EnteredValues): Promise<FormOutcome>;
  opensHome(): Promise<Outcome>;
  person(): Promise<Person>;
};

export type TestWorld = {
  readonly app: App;
  readonly world: World;
  readonly clock: ManualClock;
  readonly workspace: Workspace;
  readonly catalogue: Catalogue;
  readonly databasePath: string;
  actor(userId: string, about?: Partial<Omit<Profile, "platformUserId">>): Actor;
  stores<T>(task: (stores: Stores) => Promise<T>): Promise<T>;
  /** What waits in the outbox, in order, with people's names as they are now. */
  queued(status?: OutboxStatus): Promise<readonly OutboxItem[]>;
  /** What waits for one person, newest last; `file:` is the lane of their files. */
  queuedFor(userId: string, lane?: string): Promise<readonly OutboxItem[]>;
  close(): Promise<void>;
};

export type TestWorldOptions = Partial<AppParts> & {
  readonly catalogue?: Catalogue;
  readonly start?: Instant;
  readonly locale?: Locale;
  readonly holidays?: NonNullable<World["holidays"]>;
  /** Whom the platform knows by e-mail. */
  readonly findByEmail?: (email: string) => Promise<Profile | undefined>;
  /** Its user groups, as people write them. */
  readonly findGroup?: (word: string) => Promise<FoundGroup>;
  readonly platform?: Platform;
  readonly teamReader?: NonNullable<World["teamReader"]>;
  readonly programmeLeads?: NonNullable<World["programmeLeads"]>;
  readonly teamCreation?: NonNullable<World["teamCreation"]>;
  readonly answersKeptMonths?: number;
};

export async function aWorld(options: TestWorldOptions = {}): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), "speedboat-test-"));
  const databasePath = join(folder, "test.db");
  const storage = await openStorage({ url: `sqlite:${databasePath}` });
  const clock = aClock(options.start);
  const catalogue = options.catalogue ?? aCatalogue();
  const profiles = new Map<string, Profile>();
  const directory: Directory = {
    profile: async (_workspaceId, platformUserId) => profiles.get(platformUserId),
    channelName: async (_workspaceId, channelId) => channelId,
    findByEmail: async (_workspaceId, email) => options.findByEmail?.(email),
    findGroup: async (_workspaceId, word) => options.findGroup?.(word),
  };
  const voice = await createVoices(join(import.meta.dirname, "../../prompts"));
  const world: World = {
    storage,
    clock,
    ids: someIds(),
    directory,
    voice,
    edition: editionKey(catalogue),
    onQueued: () => {},
    exportFiles: createExportFiles({
      folder: join(folder, "exports"),
      write: (order, file, signal) => writeToFile({ storage, voice, signal }, order, file),
    }),
    ...(options.teamReader && { teamReader: options.teamReader }),
    ...(options.holidays && { holidays: options.holidays }),
    ...(options.programmeLeads && { programmeLeads: options.programmeLeads }),
    ...(options.teamCreation && { teamCreation: options.teamCreation }),
    ...(options.answersKeptMonths && { answersKeptMonths: options.answersKeptMonths }),
  };
  const workspace: Workspace = {
    id: "w-1",
    platform: options.platform ?? "playground",
    platformId: "w-1",
    name: "Example Ltd",
    locale: options.locale ?? "en",
    installedAt: clock.now(),
  };
  await storage.work(async (stores) => {
    await stores.workspaces.save(workspace);
    await stores.catalogues.keep(catalogue);
  });
  const app = createApp(world, {
    features: options.features ?? [],
    onText: options.onText ?? (async () => ({})),
    ...(options.budget && { budget: options.budget }),
    waiting: options.waiting ?? (async (call) => ({ locale: call.voice.locale, summary: "", elements: [] })),
    home: options.home ?? (async (call) => ({ locale: call.voice.locale, summary: "", elements: [] })),
  });
  const stores: TestWorld["stores"] = (task) => storage.work(task);
  const queued: TestWorld["queued"] = async (status = "pending") => {
    const items = await stores(async (all) => {
      const raw = await all.outbox.listByStatus(status, 10_000);
      return Promise.all(
        raw.map(async (item) => ({
          ...item,
          message: await namePeople({ stores: all, world }, item.message, item.message.locale),
        })),
      );
    });
    return items.sort((left, right) => (left.id < right.id ? -1 : 1));
  };

  function actor(userId: string, about: Parameters<TestWorld["actor"]>[1] = {}): Actor {
    const known = profiles.get(userId);
    profiles.set(userId, { platformUserId: userId, name: nameInCast(userId), zone: "UTC", kind: "full", ...known, ...about });
    const from = (place: Place = { in: "direct" }): Author => ({ workspaceId: workspace.id, platformUserId: userId, place });
    return {
      userId,
      says: (line, place) => app.handle({ kind: "command", from: from(place), line }),
      writes: (text) => app.handle({ kind: "text", from: from(), text }),
      presses: (pressed, place) =>
        app.handle({ kind: "press", from: from(place), action: "act" in pressed ? pressed : pressed.action }),
      submits: (context, values) => app.handle({ kind: "submit", from: from(), ...parseFilledForm(context, values) }),
      opensHome: () => app.handle({ kind: "home", from: from() }),
      async person() {
        const person = await stores((all) => all.people.findByAccount(workspace.id, userId));
        if (!person) throw new Error(`${userId} has not spoken yet`);
        return person;
      },
    };
  }

  let closed = false;
  return {
    app,
    world,
    clock,
    workspace,
    catalogue,
    databasePath,
    actor,
    stores,
    queued,
    async queuedFor(userId, lane = "") {
      const person = await actor(userId).person();
      return (await queued()).filter((item) => item.lane === `${lane}person:${person.id}`);
    },
    async close() {
      const named = closed ? [] : await storage.work((all) => listNamesInOutbox(all, workspace.id));
      closed = true;
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
      if (named.length > 0) throw new Error(`the outbox holds names instead of ids: ${named.join(" · ")}`);
    },
  };
}

/** What is stored of messages names nobody: each message that holds the name of somebody whom the bot knows. */
async function listNamesInOutbox(stores: Stores, workspaceId: string): Promise<readonly string[]> {
  const names = (await stores.people.listOfWorkspace(workspaceId)).map(({ name }) => name).filter((name) => name.includes(" "));
  const statuses = ["pending", "sending", "sent", "failed", "ambiguous", "dropped"] as const;
  const items = (await Promise.all(statuses.map((status) => stores.outbox.listByStatus(status, 10_000)))).flat();
  const texts = items.map(({ message }) => JSON.stringify(message));
  return texts.filter((text) => names.some((name) => text.includes(name)));
}

/** All elements, folds opened. */
export function flatten(message: Message | undefined): readonly Element[] {
  return (message?.elements ?? []).flatMap((element) => (element.kind === "fold" ? [element, ...element.elements] : [element]));
}

/** Every button of a message, the worded answers too. */
export function listButtons(message: Message | undefined): readonly Button[] {
  return flatten(message).flatMap((element) => {
    if (element.kind === "buttons") return element.buttons;
    if (element.kind === "choices") return element.items.map(({ label, action }) => ({ label, action }));
    return [];
  });
}

/** The button of this label; throws with what there is instead. */
export function buttonOf(message: Message | undefined, label: string): Button {
  const buttons = listButtons(message);
  const found = buttons.find((button) => button.label === label);
  if (!found) throw new Error(`no button “${label}” among ${buttons.map((button) => button.label).join(" · ")}`);
  return found;
}
