/** Nudges that were sent, and when each member is next looked at. */
import type { Instant } from "../../core/time.ts";

/** A message between rounds that suggested a next step, asked after an overdue one, or asked for the baseline of a KPI. */
export type Nudge = {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  readonly about: "suggestion" | "overdue" | "baseline";
  /** Names what was said, so that it is not said twice. */
  readonly key: string;
  /** Empty where it is about a KPI. */
  readonly questionId: string;
  /** The overdue step. */
  readonly stepId?: string;
  readonly at: Instant;
};

/** Nudges that were sent, and when each member is next looked at. */
export interface NudgeStore {
  add(nudge: Nudge): Promise<void>;
  /** Over all teams, newest first. */
  listOfPerson(personId: string): Promise<readonly Nudge[]>;
  /** Removes up to `limit` nudges that were sent before `at`, and returns how many. */
  removeBefore(at: Instant, limit: number): Promise<number>;
  countOfTeam(teamId: string): Promise<number>;
  /** When this member is next looked at; undefined: not any more. */
  setNextLookAt(membershipId: string, at: Instant | undefined): Promise<void>;
  nextLookAt(membershipId: string): Promise<Instant | undefined>;
  /** Ids of memberships that are due, earliest first. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}
