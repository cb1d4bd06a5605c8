/** One request inside its unit of work: who asks, in which language, with which stores; and the teams that it may be about, where they are at home. */
import type { Acting } from "../core/audit-entry.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Locale } from "../core/locale.ts";
import { type AccountKind, type Membership, type Person, type Team, type Workspace, isActiveAt } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Voice } from "../message/voice/voice.ts";
import type { Target } from "./ports/post-store.ts";
import type { Stores, World } from "./ports/world.ts";
import type { Author } from "./request.ts";

/** What every part of a unit of work can use, even when nobody asked for it, as in rounds and delivery. */
export type Work = {
  readonly stores: Stores;
  readonly world: World;
  readonly now: Instant;
  /** The person whose press or words are being answered: they look at the screen. Absent where nobody asked. */
  readonly askedBy?: string;
  /** Whose act the audit log records. Absent where nobody asked. */
  readonly acting?: Acting;
};

/** A request by a person, inside its unit of work. */
export type Call = Work & {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly from: Author;
  readonly account: AskedAccount;
  /** The page, from 1, of the command's list that a button asked for; absent where the first is meant. */
  readonly page?: number;
  /** In the person's language; where they chose none and the platform knows none, the workspace's. */
  readonly voice: Voice;
};

/** The account that the author acts with: its kind, undefined where the platform has not told it even when it was asked. */
type AskedAccount = { readonly kind: AccountKind | undefined; readonly isAsked: boolean };

/** A call about one team, by somebody who may see it. */
export type TeamCall = Call & {
  readonly team: Team;
  readonly membership: Membership;
  readonly catalogue: Catalogue;
};

/** Returns the language that the person chose, otherwise their platform's, otherwise that of the team or workspace. */
export function localeOf(person: Person | undefined, fallback: { readonly locale: Locale }): Locale {
  return person?.chosenLocale ?? person?.platformLocale ?? fallback.locale;
}

/** Returns the edition that a team or a check-in was started with. Throws `catalogue-invalid` when it was never stored. */
export async function catalogueOf(work: Work, key: string): Promise<Catalogue> {
  const catalogue = await work.stores.catalogues.find(key);
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: key });
  return catalogue;
}

type Stored = Pick<Work, "stores">;
/** A workspace where a team is at home, with its home channel there if it has one. */
export type Home = { readonly workspaceId: string; readonly channelId?: string };
/** A channel of a workspace, as the target of a message. */
export type Channel = Extract<Target, { to: "channel" }>;

/** Lists the team's homes; the workspace that owns the team comes first. */
export async function listHomes({ stores }: Stored, team: Team): Promise<readonly Home[]> {
  return [team, ...(await stores.homes.listOfTeam(team.id))];
}

/** Lists the workspaces of the team's homes, the owning one first: two where the team is linked. */
export async function listSides(work: Stored, team: Team): Promise<readonly Workspace[]> {
  const homes = await listHomes(work, team);
  const sides = await Promise.all(homes.map(({ workspaceId }) => work.stores.workspaces.find(workspaceId)));
  return sides.filter((side) => side !== undefined);
}

/** Lists the team's home channels, except those in a workspace that removed the bot. Whatever the team is told goes to each. */
export async function listHomeChannels(work: Stored, team: Team): Promise<readonly Channel[]> {
  const homes = await listOpenHomes(work, team);
  return homes.flatMap(({ workspaceId, channelId }) =>
    channelId === undefined ? [] : [{ to: "channel", workspaceId, channelId } as const],
  );
}

/** True when the target is this very channel; false for a person. */
export function isSameChannel(target: Target, channel: Channel): boolean {
  return target.to === "channel" && target.workspaceId === channel.workspaceId && target.channelId === channel.channelId;
}

/** True when the workspace is one of the team's homes. Nothing about a team is shown in any other workspace. */
export async function isAtHome(work: Stored, team: Team, workspace: Pick<Workspace, "id">): Promise<boolean> {
  if (team.workspaceId === workspace.id) return true;
  return (await listHomes(work, team)).some(({ workspaceId }) => workspaceId === workspace.id);
}

/** True when the team rests because its people answer in another team that it was linked to. */
export async function isAtRest({ stores }: Stored, teamId: string): Promise<boolean> {
  return (await stores.homes.findOfFormerTeam(teamId)) !== undefined;
}

/**
 * Returns the workspace in which a message about the team reaches the person: their own if the team is at home there,
 * otherwise a home in which they have an account, otherwise their own again. A home that removed the bot comes last.
 */
