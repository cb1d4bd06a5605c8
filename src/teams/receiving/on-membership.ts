/** Handles installing, leaving and renaming. The bot introduces itself once in each conversation. */
import { keepAccountKind } from "../../app/account-kind.ts";
import type { Work } from "../../app/call.ts";
import { suspendWorkspace } from "../../app/link/suspend.ts";
import { nameUnmet } from "../../app/new-people.ts";
import { noteLeftChannel } from "../../app/news/platform-news.ts";
import { noteReached } from "../../app/news/reached.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import { actingForPlatform, withAudit } from "../../app/with-audit.ts";
import type { Workspace } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { toPlain } from "../../message/text.ts";
import { postSoon, toReader, toShownActivity } from "../answering/show-in-chat.ts";
import { tellAuthor } from "../answering/tell-author.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import { kindOfMember } from "../sending/connector.ts";
import { type Activity, conversationIdOf, kindOf, nameChannel, sentAtOf, userIdOf } from "./activity.ts";
import { confirmInstalled } from "./arrival.ts";
import { type Arrival, OK, type Room, type TeamsReply } from "./handler-parts.ts";

/**
 * Handles an `installationUpdate` or `conversationUpdate`. Both report an installation; the first to arrive is greeted. What the
 * body says of rosters is not signed: nobody is greeted, taken for gone or cut off in a team before the connector says the same.
 */
export async function onMembership(room: Room, arrival: Arrival): Promise<TeamsReply> {
  const { activity } = arrival;
  const isBot = ({ id }: Activity["from"]) => id === activity.recipient.id;
  const added = activity.membersAdded ?? [];
  const removed = activity.membersRemoved ?? [];
  const isInstalled = activity.type === "installationUpdate" && (activity.action ?? "").startsWith("add");
  const isRemoved = activity.type === "installationUpdate" && (activity.action ?? "").startsWith("remove");
  if (isRemoved || removed.some(isBot)) await leave(room, arrival);
  else if (isInstalled || added.some(isBot)) await arrive(room, arrival);
  else if (added.length > 0) room.later(async () => void (await meetEverybody(room, arrival)));
  else if (removed.length > 0) room.later(() => partWith(room, arrival, removed));
  else await followNames(room, arrival);
  return OK;
}

async function arrive(room: Room, arrival: Arrival): Promise<void> {
  const { place, workspaceId, platformUserId } = arrival.from;
  room.later(async () => {
    if (!(await meetEverybody(room, arrival))) return;
    const first = await claimGreeting(room, arrival);
    const greeted = place.in === "direct" && (await noteReached(room.world, { workspaceId, platformUserId }));
    if (first && !greeted) await greet(room, arrival);
  });
}

function claimGreeting({ world }: Room, { workspace, activity }: Arrival): Promise<boolean> {
  return world.storage.work(async ({ teamsConversations }) => {
    const known = await teamsConversations.find(workspace.id, conversationIdOf(activity));
    if (!known || known.greetedAt !== undefined) return false;
    await teamsConversations.save({ ...known, greetedAt: world.clock.now() });
    return true;
  });
}

async function greet(room: Room, arrival: Arrival): Promise<void> {
  const { from, here, workspace } = arrival;
  if (from.place.in === "direct") {
    const asked = { ...from, answers: { by: "front-end" } } as const;
    const { notice, answerId } = await room.app.handle({ kind: "command", from: asked, line: "help" });
    if (!notice) return;
    await tellAuthor(room, { arrival, shown: [{ kind: "message", message: notice }], answerId });
    return;
  }
  const voice = room.world.voice(from.locale ?? workspace.locale);
  const text = voice.runs("teams.welcome-channel");
  const message: Message = { locale: voice.locale, summary: toPlain(text), elements: [{ kind: "paragraph", text }] };
  try {
    await postSoon(room, here, await toShownActivity(room, toReader(arrival), { kind: "message", message }));
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    room.log.warn({ workspaceId: workspace.id, status: error.status }, "a welcome was not delivered");
  }
}

/**
 * Stores everybody in the conversation, and the team's channels: whom and what forms offer. Returns false where the connector did
 * not tell them.
 */
