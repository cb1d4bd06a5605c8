/** Why a score moved: what each question contributed, adding up exactly to the change. Knows masked standings alone. */
import type Fraction from "fraction.js";
import type { Rating } from "../rating.ts";
import { countBehind, type MaskedQuestion, type TreeNode } from "./masked-standing.ts";
import { sumOf } from "./mean.ts";

/**
 * Why a question moved the number. `ratings`: the same number of raters rated differently. `raters`: the number of
 * raters, or of those asked, changed. `entered` and `left`: the question came into the sum or left it. `reworded`: ratings
 * were given to wording that means something else by now, so the difference says nothing about the team.
 */
type CauseKind = "ratings" | "raters" | "entered" | "left" | "reworded";

/**
 * Returns how much of a change is like for like: without what questions did that were reworded. `amount` is in -1..1.
 */
export function likeForLike({ amount, causes, rest }: Change): Change {
  const reworded = causes.filter(({ kind }) => kind === "reworded");
  return {
    amount: amount.sub(sumOf(reworded.map((cause) => cause.amount))),
    causes: causes.filter(({ kind }) => kind !== "reworded"),
    ...(rest && { rest }),
  };
}

/** One question's part in a change. */
export type Cause = {
  readonly questionId: string;
  readonly kind: CauseKind;
  /** What it contributes to the change of the explained number, never zero. */
  readonly amount: Fraction;
  /** The ratings behind it; undefined when it was not in the sum then. */
  readonly before?: RatingSum;
  /** The ratings behind it; undefined when it is not in the sum now. */
  readonly now?: RatingSum;
};

/** What ratings add up to, and the ratings themselves, ascending and without authors, where they may be told. */
export type RatingSum = { readonly count: number; readonly sum: number; readonly ratings?: readonly Rating[] };

/**
 * How much a score changed, in -1..1 as an exact fraction, and what caused it. `amount` equals the sum of the causes
 * and the rest.
 */
export type Change = {
  readonly amount: Fraction;
  /** The largest first, upward or downward; equal ones in the model's order. */
  readonly causes: readonly Cause[];
  /** All questions together of which the value before or now is hidden. */
  readonly rest?: { readonly questions: number; readonly amount: Fraction };
};

/**
 * Splits the change of a score into exact amounts per question, and returns undefined when either score is missing or
 * hidden. A term that was there both times contributes its own change ÷ the number of terms now; one that entered or
 * left contributes its distance from the mean before.
 */
export function explainChange(now: TreeNode, before: TreeNode): Change | undefined {
  if (!now.score || !before.score) return undefined;
  const found = compareOne({ now, before, parts: 1 });
  const causes = found.flatMap((each) => each.cause ?? []).filter(({ amount }) => !amount.equals(0));
  const hidden = found.filter(({ cause }) => cause === undefined).length;
  const amount = now.score.sub(before.score);
  causes.sort((left, right) => right.amount.abs().compare(left.amount.abs()));
  return {
    amount,
    causes,
    ...(hidden > 0 && { rest: { questions: hidden, amount: amount.sub(sumOf(causes.map((cause) => cause.amount))) } }),
  };
}

/** One question's part in the change. It has no cause where that may not be told. */
type Found = { readonly cause: Cause | undefined };
/** A change here, divided by `parts`, is its contribution to the explained number. */
type Pair = { readonly now: TreeNode; readonly before: TreeNode; readonly parts: number };

function compareTerms({ now, before, parts }: Pair): readonly Found[] {
  const earlier = new Map(before.terms.map((term) => [term.id, term]));
  const current = new Set(now.terms.map(({ id }) => id));
  const share = parts * now.terms.length;
  const stayedOrEntered = now.terms.flatMap((term) => {
    const twin = earlier.get(term.id);
    return twin
      ? compareOne({ now: term, before: twin, parts: share })
      : movedBy(term, { mean: before.score, parts: share, kind: "entered" });
  });
  const gone = before.terms.filter(({ id }) => !current.has(id));
  return [...stayedOrEntered, ...gone.flatMap((term) => movedBy(term, { mean: before.score, parts: share, kind: "left" }))];
}

function compareOne(pair: Pair): readonly Found[] {
  const { now, before, parts } = pair;
  if (!now.question || !before.question) return compareTerms(pair);
  const change = now.score && before.score && now.score.sub(before.score).div(parts);
  if (!change) return [{ cause: undefined }];
  const sameKind = sameRaters(now.question, before.question) ? "ratings" : "raters";
  const kind = isReworded(now) || isReworded(before) ? "reworded" : sameKind;
  return [{ cause: { questionId: now.id, kind, amount: change, ...ratingsOf("before", before), ...ratingsOf("now", now) } }];
}

function movedBy(
  term: TreeNode,
  { mean, parts, kind }: { readonly mean: Fraction | undefined; readonly parts: number; readonly kind: "entered" | "left" },
): readonly Found[] {
  if (!term.question) return term.terms.flatMap((each) => movedBy(each, { mean, parts: parts * term.terms.length, kind }));
  if (!term.score || !mean) return [{ cause: undefined }];
  const distance = term.score.sub(mean).div(parts);
  const amount = kind === "entered" ? distance : distance.neg();
  return [{ cause: { questionId: term.id, kind, amount, ...ratingsOf(kind === "entered" ? "now" : "before", term) } }];
}

/** Tells whether some of a question's ratings were given to wording that means something else by now, as far as that is shown. */
export function isReworded({ question }: TreeNode): boolean {
  return question?.figures.shown === true && question.figures.outdated > 0;
}

function sameRaters(now: MaskedQuestion, before: MaskedQuestion): boolean {
  return countBehind(now) === countBehind(before) && now.asked === before.asked;
}

function ratingsOf(side: "before" | "now", { question }: TreeNode): { readonly [S in typeof side]?: RatingSum } {
  if (!question?.figures.shown) return {};
  const { count, sum, ratings } = question.figures;
  return { [side]: { count, sum, ...(ratings && { ratings }) } };
}
