/** Reads what an activity says by itself: the tenant, the conversation and the author. What is new is stored. */
import type { Work } from "../../app/call.ts";
import { resumeWorkspace } from "../../app/link/suspend.ts";
import { nameUnmet } from "../../app/new-people.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import type { Stores, World } from "../../app/ports/world.ts";
import type { Author } from "../../app/request.ts";
import type { Workspace } from "../../core/team.ts";
import { HOUR_MS } from "../../core/time.ts";
import type { Address } from "../sending/outgoing.ts";
import {
  type Activity,
  nameChannel,
  conversationIdOf,
  kindOf,
  localeOfActivity,
  sentAtOf,
  tenantOf,
  userIdOf,
  zoneOfActivity,
} from "./activity.ts";
import type { Arrival, ArrivalCause } from "./handler-parts.ts";

/**
 * Stores what is new about workspace, conversation and person in one unit of work, and returns it. A look stores nothing, and
 * news nothing of a person; who was forgotten is stored again only once they act. News do not bring back a tenant that removed
 * the bot: its workspace is returned as it is until `confirmInstalled` is called.
 */
export async function receiveArrival(world: World, activity: Activity, cause: ArrivalCause): Promise<Arrival> {
  const workspace = await world.storage.work(async (stores) => {
    const found = await ensureWorkspace({ stores, world }, activity, cause);
    if (cause === "look" || found.uninstalledAt !== undefined) return found;
    if (cause === "act") await welcomeBack(stores, activity, found);
    await keepConversation(stores, { activity, workspace: found, now: world.clock.now() });
    if (cause === "act") await keepUser(stores, activity, found);
    return found;
  });
  return { activity, workspace, from: toSender(activity, workspace), here: toAddress(activity, workspace) };
}

/** An event from before they were forgotten brings nobody back. */
async function welcomeBack({ people }: Stores, activity: Activity, { id }: Workspace): Promise<void> {
  const userId = userIdOf(activity.from);
  const forgottenAt = await people.forgottenAt(id, userId);
  const sentAt = sentAtOf(activity);
  if (forgottenAt !== undefined && (sentAt === undefined || sentAt > forgottenAt)) await people.comeBack(id, userId);
}

function toAddress({ serviceUrl, conversation, recipient }: Activity, { id }: Workspace): Address {
  return { serviceUrl, conversationId: conversation.id, botId: recipient.id, workspaceId: id };
}

function toSender(activity: Activity, workspace: Workspace): Author {
  const locale = localeOfActivity(activity);
  const zone = zoneOfActivity(activity);
  const { name } = activity.from;
  const sentAt = sentAtOf(activity);
  return {
    workspaceId: workspace.id,
    platformUserId: userIdOf(activity.from),
    place: kindOf(activity) === "direct" ? { in: "direct" } : { in: "channel", channelId: conversationIdOf(activity) },
    ...(locale && { locale }),
    ...(zone && { zone }),
    ...(name && { name }),
    ...(sentAt !== undefined && { sentAt }),
  };
}

/**
 * Brings back a tenant that had removed the bot, once the connector told who is in one of its conversations: nobody else proves
 * that the bot is there again. It does nothing for any other tenant.
 */
export async function confirmInstalled({ stores, world, now }: Work, { activity, workspace }: Arrival): Promise<void> {
  const found = await stores.workspaces.find(workspace.id);
  if (found?.uninstalledAt === undefined) return;
  await resumeWorkspace({ stores, world, now }, found);
  await keepConversation(stores, { activity, workspace: found, now });
}

/** A tenant that had removed the bot everywhere is served again once somebody in it acts. */
async function ensureWorkspace(
  work: { readonly stores: Stores; readonly world: World },
  activity: Activity,
  cause: ArrivalCause,
): Promise<Workspace> {
  const { stores, world } = work;
  const tenant = tenantOf(activity) ?? "";
  const found = await stores.workspaces.findByPlatform("teams", tenant);
  if (found?.uninstalledAt === undefined && found) return found;
  const now = world.clock.now();
  if (found) return cause === "act" ? resumeWorkspace({ stores, world, now }, found) : found;
  const made: Workspace = {
    id: world.ids.next(),
    platform: "teams",
    platformId: tenant,
    name: "Microsoft Teams",
    locale: localeOfActivity(activity) ?? "en",
    installedAt: now,
  };
  await stores.workspaces.save(made);
  return made;
}

type Keeping = { readonly activity: Activity; readonly workspace: Workspace; readonly now: number };

async function keepConversation(stores: Stores, { activity, workspace, now }: Keeping): Promise<void> {
  const conversationId = conversationIdOf(activity);
  const known = await stores.teamsConversations.find(workspace.id, conversationId);
  const told = describeConversation(activity);
  const next: TeamsConversation = { ...known, ...told, workspaceId: workspace.id, conversationId, seenAt: now };
  const same =
    known && (["kind", "serviceUrl", "botId", "name", "teamId", "userId"] as const).every((key) => known[key] === next[key]);
  if (same && now - known.seenAt < HOUR_MS) return;
  await stores.teamsConversations.save(next);
}

function describeConversation(
  activity: Activity,
): Pick<TeamsConversation, "kind" | "serviceUrl" | "botId" | "name" | "teamId" | "userId"> {
  const kind = kindOf(activity);
  const { team } = activity.channelData ?? {};
  const name = nameOf(activity);
  const shared = { kind, serviceUrl: activity.serviceUrl, botId: activity.recipient.id };
  if (kind === "direct") return { ...shared, userId: userIdOf(activity.from) };
  return { ...shared, ...(name && { name }), ...(team?.id && { teamId: team.id }) };
}

/**
 * What an activity tells of its own conversation's name; undefined where that is not all of it. News of a channel come in the
 * team's first one, and messages mostly tell ids alone.
 */
function nameOf(activity: Activity): string | undefined {
  const { team, channel } = activity.channelData ?? {};
  const id = conversationIdOf(activity);
  if (!team?.name) return undefined;
  if (id === team.id) return team.name;
  return channel?.id === id && channel.name ? nameChannel(team.name, channel.name) : undefined;
}

async function keepUser(stores: Stores, { from, recipient }: Activity, workspace: Workspace): Promise<void> {
  if (!from.name || !from.aadObjectId || from.id === recipient.id) return;
  const known = await stores.teamsConversations.findUser(workspace.id, from.aadObjectId);
  if (known?.name === from.name && known.teamsId === from.id) return;
  await stores.teamsConversations.saveUser({
    ...known,
    workspaceId: workspace.id,
    userId: from.aadObjectId,
    teamsId: from.id,
    name: from.name,
  });
  await nameUnmet(stores, workspace.id, { platformUserId: from.aadObjectId, name: from.name });
}