async function meetEverybody(room: Room, arrival: Arrival): Promise<boolean> {
  const { connector, world, log } = room;
  const { workspace, here, activity } = arrival;
  try {
    const members = await connector.listMembers({ ...here, conversationId: conversationIdOf(activity) }, "background");
    const { team } = activity.channelData ?? {};
    const channels = team?.id ? await connector.listChannels(here, team.id, "background") : [];
    await world.storage.work(async (stores) => {
      const { teamsConversations } = stores;
      await confirmInstalled({ stores, world, now: world.clock.now() }, arrival);
      for (const member of members) {
        await teamsConversations.saveUser(toUser(member, workspace));
        await nameUnmet(stores, workspace.id, { platformUserId: member.userId, name: member.name });
        await keepKind({ stores, world, now: world.clock.now() }, { member, workspace });
      }
      const home = await teamsConversations.find(workspace.id, conversationIdOf(activity));
      for (const channel of home && team?.id ? channels : []) {
        const known = await teamsConversations.find(workspace.id, channel.channelId);
        const name = nameChannel(team?.name, channel.name);
        const base: TeamsConversation = known ?? { ...withoutGreeting(home), conversationId: channel.channelId };
        await teamsConversations.save({ ...base, ...(name && { name }) });
      }
    });
    return true;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    log.warn(
      { workspaceId: workspace.id, status: error.status, code: error.code },
      "the members of a conversation are not known",
    );
    return false;
  }
}

type Member = Awaited<ReturnType<Room["connector"]["listMembers"]>>[number];

/** Teams reports no change from guest to member by itself, so the roster is where it is noticed. */
async function keepKind(work: Work, { member, workspace }: { readonly member: Member; readonly workspace: Workspace }) {
  const { userId: platformUserId } = member;
  const person = await work.stores.people.findByAccount(workspace.id, platformUserId);
  if (!person) return;
  const kind = kindOfMember(member, workspace.platformId);
  await keepAccountKind(withAudit(work, actingForPlatform("roster")), { workspace, person, platformUserId, kind });
}

function toUser(member: Awaited<ReturnType<Room["connector"]["listMembers"]>>[number], { id, platformId }: Arrival["workspace"]) {
  const { userId, teamsId, name, email } = member;
  return { workspaceId: id, userId, teamsId, name, ...(email && { email }), kind: kindOfMember(member, platformId) };
}

function withoutGreeting(conversation: TeamsConversation | undefined): TeamsConversation {
  if (!conversation) throw new RangeError("no conversation to begin with");
  const { greetedAt: _, ...rest } = conversation;
  return rest;
}

/** Nothing is sent where the bot was removed; a tenant that removed it everywhere is at rest. */
async function leave(room: Room, arrival: Arrival): Promise<void> {
  const { world } = room;
  const { workspace, activity } = arrival;
  if (await isStillIn(room, arrival)) return;
  await world.storage.work(async (stores) => {
    const { teamsConversations, workspaces } = stores;
    const teamId = activity.channelData?.team?.id;
    const channels = teamId ? await teamsConversations.listOfTeam(workspace.id, teamId) : [];
    for (const { conversationId } of channels) await teamsConversations.remove(workspace.id, conversationId);
    await teamsConversations.remove(workspace.id, conversationIdOf(activity));
    if (await teamsConversations.latest(workspace.id)) return;
    const kept = await workspaces.find(workspace.id);
    if (kept) await suspendWorkspace({ stores, world, now: world.clock.now() }, kept);
  });
  world.onQueued();
}

/** Whether the bot is in a team or a group that an event says it left. A direct chat does not tell, so the event is believed. */
async function isStillIn({ connector, log }: Room, { activity, here, workspace }: Arrival): Promise<boolean> {
  if (kindOf(activity) === "direct") return false;
  try {
    // A bot stands in no roster: it is in the conversation where it is told one.
    await connector.listMembers({ ...here, conversationId: conversationIdOf(activity) }, "background");
    log.warn(
      { workspaceId: workspace.id },
      "an event said that the bot left a conversation, and the connector says that it is there",
    );
    return true;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    return error.status !== 403 && error.status !== 404;
  }
}

