/** Stores the standings that were computed when a round closed or a milestone was set. */
import type { Milestone } from "../../core/standing/records.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";

/**
 * Stores standings as they were at the close of a round or at a milestone. Each round and each milestone has at most one. What
 * is still to be rewritten is found by `findFirstToRewrite` alone, so that nobody is shown it before.
 */
export interface StandingStore {
  save(stored: StoredStanding): Promise<void>;
  findOfRound(roundId: string): Promise<StoredStanding | undefined>;
  findOfMilestone(milestoneId: string): Promise<StoredStanding | undefined>;
  /** Ids of private teams of which an earlier version stored standings that are still to be rewritten. */
  listTeamsToRewrite(limit: number): Promise<readonly string[]>;
  /** The oldest standing of the team that is still to be rewritten. Saving it again marks it as rewritten. */
  findFirstToRewrite(teamId: string): Promise<StoredStanding | undefined>;
  /** Of closed rounds, newest first. */
  listOfTeam(teamId: string, limit: number): Promise<readonly StoredStanding[]>;
}

/** Stores the milestones of each team. */
export interface MilestoneStore {
  listOfTeam(teamId: string): Promise<readonly Milestone[]>;
  save(milestone: Milestone): Promise<void>;
}
