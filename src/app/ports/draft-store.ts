/** Writes at once what was worked out about a large team beside the program, as long as it still holds. */

/** One write of a draft, in the storage's own words; nobody else reads it. */
type DraftWrite = { readonly statement: string; readonly values: readonly unknown[] };

/** What a draft was worked out from: the last answer that there was, and a digest of everything else about the team. */
type DraftBasis = {
  readonly lastAnswer: { readonly sequence: number; readonly id: string } | undefined;
  readonly rest: string;
};

/** What writing a team's standing comes to. */
export type Draft = { readonly teamId: string; readonly basis: DraftBasis; readonly writes: readonly DraftWrite[] };

/** What changed of a team since a draft was begun: nothing, no more than answers that came later, or something else. */
type DraftChange = "nothing" | "answers" | "more";

/** Checks drafts and writes them. */
export interface DraftStore {
  /** What a draft about the team depends on as it is now. Its cost does not grow with the number of answers. */
  basisOf(teamId: string): Promise<DraftBasis>;
  changeSince(draft: Pick<Draft, "teamId" | "basis">): Promise<DraftChange>;
  /** Writes the draft as it is; whoever calls it has asked `changeSince` in the same unit of work. */
  write(draft: Draft): Promise<void>;
}
