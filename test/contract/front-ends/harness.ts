/** What the suite needs of a front end: people with a client of their own, a channel, a clock, and the store behind it all. */
import { join } from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import type { Locale } from "../../../src/core/locale.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { PromptTaking } from "../../../src/message/voice/voice.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../prompts"));

/** A sentence of the bot's. */
export function say(locale: Locale, id: PromptTaking): string {
  return voices(locale).say(id);
}

/** Something on a screen as it was when it was looked at. */
export type Shown = {
  /** Stays the same while it is edited in place. */
  readonly id: string;
  /** Everything that is read on it. */
  readonly text: string;
  /** Labels, the worded answers' too. */
  readonly buttons: readonly string[];
  /** What its pictures say to who cannot see them. */
  readonly pictures: readonly string[];
};

export type Values = Readonly<Record<string, string | readonly string[]>>;

export type FrontEndUser = {
  /** As the platform calls them. */
  readonly id: string;
  /** Types a command to the bot; answers with what came of it to them alone, the newest of it. */
  says(line: string): Promise<Shown | undefined>;
  /** Presses a button of something that was shown to whomever. */
  presses(shown: Shown, label: string): Promise<void>;
  /** Sends the form that was opened last, the fields left out as they stand; answers with the fault at each field. */
  submits(values: Values): Promise<Readonly<Record<string, string>>>;
  /** All that stands before them alone: their chat with the bot, and what answered their presses. Oldest first. */
  sees(): Promise<readonly Shown[]>;
  /** Asks for a file by command and takes it; answers with its content. */
  takes(line: string): Promise<string>;
  /** One typed line as the platform delivers it: each call is the same event again, and answers with the HTTP status. */
  types(line: string): () => Promise<number>;
};

export type About = { readonly name: string; readonly locale: Locale };

export type FrontEndWorld = {
  readonly channelId: string;
  /** Somebody of the workspace, by the clock of UTC. */
  user(about: About): Promise<FrontEndUser>;
  /** What stands in the home channel for everybody, oldest first. */
  channel(): Promise<readonly Shown[]>;
  /** Moves the clock there and lets happen what is due. */
  passTo(at: Instant): Promise<void>;
  restart(): Promise<void>;
  /** From now on nothing can be kept, until the restart. */
  breakStore(): Promise<void>;
  stores<T>(task: (stores: Stores) => Promise<T>): Promise<T>;
  /** What a client would bring to life of the text that people wrote, and what breaks the platform's own rules. */
  listFaults(): Promise<readonly string[]>;
  close(): Promise<void>;
};

export type OpenFrontEnd = () => Promise<FrontEndWorld>;

export type Stage = {
  readonly world: () => FrontEndWorld;
  readonly ana: () => FrontEndUser;
  /** Speaks Chinese. */
  readonly wang: () => FrontEndUser;
};

/** For one `describe`: a world before each test, and nothing wrong on anybody's screen after it. */
export function useFrontEnd(open: OpenFrontEnd): Stage {
  const stage: { world?: FrontEndWorld; ana?: FrontEndUser; wang?: FrontEndUser } = {};
  beforeEach(async () => {
    stage.world = await open();
    stage.ana = await stage.world.user({ name: nameInCast("ana"), locale: "en" });
    stage.wang = await stage.world.user({ name: nameInCast("wang"), locale: "zh-CN" });
  });
  afterEach(async () => {
    const faults = await stage.world?.listFaults();
    await stage.world?.close();
    expect(faults).toEqual([]);
  });
  const take = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error("nothing is open");
    return part;
  };
  return { world: () => take(stage.world), ana: () => take(stage.ana), wang: () => take(stage.wang) };
}

/** Ana sets up a team of her and Wang in the home channel, first asked in two hours; everybody sees who said what. */
export async function setUp({ world, ana, wang }: Stage, values: Values = {}): Promise<void> {
  await ana().says("setup");
  const faults = await ana().submits({
    ...{ name: "Payments", members: [wang().id], channel: world().channelId, privacy: "open", zone: "UTC", time: "11:00" },
    ...values,
  });
  expect(faults).toEqual({});
}

const RATING = /label [0-3]/;

async function findAsked(user: FrontEndUser): Promise<Shown | undefined> {
  return (await user.sees()).findLast(({ buttons }) => buttons.some((label) => RATING.test(label)));
}

export async function isAsked(user: FrontEndUser): Promise<boolean> {
  return (await findAsked(user)) !== undefined;
}

/** The card with the question that is open. */
export async function asked(user: FrontEndUser): Promise<Shown> {
  const found = await findAsked(user);
  if (!found) throw new Error(`nothing is asked: ${(await user.sees()).map(({ text }) => text).join("\n———\n")}`);
  return found;
}

export function ratingOf(shown: Shown, rating: 0 | 1 | 2 | 3): string {
  const found = shown.buttons.find((label) => label.includes(`label ${rating}`));
  if (found === undefined) throw new Error(`no answer ${rating} among ${shown.buttons.join(" · ")}`);
  return found;
}

/** Answers the open question. */
export async function answer(user: FrontEndUser, rating: 0 | 1 | 2 | 3): Promise<void> {
  const shown = await asked(user);
  await user.presses(shown, ratingOf(shown, rating));
}

/** The newest thing with this button. */
export async function offering(user: FrontEndUser, label: string): Promise<Shown> {
  const found = (await user.sees()).findLast(({ buttons }) => buttons.includes(label));
  if (!found) throw new Error(`nothing offers “${label}”: ${(await user.sees()).at(-1)?.text}`);
  return found;
}

export async function listTeams(world: FrontEndWorld) {
  return world.stores(async ({ workspaces, teams }) => {
    const all = await Promise.all((await workspaces.list()).map(({ id }) => teams.listOfWorkspace(id)));
    return all.flat();
  });
}

/** Every answer that was ever kept, oldest first. */
export async function listAnswers(world: FrontEndWorld) {
  const teams = await listTeams(world);
  return world.stores(async ({ answers }) => (await Promise.all(teams.map(({ id }) => answers.historyOfTeam(id)))).flat());
}
