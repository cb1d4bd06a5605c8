/** Teams, their second homes, and the user groups they are linked to. */
import type { Team, TeamGroup, TeamHome } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

/** Stores teams and when each one's next round opens. */
export interface TeamStore {
  find(id: string): Promise<Team | undefined>;
  listOfWorkspace(workspaceId: string): Promise<readonly Team[]>;
  /** Also by the channel of a second home. */
  findByChannel(workspaceId: string, channelId: string): Promise<Team | undefined>;
  /** The workspace's own teams, and those that have their second home in it. */
  listAtHome(workspaceId: string): Promise<readonly Team[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(team: Team): Promise<void>;
  /**
   * The team goes, with all that was answered and added in it. Its people stay, and so does what was said of it in the chats and
   * the audit log. Only for a team that is not linked to another workspace.
   */
  erase(id: string): Promise<void>;
  /** When the team's next round opens; undefined: paused or never. */
  setNextRoundAt(teamId: string, at: Instant | undefined): Promise<void>;
  nextRoundAt(teamId: string): Promise<Instant | undefined>;
  /** Ids of teams whose next round is due, earliest first: cost by what is due, not by how many exist. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}

/** Stores a linked team's second home, the workspace on the other platform. The first home is part of the team itself. */
export interface TeamHomeStore {
  listOfTeam(teamId: string): Promise<readonly TeamHome[]>;
  listOfWorkspace(workspaceId: string): Promise<readonly TeamHome[]>;
  /** The link for which this team rests. */
  findOfFormerTeam(teamId: string): Promise<TeamHome | undefined>;
  save(home: TeamHome): Promise<void>;
  remove(teamId: string, workspaceId: string): Promise<void>;
}

/** Stores which user group a team is linked to: at most one for each team and workspace. */
export interface TeamGroupStore {
  find(teamId: string, workspaceId: string): Promise<TeamGroup | undefined>;
  listOfGroup(workspaceId: string, groupId: string): Promise<readonly TeamGroup[]>;
  /** Takes the place of the one before. */
  save(group: TeamGroup): Promise<void>;
  remove(teamId: string, workspaceId: string): Promise<void>;
}
