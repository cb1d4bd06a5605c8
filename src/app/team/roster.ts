/** The form that changes who is in a team, and the one that takes people out. A change counts from now on. */
import { isActiveAt, type Membership, type Part, type Person, type Team } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { nameSome } from "../../message/pages.ts";
import { markName } from "../../message/person-names.ts";
import { buildMembersForm, buildTakeOutForm } from "../../message/screens/team/members-forms.ts";
import { buildRosterChanges, type RosterRow } from "../../message/screens/team/members.ts";
import type { Call, TeamCall } from "../call.ts";
import { type Chosen, findChosen, keepUnmet, meetingChosenPeople, sayName } from "../chosen-people.ts";
import { carriedOr, gatherErrors, readList } from "../form-values.ts";
import { buildNotice } from "../notices.ts";
import { prepend } from "../prepend.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { WEEK_MS } from "../schedule/own-times.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { endMembership, joinTeam } from "./change-memberships.ts";
import { queueGreeting } from "./greetings.ts";
import { buildRosterView, gatherRoster } from "./list-roster.ts";
import { findTooManyAtOnce, MIN_PRIVATE_MEMBERS, type Roster, readPeople } from "./team-fields.ts";
import { tellRosterChanges } from "./tell-roster.ts";

type MembersContext = Extract<FormContext, { form: "members" }>;
type TakeOutContext = Extract<FormContext, { form: "take-out" }>;

/** Opens the form that adds people, gives them another part or takes them out. Refuses people who don't lead the team. */
export async function openMembersForm(call: Call, context: MembersContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  return { form: buildMembersForm(entered.call.voice, entered.call.team) };
}

/**
 * Gives the people whom the form names their parts, takes out those whom it names for that, and greets the new ones;
 * everybody else stays as they are. Wrong people, too many of them and a team without a lead are refused at their fields;
 * an outdated form is refused.
 */
export const submitMembers = meetingChosenPeople(changeRoster);

async function changeRoster(
  call: Call,
  context: MembersContext,
  values: FormValues<"members">,
  chosen: Chosen,
): Promise<FormOutcome<"members">> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const crowd = findTooManyAtOnce(call, "members", values);
  if (crowd) return { errors: crowd };
  const { active } = await gatherRoster(entered.call);
  const here = new Map(active.map((row) => [row.person.id, row]));
  const leaving = await findLeaving(entered.call, { words: carriedOr(readList(values, "remove"), []), chosen, here });
  const read = await readPeople(entered.call, {
    values,
    chosen,
    others: (named) => active.filter(({ person }) => !named.has(person.id)).length - leaving.rows.length,
  });
  const twice = read.kind === "roster" ? leaving.rows.filter(({ person }) => read.roster.has(person.id)) : [];
  const remove = leaving.error ?? (twice.length > 0 ? sayTwice(call, twice) : undefined);
  const errors = { ...(read.kind === "errors" && read.errors), ...gatherErrors({ remove }) };
  if (read.kind === "errors" || remove !== undefined) return { errors };
  const changes: Roster = new Map([...read.roster].filter(([id, { part }]) => !hasPart(here.get(id)?.membership, part)));
  if (changes.size === 0 && leaving.rows.length === 0)
    return { notice: buildRosterChanges(call.voice, { ...NOTHING, team: entered.call.team }) };
  if (!keepsLead(active, changes, leaving.rows)) {
    const field = leaving.rows.some(({ membership }) => membership.lead) ? "remove" : "leads";
    return { errors: { [field]: call.voice.say("members.error.no-lead") } };
  }
  if (context.revision !== entered.call.team.revision) return answerStale(entered.call);
  return applyRoster(entered.call, changes, leaving.rows);
}

type Leaving = {
  readonly words: readonly string[];
  readonly chosen: Chosen;
  readonly here: ReadonlyMap<string, RosterRow>;
};

async function findLeaving(call: TeamCall, { words, chosen, here }: Leaving) {
  const { people, error } = await findChosen(call, words, chosen);
  const rows = people.flatMap(({ person }) => here.get(person.id) ?? []);
  const names = people.filter(({ person }) => !here.has(person.id)).map(sayName);
  const { voice, team } = call;
  const outside =
    names.length > 0 ? voice.say("members.error.not-in-team", { team: team.name, names: nameSome(voice, names) }) : undefined;
  return { rows, error: error ?? outside };
}

