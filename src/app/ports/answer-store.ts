/** Answers, only ever added. */
import type { Answer } from "../../core/answer.ts";
import type { Instant } from "../../core/time.ts";

/** Where an answer stands in the history, and which wording it answers. */
export type AnswerMark = Pick<Answer, "id" | "questionId" | "edition" | "at"> & {
  /** The order in which answers were stored, over all teams. */
  readonly sequence: number;
};

/** A piece of the history of a team, or of a membership: up to `limit` marks behind `after`, none newer than `upTo`. */
export type MarkQuery = {
  readonly of: "team" | "membership";
  readonly id: string;
  readonly upTo: number;
  readonly after?: AnswerMark;
  readonly limit: number;
};

/** An answer with its sequence. */
type Numbered = { readonly sequence: number; readonly answer: Answer };

/**
 * Stores the answers of all teams. An answer is only ever added; none is changed or removed except with its person or
 * workspace.
 */
export interface AnswerStore {
  append(answer: Answer): Promise<void>;
  /** The latest answer of each membership to each question at `at`. */
  currentOfTeam(teamId: string, at: Instant): Promise<readonly Answer[]>;
  currentOfMembership(membershipId: string, at: Instant): Promise<readonly Answer[]>;
  /** The number of the newest answer of all teams; each later answer has a greater one. Zero where there is none. */
  lastSequence(): Promise<number>;
  /** Lists where answers stand in a history, in pieces, so that a long one is read without holding up anybody. */
  listMarks(query: MarkQuery): Promise<readonly AnswerMark[]>;
  /** Returns the answers of these sequences, in any order; those that were erased meanwhile are left out. */
  findMany(sequences: readonly number[]): Promise<readonly Numbered[]>;
  countOfMembership(membershipId: string): Promise<number>;
  /** Whole history in order of time, for export. */
  historyOfTeam(teamId: string): Promise<readonly Answer[]>;
  historyOfMembership(membershipId: string): Promise<readonly Answer[]>;
}
