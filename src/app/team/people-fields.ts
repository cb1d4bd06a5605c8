/** Reads the people of a form: from platform user ids to each one's part, or to what is wrong with a field. */
import type { Part, Person } from "../../core/team.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { MAX_PEOPLE } from "../../message/screens/team/setup.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import type { Call } from "../call.ts";
import { nameStranger, type Strangers } from "../chosen-people.ts";
import { gatherErrors, readList } from "../form-values.ts";

/** The people of a team with the part of each, by person id. */
export type Roster = ReadonlyMap<string, { readonly person: Person; readonly part: Part }>;
/** The people whom a form names, or an explanation at each field that is wrong. */
export type ReadPeople =
  | { readonly kind: "roster"; readonly roster: Roster }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"members"> };

const FIELDS = ["members", "leads", "observers"] as const;
type Named = Readonly<Record<(typeof FIELDS)[number], readonly Person[]>>;

/** A form that names people. `author` becomes a lead in any case, and `strangers` are accounts that are no people. */
export type PeopleForm = {
  readonly values: FormValues<"members">;
  readonly strangers?: Strangers;
  readonly author?: Person;
};

/**
 * Reads who shall be a member, lead or observer. Leads answer too, so they are members. Accounts that are no people,
 * observers who are also members or leads, and too many people are refused at their fields.
 */
export async function readPeople(call: Call, { values, strangers = new Map(), author }: PeopleForm): Promise<ReadPeople> {
  const errors: { -readonly [Id in keyof FieldErrors<"members">]: string } = {};
  const named: { -readonly [Id in keyof Named]?: readonly Person[] } = {};
  for (const field of FIELDS) {
    const { people, unknown } = await findPeople(call, (readList(values, field) ?? []).slice(0, MAX_PEOPLE + 1));
    named[field] = people;
    if (unknown.length === 0) continue;
    errors[field] = sayUnknown(call, unknown, strangers);
  }
  const { members = [], leads = [], observers = [] } = named;
  const found: Named = { members, leads: author ? [...leads, author] : leads, observers };
  const all = { ...gatherErrors({ observers: findClash(call, found, author), members: findCrowd(call, found) }), ...errors };
  if (Object.keys(all).length > 0) return { kind: "errors", errors: all };
  return { kind: "roster", roster: toRoster(found) };
}

/** Who could not be asked about is not said to be missing. */
function sayUnknown({ voice, world, workspace }: Call, ids: readonly string[], strangers: Strangers): string {
  const silent = ids.filter((id) => world.directory.couldNotAsk?.(workspace.id, id));
  const names = ids.filter((id) => !silent.includes(id)).map((id) => nameStranger(strangers, id));
  const platform = voice.say(`setup.platform.${workspace.platform}`);
  return [
    ...(silent.length > 0 ? [voice.say("setup.error.person-not-asked", { count: silent.length, platform })] : []),
    ...(names.length > 0 ? [voice.say("setup.error.person-unknown", { names: voice.list(names) })] : []),
  ].join(PUNCTUATION[voice.locale].between);
}

async function findPeople(
  call: Call,
  ids: readonly string[],
): Promise<{ people: readonly Person[]; unknown: readonly string[] }> {
  const found = await Promise.all(
    ids.map(async (id) => ({ id, person: await call.stores.people.findByAccount(call.workspace.id, id) })),
  );
  return {
    people: found.flatMap(({ person }) => (person ? [person] : [])),
    unknown: found.flatMap(({ id, person }) => (person ? [] : [id])),
  };
}

function findClash(call: Call, { members, leads, observers }: Named, author?: Person): string | undefined {
  const clashing = observers.filter(({ id }) => [...members, ...leads].some((other) => other.id === id));
  if (clashing.length === 0) return undefined;
  const self = clashing.every(({ id }) => id === author?.id);
  if (self && !members.some(({ id }) => id === author?.id)) return call.voice.say("setup.error.observer-self");
  return call.voice.say("setup.error.observer-too", { names: call.voice.list(clashing.map(({ name }) => name)) });
}

function findCrowd(call: Call, { members, leads, observers }: Named): string | undefined {
  const total = new Set([...members, ...leads, ...observers].map(({ id }) => id)).size;
  return total > MAX_PEOPLE ? call.voice.say("setup.error.too-many", { max: MAX_PEOPLE }) : undefined;
}

function toRoster({ members, leads, observers }: Named): Roster {
  const roster = new Map<string, { person: Person; part: Part }>();
  for (const person of observers) roster.set(person.id, { person, part: { kind: "observer", lead: false } });
  for (const person of members) roster.set(person.id, { person, part: { kind: "member", lead: false } });
  for (const person of leads) roster.set(person.id, { person, part: { kind: "member", lead: true } });
  return roster;
}
