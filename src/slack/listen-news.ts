/** What Slack tells of the workspace and its people without anybody asking. */
import type { Context } from "@slack/bolt";
import { noteDeactivated, noteLeftChannel, noteProfile } from "../app/news/platform-news.ts";
import type { World } from "../app/ports.ts";
import type { CommitFirstApp } from "./commit-first-app.ts";
import { type SlackDirectory, toProfile } from "./directory.ts";

export type NewsParts = {
  readonly world: World;
  readonly directory: SlackDirectory;
  readonly workspaceOf: (context: Context, teamId: string | undefined) => Promise<string | undefined>;
  /** The bot was removed from there: from the workspace, or from its whole organisation. */
  readonly onUninstalled: (teamId: string, enterpriseId: string | undefined) => Promise<void>;
};

export function listenToNews(app: CommitFirstApp, { world, directory, workspaceOf, onUninstalled }: NewsParts): void {
  app.event("user_change", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const { user } = event;
    directory.forget(workspaceId, user.id);
    if (user.deleted) return noteDeactivated(world, { workspaceId, platformUserId: user.id, eventKey: body.event_id });
    const profile = toProfile(user);
    if (profile) await noteProfile(world, workspaceId, profile);
  });

  app.event("member_left_channel", async ({ event, body, context }) => {
    const workspaceId = await workspaceOf(context, body.team_id);
    if (workspaceId === undefined) return;
    const { user: platformUserId, channel: channelId } = event;
    await noteLeftChannel(world, { workspaceId, platformUserId, channelId, eventKey: body.event_id });
  });

  app.event("app_uninstalled", async ({ body }) => onUninstalled(body.team_id, body.enterprise_id));

  app.event("tokens_revoked", async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await onUninstalled(body.team_id, body.enterprise_id);
  });
}
