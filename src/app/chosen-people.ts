/** Gets to know the people whom somebody chose in a form, by id or by e-mail address, before the form is read. */
import type { Person } from "../core/team.ts";
import type { FormContext } from "../message/form-context.ts";
import { type EnteredValues, listChosenChannels, listChosenPeople } from "../message/form-fields.ts";
import { nameSome } from "../message/pages.ts";
import { markName } from "../message/person-names.ts";
import { MAX_PEOPLE_AT_ONCE } from "../message/screens/team/setup.ts";
import { PUNCTUATION } from "../message/voice/punctuation.ts";
import type { Call, Work } from "./call.ts";
import { type Asking, type AskingHandler, lookingUp } from "./feature.ts";
import { lookUpPresences, lookUpProfiles, meetAll } from "./known-people.ts";
import { buildPerson } from "./new-people.ts";
import type { Presence, Profile } from "./ports/directory.ts";
import type { Outcome } from "./request.ts";

/** What the platform said about those who were chosen in a form. */
export type Chosen = {
  /** Accounts that are no people, such as an app's: the platform's name for each, by platform user id. */
  readonly strangers: ReadonlyMap<string, string>;
  /** The platform user id for each e-mail address that the platform knows, by the address in lower case. */
  readonly byEmail: ReadonlyMap<string, string>;
  /** Whether the author is in each chosen conversation; empty where the platform has no such question. */
  readonly presences: ReadonlyMap<string, Presence>;
};

/** What is known of people when a form was filled in by somebody else than a person, such as a table. */
export const NOBODY_CHOSEN: Chosen = { strangers: new Map(), byEmail: new Map(), presences: new Map() };

type Submit<C extends FormContext, V extends EnteredValues, O extends Outcome> = (
  call: Call,
  context: C,
  values: V,
  chosen: Chosen,
) => Promise<O>;

/**
 * Wraps a form's handler so that everybody who is chosen in the form is known to the bot when it runs, except accounts
 * that are no people or that the platform says nothing about. Of more people than a form takes, nobody is looked up.
 */
export function meetingChosenPeople<C extends FormContext, V extends EnteredValues, O extends Outcome>(
  submit: Submit<C, V, O>,
): AskingHandler<readonly [context: C, values: V], Call, O> {
  return lookingUp(lookUpChosenPeople, async (call: Call, { profiles, ...chosen }: LookedUp, context: C, values: V) => {
    await meetAll(call, profiles);
    return submit(call, context, values, chosen);
  });
}

function isEmail(word: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(word);
}

/** Returns the platform user id that a word of a people field stands for: the address's where one is known, else the word. */
export function toAccountId({ byEmail }: Chosen, word: string): string {
  return byEmail.get(word.toLowerCase()) ?? word;
}

/** Somebody who was chosen: `unmet` are not stored yet, and `account` is the id that they were chosen by. */
export type ChosenPerson = { readonly person: Person; readonly account: string; readonly unmet: boolean };

/**
 * Finds the people for the words of a field. Whom the bot has not met becomes a person without a name where the platform
 * lets people choose them; `keepUnmet` stores these. Returns the sentence about all others.
 */
export async function findChosen(
  call: Call,
  words: readonly string[],
  chosen: Chosen,
): Promise<{ readonly people: readonly ChosenPerson[]; readonly error?: string }> {
  const found: ChosenPerson[] = [];
  const unknown: string[] = [];
  for (const word of new Set(words.map((each) => toAccountId(chosen, each)))) {
    const person = await call.stores.people.findByAccount(call.workspace.id, word);
    const isUnmet = !person && mayBeUnmet(call, word);
    if (person) found.push({ person, account: word, unmet: false });
    else if (isUnmet) found.push({ person: buildUnmet(call, word), account: word, unmet: true });
    else unknown.push(word);
  }
  return { people: found, ...(unknown.length > 0 && { error: sayUnknown(call, unknown, chosen) }) };
}

/** Returns the words that stand for the chosen person: their name when it is shown, where they are stored. */
export function sayName({ person, unmet }: ChosenPerson): string {
  return unmet ? person.name : markName(person);
}