export async function workspaceFor(work: Stored, person: Person, team: Team): Promise<string> {
  const own = person.workspaceId;
  if (own === team.workspaceId && !(await isRemoved(work, own))) return own;
  const accounts = await work.stores.people.accountsOf(person.id);
  const homes = (await listHomes(work, team)).map(({ workspaceId }) => workspaceId);
  const met = homes.filter((home) => accounts.some(({ workspaceId }) => workspaceId === home));
  const removed = await Promise.all(met.map((home) => isRemoved(work, home)));
  const open = met.filter((_, index) => !removed[index]);
  const reached = open.length > 0 ? open : met;
  return reached.find((home) => home === own) ?? reached[0] ?? own;
}

/** True when the bot was removed from the workspace, or Slack no longer takes its token. */
export async function isRemoved({ stores }: Stored, workspaceId: string): Promise<boolean> {
  return (await stores.workspaces.find(workspaceId))?.uninstalledAt !== undefined;
}

/** Lists the team's homes that have not removed the bot; the workspace that owns the team comes first. */
export async function listOpenHomes(work: Stored, team: Team): Promise<readonly Home[]> {
  const homes = await listHomes(work, team);
  const removed = await Promise.all(homes.map(({ workspaceId }) => isRemoved(work, workspaceId)));
  return homes.filter((_, index) => !removed[index]);
}

/** True while every workspace in which the person could be asked has removed the bot, and another home of the team has not. */
export async function isSuspendedFor(work: Stored, person: Person, team: Team): Promise<boolean> {
  if (!(await isRemoved(work, await workspaceFor(work, person, team)))) return false;
  return (await listOpenHomes(work, team)).length > 0;
}

/** Narrows the call to a team. Returns undefined when the person is not in it now, or the team is not at home here. */
export async function enterTeam(call: Call, teamId: string): Promise<TeamCall | undefined> {
  const team = await call.stores.teams.find(teamId);
  const membership = await call.stores.memberships.findOfPerson(teamId, call.person.id);
  if (!team || !membership || !isActiveAt(membership, call.now)) return undefined;
  if (!(await isOpenHere(call, team))) return undefined;
  const catalogue = await catalogueOf(call, team.edition);
  const voice = call.world.voice(localeOf(call.person, team));
  const lead = membership.lead && call.account.kind !== "guest";
  return { ...call, team, membership: { ...membership, lead }, catalogue, voice };
}

/** A team is spoken of in its homes alone; one that rests while it is linked leaves the word to the other. */
async function isOpenHere(call: Call, team: Team): Promise<boolean> {
  return (await isAtHome(call, team, call.workspace)) && !(await isAtRest(call, team.id));
}

/** Lists the teams at home here that the person is in now, sorted by name for the person's language. */
export async function listOwnTeams(call: Call): Promise<readonly Team[]> {
  const memberships = await call.stores.memberships.listOfPerson(call.person.id);
  const active = memberships.filter((membership) => isActiveAt(membership, call.now));
  const teams = await Promise.all(active.map((membership) => call.stores.teams.find(membership.teamId)));
  const here = await Promise.all(teams.map(async (team) => (team && (await isOpenHere(call, team)) ? team : undefined)));
  return here
    .filter((team) => team !== undefined)
    .sort((left, right) => left.name.localeCompare(right.name, call.voice.locale) || (left.id < right.id ? -1 : 1));
}

/** Lists the team's current leads who can be reached, except those whose person ids are named. */
export async function listLeads(work: Work, teamId: string, without: readonly string[] = []): Promise<readonly Person[]> {
  const memberships = await work.stores.memberships.listOfTeam(teamId);
  const ids = memberships
    .filter((membership) => membership.lead && isActiveAt(membership, work.now) && !without.includes(membership.personId))
    .map((membership) => membership.personId);
  const people = await work.stores.people.findMany(ids);
  return people.filter((person) => person.unreachable === undefined);
}

/** Lists the teams that the person is an active member of. */
export async function listTeamsOf(work: Work, personId: string): Promise<readonly Team[]> {
  const memberships = await work.stores.memberships.listOfPerson(personId);
  const active = memberships.filter((membership) => isActiveAt(membership, work.now));
  const teams = await Promise.all(active.map((membership) => work.stores.teams.find(membership.teamId)));
  return teams.filter((team) => team !== undefined);
}
