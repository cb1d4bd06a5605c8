/** Adds up the current answers of a question's expected raters, in counts and without authors. */
import Fraction from "fraction.js";
import { type Answer } from "../answer.ts";
import { isOutdated, type Question } from "../catalogue/catalogue.ts";
import { type Rating, TOP_RATING } from "../rating.ts";
import { NOT_APPLICABLE_REASONS, type NotApplicableReason } from "../reply.ts";
import type { Instant } from "../time.ts";
import { isFresh } from "./freshness.ts";
import type { QuestionStanding } from "./standing.ts";

/** The distance between the highest and the lowest rating from which a question is split. */
const SPLIT_FROM = 2;

type Counts = {
  readonly ratings: readonly Rating[];
  readonly notSure: number;
  readonly notApplicable: Readonly<Partial<Record<NotApplicableReason, number>>>;
  readonly notApplicableTotal: number;
  readonly stale: number;
  readonly outdated: number;
};

type Counted = { readonly replies: readonly Answer[]; readonly at: Instant; readonly freshFor: number };

/**
 * Counts the replies to one question and computes its score, coverage and agreement as exact fractions in 0..1.
 * `replies` must hold the current answers of expected raters alone; `asked` is the number of raters expected before
 * anyone calls it not applicable.
 */
export function standingOfQuestion(
  question: Question,
  { replies, asked, at, freshFor }: Counted & { readonly asked: number },
): QuestionStanding {
  const { notApplicableTotal, ...counts } = countReplies(question, { replies, at, freshFor });
  const raters = counts.ratings.length;
  const left = raters === 0 && notApplicableTotal > 0;
  const expected = asked - notApplicableTotal;
  const outside = question.optional ? "optional" : left ? "not-applicable" : undefined;
  const spread = (counts.ratings.at(-1) ?? 0) - (counts.ratings[0] ?? 0);
  return {
    questionId: question.id,
    sectionId: question.sectionId,
    dimensionId: question.dimensionId,
    optional: question.optional,
    expected,
    ...counts,
    ...(raters > 0 && { score: new Fraction(sum(counts.ratings), TOP_RATING * raters) }),
    ...(!left && { coverage: new Fraction(raters, Math.max(1, expected)) }),
    ...(raters > 1 && { agreement: new Fraction(TOP_RATING - spread, TOP_RATING) }),
    split: spread >= SPLIT_FROM,
    scopeSplit: raters > 0 && notApplicableTotal > 0,
    ...(outside !== undefined && { outside }),
  };
}

/** An answer to wording that has since changed its meaning is stale, however young it is. */
function countReplies(question: Question, { replies, at, freshFor }: Counted): Counts {
  const ratings: Rating[] = [];
  const notApplicable: NotApplicableReason[] = [];
  let notSure = 0;
  let stale = 0;
  let outdated = 0;
  for (const { reply, edition, at: answeredAt } of replies) {
    switch (reply.kind) {
      case "rating":
        ratings.push(reply.rating);
        if (isOutdated(question, edition)) outdated += 1;
        if (isOutdated(question, edition) || !isFresh(answeredAt, { at, freshFor })) stale += 1;
        break;
      case "not-sure":
        notSure += 1;
        break;
      case "not-applicable":
        notApplicable.push(reply.reason);
        break;
      default:
        reply satisfies never;
    }
  }
  ratings.sort((left, right) => left - right);
  return {
    ratings,
    notSure,
    notApplicable: countReasons(notApplicable),
    notApplicableTotal: notApplicable.length,
    stale,
    outdated,
  };
}

/** In the order of the codes, so that the same replies always give the same text. */
function countReasons(given: readonly NotApplicableReason[]): Counts["notApplicable"] {
  const counts: Partial<Record<NotApplicableReason, number>> = {};
  for (const reason of NOT_APPLICABLE_REASONS) {
    const count = given.filter((each) => each === reason).length;
    if (count > 0) counts[reason] = count;
  }
  return counts;
}

function sum(ratings: readonly Rating[]): number {
  return ratings.reduce<number>((total, rating) => total + rating, 0);
}
