/** Stores where the bot is installed. */
import type { Platform, Workspace } from "../../core/team.ts";

/** Stores the workspaces that the bot was ever installed in. One that removed the bot stays known. */
export interface WorkspaceStore {
  find(id: string): Promise<Workspace | undefined>;
  findByPlatform(platform: Platform, platformId: string): Promise<Workspace | undefined>;
  list(): Promise<readonly Workspace[]>;
  save(workspace: Workspace): Promise<void>;
  /**
   * After it removed the bot: its teams, with all that was answered and added in them, its people and its messages go. The
   * workspace itself stays known, and so does what belongs to another workspace's team.
   */
  erase(id: string): Promise<void>;
}
