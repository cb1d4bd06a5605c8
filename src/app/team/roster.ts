/** The `members` command: who is in the team, and the form that changes it. A change counts from now on. */
import { type Account, isActiveAt, type Membership, type Person, type Team } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import { markName, withMarkedName } from "../../message/person-names.ts";
import { buildMembersForm, buildRoster, buildRosterChanges, type RosterRow } from "../../message/screens/team/members.ts";
import type { Call, TeamCall } from "../call.ts";
import { meetingChosenPeople, type Strangers } from "../chosen-people.ts";
import { buildNotice } from "../notices.ts";
import { prepend } from "../prepend.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { WEEK_MS } from "../rounds/message-limit.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { endMembership, joinTeam } from "./change-memberships.ts";
import { queueGreeting } from "./greetings.ts";
import { type Roster, readPeople, MIN_PRIVATE_MEMBERS } from "./team-fields.ts";

type MembersContext = Extract<FormContext, { form: "members" }>;

/** Shows who is in the team and who was. */
export async function showRoster(call: TeamCall): Promise<Outcome> {
  return { notice: await buildRosterView(call) };
}

/** Builds the list of the team's people; those who have left come last, with the date. */
export async function buildRosterView(call: TeamCall): Promise<Message> {
  const { team, catalogue, voice, now } = call;
  const rows = await listRows(call, team);
  const former = rows.flatMap((row) => {
    const leftAt = isActiveAt(row.membership, now) ? undefined : row.membership.intervals.at(-1)?.until;
    return leftAt === undefined ? [] : [{ ...row, leftAt }];
  });
  return buildRoster(voice, { team, catalogue, active: rows.filter(({ membership }) => isActiveAt(membership, now)), former });
}

/** Lists everybody who is or was in the team: leads, members, observers, each sorted by name for the reader's language. */
export async function listRows({ stores, voice }: Pick<Call, "stores" | "voice">, team: Team): Promise<readonly RosterRow[]> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  const people = new Map(
    (await stores.people.findMany(memberships.map(({ personId }) => personId))).map((person) => [person.id, person]),
  );
  const rows = memberships.flatMap((membership) => {
    const person = people.get(membership.personId);
    return person ? [{ membership, person }] : [];
  });
  rows.sort((left, right) => rank(left) - rank(right) || left.person.name.localeCompare(right.person.name, voice.locale));
  return rows.map((row) => ({ ...row, person: withMarkedName(row.person) }));
}

function rank({ membership }: RosterRow): number {
  return membership.kind === "observer" ? 2 : membership.lead ? 0 : 1;
}

/** Opens the form with the people who have an account in this workspace. Refuses people who don't lead the team. */
export async function openMembersForm(call: Call, context: MembersContext): Promise<Outcome> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const { team, voice } = entered.call;
  const here = await listHere(entered.call);
  const idsOf = (wanted: (membership: Membership) => boolean) =>
    here.filter(({ membership }) => wanted(membership)).map(({ userId }) => userId);
  const values = {
    members: idsOf(({ kind, lead }) => kind === "member" && !lead),
    leads: idsOf(({ lead }) => lead),
    observers: idsOf(({ kind, lead }) => kind === "observer" && !lead),
  };
  return { form: buildMembersForm(voice, { team, values }) };
}

type Here = { readonly membership: Membership; readonly person: Person; readonly userId: string };

/** Active memberships whose person has an account on this side; a linked team's others are not in the form, so it leaves them alone. */
async function listHere(call: TeamCall): Promise<readonly Here[]> {
  const memberships = await call.stores.memberships.listOfTeam(call.team.id);
  const found: Here[] = [];
  for (const membership of memberships.filter((candidate) => isActiveAt(candidate, call.now))) {
    const person = await call.stores.people.find(membership.personId);
    const accounts: readonly Account[] = await call.stores.people.accountsOf(membership.personId);
    const account = accounts.find(({ workspaceId }) => workspaceId === call.workspace.id);
    if (person && account) found.push({ membership, person, userId: account.platformUserId });
  }
  return found;
}

/**
 * Changes the team's people to those of the form and greets the new ones; members of a linked team who have no account
 * here stay. A form without a lead, and wrong people, are refused at their fields; an outdated form is refused.
 */
export const submitMembers = meetingChosenPeople(changeRoster);

async function changeRoster(
  call: Call,
  context: MembersContext,
  values: FormValues<"members">,
  strangers: Strangers,
): Promise<FormOutcome<"members">> {
  const entered = await enterAsLead(call, context.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const read = await readPeople(entered.call, { values, strangers });
  if (read.kind === "errors") return { errors: read.errors };
  const here = await listHere(entered.call);
  if (!(await keepsLead(entered.call, read.roster, here))) {
    return { errors: { leads: entered.call.voice.say("members.error.no-lead") } };
  }
  if (isSame(read.roster, here))
    return { notice: buildRosterChanges(entered.call.voice, { ...NOTHING, team: entered.call.team }) };
  if (context.revision !== entered.call.team.revision) return answerStale(entered.call);
  const removed = here.filter(({ person }) => !read.roster.has(person.id));
  return applyRoster(entered.call, read.roster, removed);
}

/**
 * Makes each of these people a member and greets them. Pass only people who are not in the team, because others would
 * lose the part they have.
 */
export async function addMembers(call: TeamCall, people: readonly Person[]): Promise<Outcome> {
  if (people.length === 0) return { notice: buildRosterChanges(call.voice, { ...NOTHING, team: call.team }) };
  const part = { kind: "member", lead: false } as const;
  return applyRoster(call, new Map(people.map((person) => [person.id, { person, part }])), []);
}

const NOTHING = { added: [], returned: [], removed: [], changed: [], later: 0, few: false };

/** A lead of this form, or one of the other side of a linked team. */
async function keepsLead(call: TeamCall, roster: Roster, here: readonly Here[]): Promise<boolean> {
  if ([...roster.values()].some(({ part }) => part.lead)) return true;
  const memberships = await call.stores.memberships.listOfTeam(call.team.id);
  return memberships.some(
    (membership) =>
      membership.lead && isActiveAt(membership, call.now) && !here.some((known) => known.membership.id === membership.id),
  );
}

function isSame(roster: Roster, here: readonly Here[]): boolean {
  return (
    roster.size === here.length &&
    here.every(({ person, membership }) => {
      const wanted = roster.get(person.id)?.part;
      return wanted?.kind === membership.kind && wanted.lead === membership.lead;
    })
  );
}

async function applyRoster(call: TeamCall, roster: Roster, removed: readonly Here[]): Promise<Outcome> {
  const { stores, now } = call;
  const team: Team = { ...call.team, revision: call.team.revision + 1 };
  await openWhatIsDue(call, call.team);
  await stores.teams.save(team);
  for (const { membership } of removed) await endMembership(call, membership);
  const names: Record<"new" | "returned" | "changed" | "same", string[]> = { new: [], returned: [], changed: [], same: [] };
  let later = 0;
  for (const { person, part } of roster.values()) {
    const { membership, how } = await joinTeam(call, { team, personId: person.id, part });
    names[how].push(markName(person));
    const greetedAt = await queueGreeting(call, { team, membership, by: call.person });
    if (greetedAt !== undefined && greetedAt >= now + WEEK_MS) later += 1;
  }
  await setNextRound(call, team);
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
