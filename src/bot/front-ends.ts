/** The front ends that run in this process, by platform. */
import type { Directory } from "../app/ports/directory.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Storage } from "../app/ports/world.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { Route } from "../http/routes.ts";

/** One platform as the bot uses it: its HTTP routes, its sender and its directory. */
export type FrontEnd = {
  readonly routes: readonly Route[];
  readonly sender: Sender;
  readonly directory: Directory;
  /** Connects where the platform wants it (Socket Mode); resolves when messages can come. */
  readonly start?: () => Promise<void>;
  /** No new events, no open streams; resolves when what is under way is answered. */
  readonly stop?: () => Promise<void>;
  /** Resolves when everything that follows an answer was shown. */
  readonly settle?: () => Promise<void>;
};

/** The front ends of this process, by platform. It is filled after the bot was created. */
export type FrontEnds = Map<Platform, FrontEnd>;

/** Returns a function that finds the sender for a workspace; undefined when its platform does not run in this process. */
export function sendersOf(frontEnds: FrontEnds): (workspace: Workspace) => Sender | undefined {
  return (workspace) => frontEnds.get(workspace.platform)?.sender;
}

/**
 * Returns a directory that asks the platform each workspace belongs to. It answers `undefined` when the workspace is
 * unknown or its platform does not run here.
 */
export function directoryOf(frontEnds: FrontEnds, storage: Storage): Directory {
  const find = async (workspaceId: string): Promise<Directory | undefined> => {
    const workspace = await storage.work((stores) => stores.workspaces.find(workspaceId));
    return workspace && frontEnds.get(workspace.platform)?.directory;
  };
  return {
    profile: async (workspaceId, platformUserId) => (await find(workspaceId))?.profile(workspaceId, platformUserId),
    nameOf: async (workspaceId, platformUserId) => (await find(workspaceId))?.nameOf?.(workspaceId, platformUserId),
    channelName: async (workspaceId, channelId) => (await find(workspaceId))?.channelName(workspaceId, channelId),
    findByEmail: async (workspaceId, email) => (await find(workspaceId))?.findByEmail?.(workspaceId, email),
    findGroup: async (workspaceId, word) => (await find(workspaceId))?.findGroup?.(workspaceId, word),
  };
}
