/** Handles what Slack reports about the workspace and its people on its own. */
import type { Context } from "@slack/bolt";
import { noteDeactivated, noteGroupChanged, noteLeftChannel, noteLeftGroup, noteProfile } from "../../app/news/platform-news.ts";
import type { World } from "../../app/ports/world.ts";
import type { Removal } from "../installing/connect.ts";
import { type SlackDirectory, toProfile } from "../slack-directory.ts";
import type { CommitFirstApp } from "./event-receiver.ts";
import { happenedAt, requireTexts } from "./payloads.ts";

/** What handling Slack's news needs. */
export type NewsParts = {
  readonly world: World;
  readonly directory: SlackDirectory;
  readonly workspaceOf: (context: Context, teamId: string | undefined) => Promise<string | undefined>;
  /** The bot was removed from there: from the workspace, or from its whole organisation. */
  readonly onUninstalled: (from: Removal) => Promise<void>;
};

/** Registers the listeners for changed users, channels, user groups and removals of the bot. */
export function listenToNews(app: CommitFirstApp, { world, directory, workspaceOf, onUninstalled }: NewsParts): void {
  app.event("user_change", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const { user } = event;
    requireTexts(user?.id);
    directory.forget(workspaceId, user.id);
    if (user.deleted) return noteDeactivated(world, { workspaceId, platformUserId: user.id, ...keyAndTime(body) });
    const profile = toProfile(user);
    if (profile) await noteProfile(world, workspaceId, profile);
  });

  app.event("member_left_channel", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const { user: platformUserId, channel: channelId } = event;
    requireTexts(platformUserId, channelId);
    await noteLeftChannel(world, { workspaceId, platformUserId, channelId, ...keyAndTime(body) });
  });

  app.event("subteam_members_changed", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    const left = event.removed_users ?? [];
    if (workspaceId === undefined || left.length === 0) return;
    requireTexts(event.subteam_id, ...left);
    await noteLeftGroup(world, {
      workspaceId,
      groupId: event.subteam_id,
      platformUserIds: left,
      ...keyAndTime(body),
    });
  });

  app.event("subteam_updated", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const { id: groupId, handle, date_delete: endedAt = 0 } = event.subteam;
    requireTexts(groupId, handle);
    await noteGroupChanged(world, { workspaceId, groupId, handle, gone: endedAt > 0, eventKey: body.event_id });
  });

  app.event("app_uninstalled", async ({ body, context }) => onUninstalled(toRemoval(body, context)));

  app.event("tokens_revoked", async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await onUninstalled(toRemoval(body, context));
  });
}

/** By its key a repeated delivery is known, and by its time a late one. */
function keyAndTime(body: Parameters<typeof happenedAt>[0] & { readonly event_id: string }) {
  const at = happenedAt(body);
  return { eventKey: body.event_id, ...(at !== undefined && { at }) };
}

type RemovalBody = { readonly team_id: string; readonly enterprise_id?: string; readonly event_time?: number };

function toRemoval({ team_id: teamId, enterprise_id: enterpriseId, event_time: atS }: RemovalBody, context: Context): Removal {
  const at = atS === undefined ? {} : { at: atS * 1_000 };
  return { teamId, enterpriseId, wholeOrganisation: context.isEnterpriseInstall, ...at };
}
