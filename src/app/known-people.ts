/**
 * Finds the person behind a platform account, keeps what the platform says about them up to date, and that a message reached
 * them; and puts people's names into what is shown, as they are at that moment, since stored messages hold ids alone
 * (`person-names.ts`).
 */
import type { Locale } from "../core/locale.ts";
import { isLost, type Person, type Workspace } from "../core/team.ts";
import { listMarkedPeople, putInNames } from "../message/person-names.ts";
import { keepAccountKind } from "./account-kind.ts";
import type { Call, Work } from "./call.ts";
import type { Asking } from "./feature.ts";
import { buildPerson } from "./new-people.ts";
import type { Presence, Profile } from "./ports/directory.ts";
import { appointIfListed } from "./programme/listed-leads.ts";
import type { Author, FormOutcome } from "./request.ts";

/** Asks the platform about these accounts and leaves out those it does not know. Call it before a unit of work begins. */
export async function lookUpProfiles(
  { world, workspaceId }: Asking,
  platformUserIds: readonly string[],
): Promise<ReadonlyMap<string, Profile>> {
  const profiles = await Promise.all(platformUserIds.map((id) => world.directory.profile(workspaceId, id)));
  return new Map(profiles.filter((profile) => profile !== undefined).map((profile) => [profile.platformUserId, profile]));
}

/** Asks the platform whether the author is in each of these conversations; empty where it has no such question. */
export async function lookUpPresences(
  { world, workspaceId, platformUserId }: Asking,
  channelIds: readonly string[],
): Promise<ReadonlyMap<string, Presence>> {
  const { presence } = world.directory;
  if (!presence) return new Map();
  return new Map(
    await Promise.all(
      channelIds.map(async (channelId) => [channelId, await presence(workspaceId, { platformUserId, channelId })] as const),
    ),
  );
}

/** Lists the accounts that the bot does not know yet, in a short unit of work of its own. */
export async function listUnmet({ world, workspaceId }: Asking, ids: readonly string[]): Promise<readonly string[]> {
  return world.storage.work(async ({ people }) => {
    const met = await Promise.all(ids.map((id) => people.findByAccount(workspaceId, id)));
    return ids.filter((_, index) => met[index] === undefined);
  });
}

/** Returns the profile of an author; what the event itself says takes precedence over the directory. */
export function profileOf(from: Author, looked: Profile | undefined): Profile {
  const locale = from.locale ?? looked?.locale;
  const zone = from.zone ?? looked?.zone;
  return {
    platformUserId: from.platformUserId,
    name: from.name ?? looked?.name ?? from.platformUserId,
    ...(locale && { locale }),
    ...(zone && { zone }),
    ...(looked?.kind && { kind: looked.kind }),
  };
}

/** Returns the person of this account, created if needed and updated when the platform that they belong to says something new. */
export async function ensurePerson(work: Work, workspace: Workspace, profile: Profile): Promise<Person> {
  const known = await work.stores.people.findByAccount(workspace.id, profile.platformUserId);
  return keepPerson(work, workspace, { profile, known });
}

/** Makes sure that the person of every profile is known. */
export async function meetAll(call: Call, profiles: Iterable<Profile>): Promise<void> {
  for (const profile of profiles) await ensurePerson(call, call.workspace, profile);
}

/** Does the same as `ensurePerson` when the account has already been looked up; `known` is undefined for a new person. */
export async function keepPerson(
  work: Work,
  workspace: Workspace,
  { profile, known }: { readonly profile: Profile; readonly known: Person | undefined },
): Promise<Person> {
  const person = known
    ? refreshAtHome(welcomeBack(known), workspace, profile)
    : buildPerson(work.world.ids.next(), workspace, profile);
  if (person !== known) await work.stores.people.save(person);
  const { platformUserId, kind } = profile;
  if (!known) {
    const account = { workspaceId: workspace.id, platformUserId, personId: person.id, ...(kind && { kind }) };
    await work.stores.people.saveAccount(account);
  } else if (kind) await keepAccountKind(work, { workspace, person, platformUserId, kind });
  else if (!known.notMet) return person;
  if (!known || known.notMet) await appointIfListed(work, workspace, { person, platformUserId, isGuest: kind === "guest" });
  return (await work.stores.people.find(person.id)) ?? person;
}

/** Clears the mark of being unreachable, because a message arrived. */
export async function clearUnreachable({ stores }: Work, personId: string): Promise<void> {
  const person = await stores.people.find(personId);
  if (person?.unreachable === undefined) return;
  const { unreachable: _, unreachableCode: __, ...reachable } = person;
  await stores.people.save(reachable);
}

/** Whom the platform tells of is there again. */
function welcomeBack(person: Person): Person {
  if (!isLost(person)) return person;
  const { unreachable: _, unreachableCode: __, ...back } = person;
  return back;
}

/** A second account's name, language and clock do not replace the first's. */
function refreshAtHome(person: Person, workspace: Workspace, profile: Profile): Person {
  return person.workspaceId === workspace.id ? refresh(person, profile) : person;
}

function refresh(person: Person, profile: Profile): Person {
  const named = profile.name !== profile.platformUserId && profile.name !== person.name;
  const { notMet: _, ...met } = person;
  const spoken = profile.locale !== undefined && profile.locale !== person.platformLocale;
  const moved = profile.zone !== undefined && profile.zone !== person.zone;
  if (!named && !spoken && !moved) return person;
  return {
    ...(named ? met : person),
    ...(named && { name: profile.name }),
    ...(profile.locale && { platformLocale: profile.locale }),
    ...(profile.zone && { zone: profile.zone }),
  };
}

/**
 * Returns the name of each person by id. Of people who are called alike and are at home on different platforms, each name says
 * which one, such as "Ben Example (Slack)".
 */
async function tellApart(
  { stores, world }: Pick<Work, "stores" | "world">,
  people: readonly Person[],
  locale: Locale,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const twice = new Set(people.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index));
  for (const name of twice) {
    const alike = people.filter((person) => person.name === name);
    const sides = await Promise.all(alike.map(({ workspaceId }) => stores.workspaces.find(workspaceId)));
    if (new Set(sides.map((side) => side?.platform)).size < 2) continue;
    const voice = world.voice(locale);
    for (const [index, { id }] of alike.entries()) {
      const platform = sides[index]?.platform;
      if (platform) names.set(id, voice.say("link.person", { name, platform: voice.say(`words.platform.${platform}`) }));
    }
  }
  return names;
}

/** Returns the data with the name of each person in it; whoever is not known any more is "Somebody", in the locale's language. */
export async function namePeople<T>({ stores, world }: Pick<Work, "stores" | "world">, data: T, locale: Locale): Promise<T> {
  const ids = listMarkedPeople(data);
  if (ids.length === 0) return data;
  const names = await tellApart({ stores, world }, await stores.people.findMany(ids), locale);
  const somebody = world.voice(locale).say("privacy.forget.somebody");
  return putInNames(data, (id) => names.get(id) ?? somebody, locale);
}

/** Returns the answer with the name of each person in it. What of it waits in the outbox keeps the ids. */
export async function namePeopleOfOutcome(
  work: Pick<Work, "stores" | "world">,
  { notice, card, form, errors, ...rest }: FormOutcome,
  locale: Locale,
): Promise<FormOutcome> {
  return { ...rest, ...(await namePeople(work, dropAbsent({ notice, card, form, errors }), locale)) };
}

function dropAbsent<T extends object>(parts: T): { readonly [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as never;
}
