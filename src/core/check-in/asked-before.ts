/** What a member was asked in earlier rounds and what became of it. Agendas are planned with it. */
import type { Instant } from "../time.ts";
import type { CheckIn, QuestionItem } from "./check-in.ts";

/** One question that a member was asked in an earlier check-in, and what became of it. */
export type AskedBefore = {
  readonly questionId: string;
  /** The number of the team's round at the time. */
  readonly round: number;
  /** When that check-in was finished or, if it never was, when it was opened. */
  readonly at: Instant;
  /** `ignored`: the question was asked and the check-in ended without an answer or a skip. */
  readonly outcome: "answered" | "not-sure" | "skipped" | "ignored";
};

/**
 * Lists what a member was asked in earlier check-ins of any kind; `round` is the number of the team's newest round
 * when each was opened. Questions that an assessment had not reached yet do not count as asked.
 */
export function listAskedBefore(
  checkIns: readonly { readonly checkIn: CheckIn; readonly round: number }[],
): readonly AskedBefore[] {
  return checkIns.flatMap(({ checkIn, round }) =>
    checkIn.items
      .filter((item): item is QuestionItem => item.kind === "question" && wasAsked(checkIn, item))
      .map((item) => ({
        questionId: item.questionId,
        round,
        at: checkIn.finishedAt ?? checkIn.openedAt,
        outcome: outcomeOf(item),
      })),
  );
}

function wasAsked({ position }: CheckIn, { because, outcome, questionId }: QuestionItem): boolean {
  if (because !== "assessment" || outcome !== "pending") return true;
  return position.on === "question" && position.questionId === questionId;
}

function outcomeOf({ outcome, reply }: QuestionItem): AskedBefore["outcome"] {
  switch (outcome) {
    case "answered":
      return reply?.kind === "not-sure" ? "not-sure" : "answered";
    case "skipped":
      return "skipped";
    case "pending":
      return "ignored";
    default:
      return outcome satisfies never;
  }
}