function sayTwice({ voice }: Call, rows: readonly RosterRow[]): string {
  return voice.say("members.error.twice", {
    names: nameSome(
      voice,
      rows.map(({ person }) => person.name),
    ),
  });
}

/** Opens the form with the people of a page of the roster, to take some of them out. Refuses people who don't lead the team. */
export async function openTakeOutForm(call: Call, context: TakeOutContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  return { form: buildTakeOutForm(call.voice, { ...(await gatherRoster(entered.call)), page: context.page }) };
}

/**
 * Takes the chosen people out; those who have left before stay out. An empty choice, people who never were in the team,
 * and the last lead are refused at the field.
 */
export async function submitTakeOut(
  call: Call,
  context: TakeOutContext,
  values: FormValues<"take-out">,
): Promise<FormOutcome<"take-out">> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const { voice, team } = entered.call;
  const ids = carriedOr(readList(values, "people"), []);
  const { active, former } = await gatherRoster(entered.call);
  const known = new Set([...active, ...former].map(({ person }) => person.id));
  if (ids.length === 0) return { errors: { people: voice.say("errors.required") } };
  if (ids.some((id) => !known.has(id))) return { errors: { people: voice.say("setup.error.choice") } };
  const leaving = active.filter(({ person }) => ids.includes(person.id));
  if (leaving.length === 0) return { notice: buildRosterChanges(voice, { ...NOTHING, team }) };
  if (!keepsLead(active, new Map(), leaving)) return { errors: { people: voice.say("members.error.no-lead") } };
  return applyRoster(entered.call, new Map(), leaving);
}

/**
 * Makes each of these people a member and greets them. Pass only people who are not in the team, because others would
 * lose the part they have.
 */
export async function addMembers(call: TeamCall, people: readonly Person[]): Promise<Outcome> {
  if (people.length === 0) return { notice: buildRosterChanges(call.voice, { ...NOTHING, team: call.team }) };
  const part = { kind: "member", lead: false } as const;
  return applyRoster(call, new Map(people.map((person) => [person.id, { person, account: "", unmet: false, part }])), []);
}

const NOTHING = { added: [], returned: [], removed: [], changed: [], later: 0, few: false };

/** True when somebody leads the team after these changes, on either side of a linked team. */
function keepsLead(active: readonly RosterRow[], changes: Roster, leaving: readonly RosterRow[]): boolean {
  if ([...changes.values()].some(({ part }) => part.lead)) return true;
  return active.some(
    (row) => row.membership.lead && !changes.has(row.person.id) && !leaving.some(({ person }) => person.id === row.person.id),
  );
}

function hasPart(membership: Membership | undefined, part: Part): boolean {
  return membership?.kind === part.kind && membership.lead === part.lead;
}

async function applyRoster(call: TeamCall, roster: Roster, removed: readonly RosterRow[]): Promise<Outcome> {
  const { stores, now } = call;
  const team: Team = { ...call.team, revision: call.team.revision + 1 };
  await openWhatIsDue(call, call.team);
  await stores.teams.save(team);
  for (const { membership } of removed) await endMembership(call, membership);
  const names: Record<"new" | "returned" | "changed" | "same", string[]> = { new: [], returned: [], changed: [], same: [] };
  let later = 0;
  for (const { part, ...chosen } of roster.values()) {
    const { person } = chosen;
    await keepUnmet(call, chosen);
    const { membership, how } = await joinTeam(call, { team, personId: person.id, part });
    names[how].push(markName(person));
    const greetedAt = await queueGreeting(call, { team, membership, by: call.person });
    if (greetedAt !== undefined && greetedAt >= now + WEEK_MS) later += 1;
  }
  await setNextRound(call, team);
  await tellRosterChanges(call, team);
  const few = team.privacy === "private" && (await countMembers(call)) < MIN_PRIVATE_MEMBERS;
  const { new: added, returned, changed } = names;
  const removedNames = removed.map(({ person }) => markName(person));
  return { notice: buildRosterChanges(call.voice, { team, added, returned, changed, removed: removedNames, later, few }) };
}

async function countMembers({ stores, team, now }: TeamCall): Promise<number> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  return memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, now)).length;
}

async function answerStale(call: TeamCall): Promise<Outcome> {
  const view = await buildRosterView(call);
  const stale = buildNotice(call.voice, call.voice.runs("members.stale", { team: call.team.name }), { tone: "warning" });
  return { notice: prepend(stale, view) };
}
