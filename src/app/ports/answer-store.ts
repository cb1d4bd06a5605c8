/** Answers, only ever added. */
import type { Answer } from "../../core/answer.ts";
import type { Instant } from "../../core/time.ts";

/**
 * Stores the answers of all teams. An answer is only ever added; none is changed or removed except with its person or
 * workspace.
 */
export interface AnswerStore {
  append(answer: Answer): Promise<void>;
  /** The latest answer of each membership to each question at `at`. */
  currentOfTeam(teamId: string, at: Instant): Promise<readonly Answer[]>;
  currentOfMembership(membershipId: string, at: Instant): Promise<readonly Answer[]>;
  /** Whole history in order of time, for export. */
  historyOfTeam(teamId: string): Promise<readonly Answer[]>;
  historyOfMembership(membershipId: string): Promise<readonly Answer[]>;
}
