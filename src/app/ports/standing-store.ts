/** Standings kept at a close or under a milestone. */
import type { Milestone } from "../../core/standing/records.ts";
import type { StoredStanding } from "../../core/standing/standing.ts";

export interface StandingStore {
  save(stored: StoredStanding): Promise<void>;
  findOfRound(roundId: string): Promise<StoredStanding | undefined>;
  findOfMilestone(milestoneId: string): Promise<StoredStanding | undefined>;
  /** Of closed rounds, newest first. */
  listOfTeam(teamId: string, limit: number): Promise<readonly StoredStanding[]>;
}

export interface MilestoneStore {
  listOfTeam(teamId: string): Promise<readonly Milestone[]>;
  save(milestone: Milestone): Promise<void>;
}
