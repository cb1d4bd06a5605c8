/**
 * Reads a form of team settings: name, home channel, questions a round, language and privacy; and its people, from platform
 * user ids to each one's part, or to what is wrong with a field.
 */
import { LOCALES } from "../../core/locale.ts";
import { isLost, type Part, type Person, type Team } from "../../core/team.ts";
import { type FieldId, FORM_FIELDS, listChosenPeople } from "../../message/form-fields.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { nameSome } from "../../message/pages.ts";
import {
  MAX_PEOPLE,
  MAX_PEOPLE_AT_ONCE,
  PRIVACY_MODES,
  QUESTIONS_PER_ROUND,
  TEAM_NAME_LENGTH,
} from "../../message/screens/team/setup.ts";
import type { Call } from "../call.ts";
import { type Chosen, type ChosenPerson, findChosen, NOBODY_CHOSEN, sayName } from "../chosen-people.ts";
import { carriedOr, gatherErrors, readChoice, readLine, readText, readWhole, readList } from "../form-values.ts";
import { seenFrom } from "../link/seen-from.ts";
import type { Presence } from "../ports/directory.ts";
import { kindIn } from "./may-lead.ts";

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
  /** Whether the author is in the conversation that was chosen, by its id. */
  readonly presences?: ReadonlyMap<string, Presence>;
};

/**
 * Reads a team's settings. At its field, it refuses a name or channel that another team here has, a channel that the author is not
 * in, and a privacy mode that would break what members were promised.
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
    channel: findChannelError(call, channelId, others) ?? findAbsence(call, channelId, rules),
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

/** Nobody makes the bot post where they are not. A channel that the team has already may stay. */
function findAbsence({ voice, workspace }: Call, channelId: string, { team, presences }: TeamFieldRules): string | undefined {
  const presence = channelId === "" || channelId === team?.channelId ? undefined : presences?.get(channelId);
  if (presence === undefined || presence === "in") return undefined;
  return voice.say(`setup.error.channel-${presence}`, { platform: voice.say(`setup.platform.${workspace.platform}`) });
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

/** People with the part that each shall have, by person id. */
export type Roster = ReadonlyMap<string, ChosenPerson & { readonly part: Part }>;
/** The people whom a form names, or an explanation at each field that is wrong. */
export type ReadPeople =
  | { readonly kind: "roster"; readonly roster: Roster }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"setup"> };

const FIELDS = ["members", "leads", "observers"] as const;
type Named = Readonly<Record<(typeof FIELDS)[number], readonly ChosenPerson[]>>;

/** A form that names people. `author` becomes a lead in any case, and `chosen` is what the platform said about them. */
export type PeopleForm = {
  readonly values: FormValues<"setup"> | FormValues<"members">;
  readonly chosen?: Chosen;
  readonly author?: Person;
  /** How many are in the team already, besides those whom the form names. */
  readonly others?: (named: Roster) => number;
};

/**
 * Reads who shall be a member, lead or observer. Leads answer too, so they are members. Accounts that are no people,
 * observers who are also members or leads, and too many people are refused at their fields.
 */
export async function readPeople(call: Call, form: PeopleForm): Promise<ReadPeople> {
  const { values, chosen = NOBODY_CHOSEN, author, others = () => 0 } = form;
  const errors: { -readonly [Id in keyof FieldErrors<"setup">]: string } = {};
  const named: { -readonly [Id in keyof Named]?: readonly ChosenPerson[] } = {};
  for (const field of FIELDS) {
    const { people, error } = await findChosen(call, carriedOr(readList(values, field), []).slice(0, MAX_PEOPLE + 1), chosen);
    named[field] = people;
    if (error !== undefined) errors[field] = error;
  }
  const { members = [], leads = [], observers = [] } = named;
  const self = author && { person: author, account: call.from.platformUserId, unmet: false };
  const found: Named = { members, leads: self ? [...leads, self] : leads, observers };
  const roster = toRoster(found);
  const isCrowd = roster.size + others(roster) > MAX_PEOPLE;
  const crowd = isCrowd ? call.voice.say("setup.error.too-many", { max: MAX_PEOPLE }) : undefined;
  const checked = { observers: findClash(call, found, author), members: crowd, leads: await findGuests(call, found.leads) };
  const all = { ...gatherErrors(checked), ...errors };
  return Object.keys(all).length > 0 ? { kind: "errors", errors: all } : { kind: "roster", roster };
}

/** Guests and closed accounts lead nothing. */
async function findGuests({ stores, workspace, voice }: Call, leads: readonly ChosenPerson[]): Promise<string | undefined> {
  const kinds = await Promise.all(leads.map(({ person }) => kindIn({ stores }, workspace.id, person.id)));
  const refused = leads.filter(({ person }, index) => kinds[index] === "guest" || isLost(person));
  if (refused.length === 0) return undefined;
  return voice.say("setup.error.lead-guest", { names: nameSome(voice, refused.map(sayName)) });
}

function findClash({ voice }: Call, { members, leads, observers }: Named, author?: Person): string | undefined {
  const clashing = observers.filter(({ account }) => [...members, ...leads].some((other) => other.account === account));
  if (clashing.length === 0) return undefined;
  const self = clashing.every(({ person }) => person.id === author?.id);
  if (self && !members.some(({ person }) => person.id === author?.id)) return voice.say("setup.error.observer-self");
  const names = clashing.map(sayName);
  return voice.say("setup.error.observer-too", { names: nameSome(voice, names) });
}

/** Somebody who was not met yet is a new person in each field; the last of them counts. */
function toRoster({ members, leads, observers }: Named): Roster {
  const byAccount = new Map<string, ChosenPerson & { readonly part: Part }>();
  const give = (people: readonly ChosenPerson[], part: Part) => {
    for (const each of people) byAccount.set(each.account, { ...each, part });
  };
  give(observers, { kind: "observer", lead: false });
  give(members, { kind: "member", lead: false });
  give(leads, { kind: "member", lead: true });
  return new Map([...byAccount.values()].map((each) => [each.person.id, each]));
}

/** Says at its field that a form names more people than it takes at once. Returns nothing when it does not. */
export function findTooManyAtOnce(
  { voice }: Call,
  form: "setup" | "members",
  values: FormValues<"setup"> | FormValues<"members">,
): FieldErrors<"members"> | undefined {
  const count = listChosenPeople(form, values).length;
  if (count <= MAX_PEOPLE_AT_ONCE) return undefined;
  const [[largest] = ["members"]] = Object.entries(values)
    .flatMap(([id, list]) => (isPeopleField(id) && Array.isArray(list) ? [[id, list.length] as const] : []))
    .sort((left, right) => right[1] - left[1]);
  return { [largest]: voice.say("setup.error.too-many-at-once", { count, max: MAX_PEOPLE_AT_ONCE }) };
}

function isPeopleField(id: string): id is FieldId<"members"> {
  return Object.hasOwn(FORM_FIELDS.members, id);
}
