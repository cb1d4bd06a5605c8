/** Deletes answers, notes and check-ins that are older than the operator keeps them, in pieces. */
import type { Instant } from "../../core/time.ts";

/** Where a piece ended: the next one begins behind it. */
export type ExpiryMark = { readonly at: Instant; readonly id: string };

/** A piece of a team's history: up to `limit` rows behind `after`, all of them older than `before`. */
export type ExpiryPiece = {
  readonly teamId: string;
  readonly before: Instant;
  readonly after?: ExpiryMark;
  readonly limit: number;
};

/** How many rows of a piece were deleted or emptied, and where the next piece begins; there is none without `next`. */
export type Expired = { readonly count: number; readonly next?: ExpiryMark };

/**
 * Deletes what is old. A unit of work that deleted something resolves when no file of the database holds it any more. Deleted
 * answers take the confirmations of evidence with them that no other answer of the team carries.
 */
export interface ExpiryStore {
  /**
   * Deletes the answers of a piece that a later one supersedes, and the notes of those that still count. `renamed` leads from
   * a question's old id to today's, under which a later answer supersedes too.
   */
  removeSuperseded(piece: ExpiryPiece & { readonly renamed: Readonly<Record<string, string>> }): Promise<Expired>;
  /** Deletes up to `limit` answers of somebody who left, and returns how many. */
  removeOfMembership(membershipId: string, limit: number): Promise<number>;
  /**
   * Deletes the check-ins of a piece that are over and from which no answer is left, and empties the others that are over. A
   * check-in that is under way stays as it is.
   */
  removeCheckIns(piece: ExpiryPiece): Promise<Expired>;
  /** Deletes the team's exports whose files are written: what was deleted may stand in them. */
  removeExports(teamId: string): Promise<void>;
}
