/**
 * Reads a form of team settings: name, home channel, questions a round, language and privacy; and its people, from platform
 * user ids to each one's part, or to what is wrong with a field.
 */
import { LOCALES } from "../../core/locale.ts";
import type { Team, Part, Person } from "../../core/team.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { markName } from "../../message/person-names.ts";
import { PRIVACY_MODES, QUESTIONS_PER_ROUND, TEAM_NAME_LENGTH, MAX_PEOPLE } from "../../message/screens/team/setup.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import type { Call } from "../call.ts";
import { nameStranger, type Strangers } from "../chosen-people.ts";
import { carriedOr, gatherErrors, readChoice, readLine, readText, readWhole, readList } from "../form-values.ts";
import { seenFrom } from "../link/seen-from.ts";

/** The fewest members of a private team: with fewer, the sums would give away who answered what. */
export const MIN_PRIVATE_MEMBERS = 3;

/** In characters; no platform has longer ones. */
const LONGEST_CHANNEL_ID = 200;

type TeamFields = Pick<Team, "name" | "channelId" | "questionsPerRound" | "locale" | "privacy">;
/** The settings of a team, or an explanation at each field that is wrong. */
export type ReadTeamFields =
  | { readonly kind: "fields"; readonly fields: TeamFields }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"setup"> };

/** What the settings are checked against. */
export type TeamFieldRules = {
  /**
   * The team that is changed, as it is seen from here: its own name and channel are not taken, and what the form did not
   * carry stays.
   */
  readonly team?: Team;
  /** Who will be a member. */
  readonly members: number;
  /** Answers were given while it was private. */
  readonly promised: boolean;
};

/**
 * Reads a team's settings. At its field, it refuses a name or channel that another team here has, and a privacy mode that
 * would break what members were promised.
 */
export async function readTeamFields(call: Call, values: FormValues<"setup">, rules: TeamFieldRules): Promise<ReadTeamFields> {
  const all = (await call.stores.teams.listAtHome(call.workspace.id)).filter(({ id }) => id !== rules.team?.id);
  const others = await Promise.all(all.map((team) => seenFrom(call, team, call.workspace)));
  const { team } = rules;
  const name = carriedOr(readLine(values, "name"), team?.name ?? "");
  const channelId = carriedOr(readText(values, "channel"), team?.channelId ?? "");
  const questionsPerRound = carriedOr(readWhole(values, "questions", QUESTIONS_PER_ROUND), team?.questionsPerRound);
  const locale = carriedOr(readChoice(values, "locale", LOCALES), team?.locale);
  const privacy = carriedOr(readChoice(values, "privacy", PRIVACY_MODES), team?.privacy);
  const { voice } = call;
  const errors = gatherErrors({
    name: findNameError(call, name, others),
    channel: findChannelError(call, channelId, others),
    questions: questionsPerRound === undefined ? voice.say("setup.error.number", QUESTIONS_PER_ROUND) : undefined,
    locale: locale === undefined ? voice.say("setup.error.choice") : undefined,
    privacy: privacy === undefined ? voice.say("setup.error.choice") : findPrivacyError(call, privacy, rules),
  });
  if (questionsPerRound === undefined || !locale || !privacy || Object.keys(errors).length > 0) return { kind: "errors", errors };
  return { kind: "fields", fields: { name, questionsPerRound, locale, privacy, ...(channelId && { channelId }) } };
}

/** True when two team names look the same: case and full-width forms do not matter. */
export function sameName(left: string, right: string): boolean {
  const fold = (name: string) => name.normalize("NFKC").toLowerCase();
  return fold(left) === fold(right);
}

function findNameError({ voice }: Call, name: string, others: readonly Team[]): string | undefined {
  const { length } = [...name];
  if (length < TEAM_NAME_LENGTH.min || length > TEAM_NAME_LENGTH.max) return voice.say("setup.error.name");
  const taken = others.find((team) => sameName(team.name, name));
  return taken && voice.say("setup.error.name-taken", { name: taken.name });
}

function findChannelError({ voice }: Call, channelId: string, others: readonly Team[]): string | undefined {
  if (channelId.length > LONGEST_CHANNEL_ID) return voice.say("setup.error.choice");
  const taken = channelId === "" ? undefined : others.find((team) => team.channelId === channelId);
  return taken && voice.say("setup.error.channel-taken", { team: taken.name });
}

/** What was promised to those who answered is kept: private never turns open afterwards. */
function findPrivacyError(
  { voice }: Call,
  privacy: Team["privacy"],
  { team, members, promised }: TeamFieldRules,
): string | undefined {
  if (privacy === "private" && members < MIN_PRIVATE_MEMBERS && team?.privacy !== "private") {
    return voice.say("setup.error.privacy-few", { count: members });
  }
  return privacy === "open" && promised ? voice.say("setup.error.privacy-promised") : undefined;
}

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
    const { people, unknown } = await findPeople(call, carriedOr(readList(values, field), []).slice(0, MAX_PEOPLE + 1));
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
  return call.voice.say("setup.error.observer-too", { names: call.voice.list(clashing.map(markName)) });
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