/** Leads are asked about members who left the home channel; nobody is taken out silently. */
async function partWith(room: Room, arrival: Arrival, said: readonly Activity["from"][]): Promise<void> {
  const { world } = room;
  const removed: Activity["from"][] = [];
  for (const account of said) if (await isGone(room, arrival, account)) removed.push(account);
  const { workspace, activity } = arrival;
  const { users, channels } = await world.storage.work(async ({ teamsConversations }) => {
    const teamId = activity.channelData?.team?.id;
    return {
      users: await teamsConversations.listUsers(workspace.id),
      channels: teamId ? await teamsConversations.listOfTeam(workspace.id, teamId) : [],
    };
  });
  const channelIds = new Set([conversationIdOf(activity), ...channels.map(({ conversationId }) => conversationId)]);
  for (const account of removed) {
    const platformUserId = users.find(({ teamsId }) => teamsId === account.id)?.userId ?? userIdOf(account);
    for (const channelId of channelIds) {
      const eventKey = `left ${activity.id ?? ""} ${channelId} ${platformUserId}`;
      const at = sentAtOf(activity);
      const departure = { workspaceId: workspace.id, platformUserId, channelId, eventKey };
      await noteLeftChannel(world, { ...departure, ...(at !== undefined && { at }) });
    }
  }
}

/** Whether the connector says, too, that somebody is not in the conversation. */
async function isGone(
  { connector, log }: Room,
  { activity, here, workspace }: Arrival,
  { id }: Activity["from"],
): Promise<boolean> {
  try {
    return !(await connector.hasMember({ ...here, conversationId: conversationIdOf(activity) }, id, "background"));
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    log.warn({ workspaceId: workspace.id, status: error.status, code: error.code }, "nobody could say who left a conversation");
    return false;
  }
}

type Told = NonNullable<Activity["channelData"]>;

async function followNames(room: Room, arrival: Arrival): Promise<void> {
  const { activity } = arrival;
  const told = activity.channelData ?? {};
  switch (told.eventType) {
    case "channelCreated":
    case "channelRenamed":
    case "channelRestored":
      return nameKnown(room, arrival, told);
    case "channelDeleted":
      return forgetChannel(room, arrival, told);
    case "teamRenamed":
      return renameTeam(room, arrival, told);
    case "teamRestored":
    case "teamUnarchived":
      return room.later(async () => void (await meetEverybody(room, arrival)));
    case "teamDeleted":
    case "teamHardDeleted":
      return leave(room, arrival);
    default:
      return undefined;
  }
}

/** The team's own name is told seldom: it is that of the first channel. */
async function nameKnown({ world }: Room, { workspace }: Arrival, { team, channel }: Told): Promise<void> {
  if (!channel?.id || !team?.id) return;
  const [channelId, teamId] = [channel.id, team.id];
  await world.storage.work(async ({ teamsConversations }) => {
    const first = await teamsConversations.find(workspace.id, teamId);
    const known = (await teamsConversations.find(workspace.id, channelId)) ?? withoutGreeting(first);
    const name = channelId === teamId ? undefined : nameChannel(team.name ?? first?.name, channel.name);
    await teamsConversations.save({ ...known, conversationId: channelId, ...(name && { name }) });
  });
}

function forgetChannel({ world }: Room, { workspace }: Arrival, { channel }: Told): Promise<void> {
  return world.storage.work(async ({ teamsConversations }) => {
    if (channel?.id) await teamsConversations.remove(workspace.id, channel.id);
  });
}

async function renameTeam({ world }: Room, { workspace }: Arrival, { team }: Told): Promise<void> {
  if (!team?.id || !team.name) return;
  const { id, name } = team;
  await world.storage.work(async ({ teamsConversations }) => {
    for (const one of await teamsConversations.listOfTeam(workspace.id, id)) {
      const own = one.name?.split(" › ").slice(1).join(" › ");
      await teamsConversations.save({ ...one, name: nameChannel(name, own) ?? name });
    }
  });
}
