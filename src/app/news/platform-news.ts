/** Handles what a platform reports on its own: changed profiles, closed accounts, and who left a home channel or a user group. */
import { isActiveAt, type Membership, type Person, type Team, type TeamGroup } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildGroupGone } from "../../message/screens/team/group.ts";
import { buildLeftChannelNotice, buildLeftTogetherNotice, type WhyGone } from "../../message/screens/team/left-channel.ts";
import { localeOf, type Work, isAtHome, isAtRest, workspaceFor, listLeads } from "../call.ts";
import { ensurePerson } from "../known-people.ts";
import type { Profile } from "../ports/directory.ts";
import type { World } from "../ports/world.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";
import { tellIfLeaderless } from "../team/leaderless.ts";
import { actingForPlatform, withAudit } from "../with-audit.ts";

/** Stores the name, time zone and language of somebody the bot already knows. It adds nobody. */
export async function noteProfile(world: World, workspaceId: string, profile: Profile): Promise<void> {
  await inWork(world, async (work) => {
    const workspace = await work.stores.workspaces.find(workspaceId);
    const known = await work.stores.people.findByAccount(workspaceId, profile.platformUserId);
    if (workspace && known) await ensurePerson(work, workspace, profile);
  });
}

/** An account that left a channel or was closed. The event's key lets a repeated delivery be ignored. */
export type Departure = {
  readonly workspaceId: string;
  readonly platformUserId: string;
  /** The platform's id of the event: told again, it changes nothing. */
  readonly eventKey: string;
  /** When it happened, where the platform says it. It concerns nobody who came back to a team since. */
  readonly at?: Instant;
};

/** Asks a team's leads whether to remove the person who left its home channel. The person stays a member until a lead decides. */
export async function noteLeftChannel(world: World, departure: Departure & { readonly channelId: string }): Promise<void> {
  const { workspaceId, platformUserId, channelId } = departure;
  await inWork(world, async (work) => {
    if (!(await isFirst(work, departure))) return;
    const person = await work.stores.people.findByAccount(workspaceId, platformUserId);
    const team = await work.stores.teams.findByChannel(workspaceId, channelId);
    if (person && team && (await isMember(work, team, person, departure.at)))
      await offerRemovals(work, { team, people: [person] });
  });
}

/** An event about a user group. The event's key lets a repeated delivery be ignored. */
export type GroupNews = Pick<Departure, "workspaceId" | "eventKey" | "at"> & { readonly groupId: string };

/** Asks the leads of each team that is linked to the group whether to remove the members who left the group. */
export async function noteLeftGroup(
  world: World,
  { platformUserIds, ...news }: GroupNews & { readonly platformUserIds: readonly string[] },
): Promise<void> {
  await inWork(world, async (work) => {
    for (const { team, group } of await listLinkedTeams(work, news)) {
      const people = await listActive(work, { team, workspaceId: news.workspaceId, platformUserIds, at: news.at });
      await offerRemovals(work, { team, people, group: group.handle });
    }
  });
}

/**
 * Stores the group's new handle. If the group was switched off, the link ends and the leads are told; the members stay in
 * their teams.
 */
export async function noteGroupChanged(
  world: World,
  { handle, gone, ...news }: GroupNews & { readonly handle: string; readonly gone: boolean },
): Promise<void> {
  await inWork(world, async (work) => {
    for (const { team, group } of await listLinkedTeams(work, news)) {
      if (!gone) await work.stores.groups.save({ ...group, handle });
      else await endGroup(work, team, group);
    }
  });
}

async function endGroup(work: Work, team: Team, group: TeamGroup): Promise<void> {
  await work.stores.groups.remove(team.id, group.workspaceId);
  for (const lead of await listLeads(work, team.id, [])) {
    const message = buildGroupGone(work.world.voice(localeOf(lead, team)), { team, handle: group.handle });
    await tellLead(work, { team, lead, message, subjectId: team.id });
  }
}

/** None where the event came before. Teams that are at home there and do not rest for a link. */
async function listLinkedTeams(work: Work, { workspaceId, groupId, eventKey }: GroupNews) {
  const linked: { readonly team: Team; readonly group: TeamGroup }[] = [];
  const groups = await work.stores.groups.listOfGroup(workspaceId, groupId);
  // Slack tells of every group of the workspace: only what concerns a team is remembered.
  if (groups.length === 0 || !(await isFirst(work, { workspaceId, eventKey }))) return linked;
  for (const group of groups) {
    const team = await work.stores.teams.find(group.teamId);
    const open = team && (await isAtHome(work, team, { id: workspaceId })) && !(await isAtRest(work, team.id));
    if (team && open) linked.push({ team, group });
  }
  return linked;
}

/**
 * Marks the person of a closed account as unreachable and asks the leads of each of their teams whether to remove them. A
 * person with an account on another platform moves there instead.
 */