/** Stores somebody whom the bot has not met, under the id that they were chosen by. Others are stored already. */
export async function keepUnmet({ stores }: Work, { person, account, unmet }: ChosenPerson): Promise<void> {
  if (!unmet) return;
  await stores.people.save(person);
  await stores.people.saveAccount({ workspaceId: person.workspaceId, platformUserId: account, personId: person.id });
}

function mayBeUnmet({ world, workspace }: Call, id: string): boolean {
  const { directory } = world;
  return directory.mayBeChosenUnmet?.(workspace.id, id) === true && directory.couldNotAsk?.(workspace.id, id) !== true;
}

/** Part of the id is enough to tell two of them apart, and no name is longer. */
function buildUnmet({ world, workspace }: Call, account: string): Person {
  const name = world.voice(workspace.locale).say("members.not-met.name", { id: account.slice(0, 8) });
  return { ...buildPerson(world.ids.next(), workspace, { name }), notMet: true };
}

/** Who could not be asked about is not said to be missing. */
function sayUnknown({ voice, world, workspace }: Call, ids: readonly string[], chosen: Chosen): string {
  const silent = ids.filter((id) => world.directory.couldNotAsk?.(workspace.id, id));
  const rest = ids.filter((id) => !silent.includes(id));
  const emails = rest.filter(isEmail);
  const names = rest.filter((id) => !isEmail(id)).map((id) => nameStranger(chosen, id));
  const platform = voice.say(`setup.platform.${workspace.platform}`);
  return [
    ...(silent.length > 0 ? [voice.say("setup.error.person-not-asked", { count: silent.length, platform })] : []),
    ...(names.length > 0 ? [voice.say("setup.error.person-unknown", { names: nameSome(voice, names) })] : []),
    ...(emails.length > 0 ? [voice.say("setup.error.email-unknown", { emails: nameSome(voice, emails) })] : []),
  ].join(PUNCTUATION[voice.locale].between);
}

/** Returns the platform's name for an account that is no person, or what was entered when there is none. */
export function nameStranger({ strangers }: Chosen, id: string): string {
  return (strangers.get(id) ?? id).slice(0, 60);
}

type LookedUp = Chosen & { readonly profiles: readonly Profile[] };

async function lookUpChosenPeople(asking: Asking, context: FormContext, values: EnteredValues): Promise<LookedUp> {
  const words = listChosenPeople(context.form, values);
  const presences = await lookUpPresences(asking, listChosenChannels(context.form, values));
  if (words.length > MAX_PEOPLE_AT_ONCE) return { ...NOBODY_CHOSEN, presences, profiles: [] };
  const { directory } = asking.world;
  const byEmail = toByEmail(await findEmails(asking, words));
  const ids = [...new Set(words.map((word) => byEmail.get(word.toLowerCase()) ?? word))].filter((id) => !isEmail(id));
  const profiles = await lookUpProfiles(asking, ids);
  // Who could not be asked about is nobody's name yet, and the time for questions is over.
  const others = ids.filter((id) => !profiles.has(id) && !directory.couldNotAsk?.(asking.workspaceId, id));
  const names = await Promise.all(others.map(async (id) => [id, await directory.nameOf?.(asking.workspaceId, id)] as const));
  return {
    presences,
    byEmail,
    profiles: [...profiles.values()],
    strangers: new Map(names.flatMap(([id, name]) => (name === undefined ? [] : [[id, name]]))),
  };
}

type FoundEmail = { readonly email: string; readonly profile: Profile };

async function findEmails({ world, workspaceId }: Asking, words: readonly string[]): Promise<readonly FoundEmail[]> {
  const found: FoundEmail[] = [];
  for (const email of words.filter(isEmail).map((word) => word.toLowerCase())) {
    const profile = await world.directory.findByEmail?.(workspaceId, email);
    if (profile) found.push({ email, profile });
  }
  return found;
}

function toByEmail(found: readonly FoundEmail[]): Chosen["byEmail"] {
  return new Map(found.map(({ email, profile }) => [email, profile.platformUserId]));
}
