/**
 * How much a score changed, like for like: over the questions that had a value at both moments, and what each of them
 * contributed. Knows masked standings alone, and compares what is shown in both.
 */
import type Fraction from "fraction.js";
import type { Rating } from "../rating.ts";
import { countBehind, type MaskedQuestion, type TreeNode } from "./masked-standing.ts";
import { sumOf } from "./mean.ts";

/** Two scores of the same questions at two moments, as exact fractions in 0..1. */
export type Comparison = {
  /** The score of the compared questions now. */
  readonly now: Fraction;
  /** The score of the same questions then. */
  readonly before: Fraction;
  /** How many questions had a value that is shown at both moments. */
  readonly questions: number;
  /** True when they are all the questions of both sums, so that the two scores are those that were shown. */
  readonly complete: boolean;
};

/**
 * Why a question moved the number. `ratings`: the same number of raters rated differently. `raters`: the number of
 * raters, or of those asked, changed.
 */
type CauseKind = "ratings" | "raters";

/** One question's part in a change. */
export type Cause = {
  readonly questionId: string;
  readonly kind: CauseKind;
  /** What it contributes to the change of the explained number, never zero. */
  readonly amount: Fraction;
  /** The ratings behind it then. */
  readonly before: RatingSum;
  /** The ratings behind it now. */
  readonly now: RatingSum;
};

/** What ratings add up to, and the ratings themselves, ascending and without authors, where they may be told. */
export type RatingSum = { readonly count: number; readonly sum: number; readonly ratings?: readonly Rating[] };

/**
 * How much a score changed, with what caused it. `amount` is in -1..1 and equals both `now` − `before` and the sum of the
 * causes.
 */
export type Change = Comparison & {
  readonly amount: Fraction;
  /** The largest first, upward or downward; equal ones in the model's order. */
  readonly causes: readonly Cause[];
  /** Ids of the questions that are new in the sum. They are no part of the change. */
  readonly entered: readonly string[];
  /** Ids of the questions that left the sum. They are no part of the change. */
  readonly left: readonly string[];
  /** Ids of the questions with ratings that were given to wording that means something else by now. */
  readonly reworded: readonly string[];
  /** How many questions are in both sums and not shown in one of them. */
  readonly hidden: number;
};

/** Returns the two scores of a change without its causes. */
export function pickComparison({ now, before, questions, complete }: Comparison): Comparison {
  return { now, before, questions, complete };
}

/**
 * Compares two moments of one part over the questions that are shown at both. Each question has the same weight at both
 * moments, by the tree of now. Returns undefined when no question can be compared.
 */
export function explainChange(now: TreeNode, before: TreeNode): Change | undefined {
  const [current, earlier] = [listLeaves(now), listLeaves(before)];
  const ids = [...current.keys()];
  const both = ids.filter((id) => earlier.has(id));
  const reworded = both.filter((id) => [current, earlier].some((leaves) => isReworded(leaves.get(id))));
  const compared = new Map(
    both.flatMap((id) => (reworded.includes(id) ? [] : pairOf(current.get(id), earlier.get(id)))).map((pair) => [pair.id, pair]),
  );
  if (compared.size === 0) return undefined;
  const terms = weigh(now, compared, 1);
  const then = sumOf(terms.map(({ pair, parts }) => pair.before.div(parts)));
  const today = sumOf(terms.map(({ pair, parts }) => pair.now.div(parts)));
  const causes = terms.map(toCause).filter(({ amount }) => !amount.equals(0));
  causes.sort((left, right) => right.amount.abs().compare(left.amount.abs()));
  const entered = ids.filter((id) => !earlier.has(id));
  const left = [...earlier.keys()].filter((id) => !current.has(id));
  return {
    now: today,
    before: then,
    amount: today.sub(then),
    questions: compared.size,
    complete: compared.size === ids.length && left.length === 0,
    causes,
    entered,
    left,
    reworded,
    hidden: both.length - reworded.length - compared.size,
  };
}

type Leaf = TreeNode & { readonly question: MaskedQuestion };
/** One question at both moments. */
type Pair = {
  readonly id: string;
  readonly now: Fraction;
  readonly before: Fraction;
  readonly leaf: MaskedQuestion;
  readonly earlier: MaskedQuestion;
};
/** A score ÷ `parts` is the question's share of the explained number. */
type Weighed = { readonly pair: Pair; readonly parts: number };

function listLeaves(node: TreeNode): ReadonlyMap<string, Leaf> {
  const walk = (each: TreeNode): readonly Leaf[] =>
    each.question ? [{ ...each, question: each.question }] : each.terms.flatMap(walk);
  return new Map(walk(node).map((leaf) => [leaf.id, leaf]));
}

function pairOf(now: Leaf | undefined, before: Leaf | undefined): readonly Pair[] {
  if (!now?.score || !before?.score) return [];
  return [{ id: now.id, now: now.score, before: before.score, leaf: now.question, earlier: before.question }];
}

/** Gives each compared question its share; a part without any is no term. */
function weigh(node: TreeNode, compared: ReadonlyMap<string, Pair>, parts: number): readonly Weighed[] {
  if (node.question) {
    const pair = compared.get(node.id);
    return pair ? [{ pair, parts }] : [];
  }
  const terms = node.terms.filter((term) => weigh(term, compared, 1).length > 0);
  return terms.flatMap((term) => weigh(term, compared, parts * terms.length));
}

function toCause({ pair, parts }: Weighed): Cause {
  const { id, now, before, leaf, earlier } = pair;
  const kind = sameRaters(leaf, earlier) ? "ratings" : "raters";
  return { questionId: id, kind, amount: now.sub(before).div(parts), before: ratingsOf(earlier), now: ratingsOf(leaf) };
}

/** Tells whether some of a question's ratings were given to wording that means something else by now, as far as that is shown. */
export function isReworded(node: Pick<TreeNode, "question"> | undefined): boolean {
  return node?.question?.figures.shown === true && node.question.figures.outdated > 0;
}

function sameRaters(now: MaskedQuestion, before: MaskedQuestion): boolean {
  return countBehind(now) === countBehind(before) && now.asked === before.asked;
}

function ratingsOf({ figures }: MaskedQuestion): RatingSum {
  if (!figures.shown) return { count: 0, sum: 0 };
  const { count, sum, ratings } = figures;
  return { count, sum, ...(ratings && { ratings }) };
}