export async function noteDeactivated(world: World, departure: Departure): Promise<void> {
  const { workspaceId, platformUserId } = departure;
  await inWork(world, async (work) => {
    if (!(await isFirst(work, departure))) return;
    const person = await work.stores.people.findByAccount(workspaceId, platformUserId);
    if (!person || person.unreachable === "deactivated") return;
    if (await cameBackSince(work, person, departure.at)) return;
    const accounts = await work.stores.people.accountsOf(person.id);
    const other = accounts.find((account) => account.workspaceId !== workspaceId);
    if (other) await moveHome(work, person, other.workspaceId);
    else await work.stores.people.save({ ...person, unreachable: "deactivated" });
    for (const { teamId } of await work.stores.memberships.listOfPerson(person.id)) {
      const team = await work.stores.teams.find(teamId);
      const met = team && other && (await isAtHome(work, team, { id: other.workspaceId }));
      if (!team || met || !(await isMember(work, team, person))) continue;
      await offerRemovals(work, { team, people: [{ ...person, unreachable: "deactivated" }] });
      await tellIfLeaderless(work, team);
    }
  });
}

/** They are met on the other platform alone now; the programme that they led there is not theirs to lead here. */
async function moveHome({ stores }: Work, person: Person, workspaceId: string): Promise<void> {
  const { programmeLeadBy: _, ...rest } = person;
  if (person.workspaceId !== workspaceId) await stores.people.save({ ...rest, workspaceId, programmeLead: false });
}

/** `group`: the user group that they left, by its handle; without it they left the channel. */
type Leavers = { readonly team: Team; readonly people: readonly Person[]; readonly group?: string };

/** Of members alone. One message to each lead, however many left at once; nobody is asked about themselves. */
async function offerRemovals(work: Work, { team, people, group }: Leavers): Promise<void> {
  for (const lead of await listLeads(work, team.id, [])) {
    const [person, ...others] = people.filter(({ id }) => id !== lead.id).map(withMarkedName);
    if (!person) continue;
    const voice = work.world.voice(localeOf(lead, team));
    const message =
      group !== undefined && others.length > 0
        ? buildLeftTogetherNotice(voice, { team, people: [person, ...others], group })
        : buildLeftChannelNotice(voice, { team, person, ...whyGone(person, group) });
    await tellLead(work, { team, lead, message, subjectId: others.length > 0 ? team.id : person.id });
  }
}

function whyGone({ unreachable }: Person, group: string | undefined): WhyGone {
  if (unreachable === "deactivated") return { why: "deactivated" };
  return group === undefined ? { why: "left-channel" } : { why: "left-group", group };
}

type Telling = { readonly team: Team; readonly lead: Person; readonly message: Message; readonly subjectId: string };

/** In the lead's working hours. */
async function tellLead(work: Work, { team, lead, message, subjectId }: Telling): Promise<void> {
  await queuePost(work, {
    target: { to: "person", personId: lead.id },
    workspaceId: await workspaceFor(work, lead, team),
    purpose: "notice",
    subjectId,
    message,
    notBefore: findWorkingTime(work, { team, person: lead }),
  });
}

type Leaving = {
  readonly team: Team;
  readonly workspaceId: string;
  readonly platformUserIds: readonly string[];
  readonly at: Instant | undefined;
};

async function listActive(work: Work, { team, workspaceId, platformUserIds, at }: Leaving): Promise<readonly Person[]> {
  const found: Person[] = [];
  for (const platformUserId of platformUserIds) {
    const person = await work.stores.people.findByAccount(workspaceId, platformUserId);
    if (person && (await isMember(work, team, person, at))) found.push(person);
  }
  return found;
}

/** Whether they are in the team now and did not come back to it after `at`. */
async function isMember({ stores, now }: Work, team: Team, person: Person, at?: Instant): Promise<boolean> {
  const membership = await stores.memberships.findOfPerson(team.id, person.id);
  return membership !== undefined && isActiveAt(membership, now) && !beganAfter(membership, at);
}

function beganAfter({ intervals }: Membership, at: Instant | undefined): boolean {
  return at !== undefined && (intervals.at(-1)?.since ?? 0) > at;
}

/** Whether they came to a team after `at`: then news from before says nothing of them as they are now. */
async function cameBackSince({ stores, now }: Work, { id }: Person, at: Instant | undefined): Promise<boolean> {
  const memberships = await stores.memberships.listOfPerson(id);
  return memberships.some((membership) => isActiveAt(membership, now) && beganAfter(membership, at));
}

async function isFirst(
  { stores, now }: Work,
  { workspaceId, eventKey }: Pick<Departure, "workspaceId" | "eventKey">,
): Promise<boolean> {
  return stores.inbox.claim(`${workspaceId} ${eventKey}`, now);
}

async function inWork(world: World, task: (work: Work) => Promise<void>): Promise<void> {
  const acting = actingForPlatform("news");
  await world.storage.work((stores) => task(withAudit({ stores, world, now: world.clock.now() }, acting)));
  world.onQueued();
}
