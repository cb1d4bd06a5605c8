/** Puts the values that were published in the place of the ratings of a standing. What is counted beside them stays as it is. */
import Fraction from "fraction.js";
import { type Rating, TOP_RATING } from "../rating.ts";
import { DETAILED_FROM_PEOPLE, SHOWN_FROM_PEOPLE } from "../standing/hide.ts";
import { meanOfKnown } from "../standing/mean.ts";
import type { Aggregate, DimensionStanding, QuestionStanding, SectionStanding, Standing } from "../standing/standing.ts";
import type { Instant } from "../time.ts";

/** The ratings of a question that everybody may know together, ascending, and when they were published. */
export type PublishedRatings = { readonly ratings: readonly Rating[]; readonly at: Instant };

/** The distance between the highest and the lowest rating from which a question is split. */
const SPLIT_FROM = 2;

/**
 * Returns the standing as others see it: ratings, and whatever follows from them, by what was published of each question,
 * and nothing of a question of which nothing was. Numbers of people, coverage and freshness are those of the standing.
 * Every sum is made of published values alone, so that it tells nothing that they do not.
 */
export function showPublished(standing: Standing, published: ReadonlyMap<string, PublishedRatings>): Standing {
  const dimensions = standing.dimensions.map((dimension): DimensionStanding => {
    const sections = dimension.sections.map((section): SectionStanding => {
      const questions = section.questions.map((question) => showQuestion(question, published.get(question.questionId)));
      return { ...resum(section, questions.filter(isInside)), questions };
    });
    return { ...resum(dimension, sections), sections };
  });
  return { ...standing, published: true, whole: resum(standing.whole, dimensions), dimensions };
}

function isInside({ outside }: QuestionStanding): boolean {
  return outside === undefined;
}

function showQuestion(question: QuestionStanding, value: PublishedRatings | undefined): QuestionStanding {
  const { score: _score, agreement: _agreement, ...counted } = question;
  const ratings = value && value.ratings.length >= SHOWN_FROM_PEOPLE ? value.ratings : [];
  const base = { ...counted, raters: question.ratings.length, ratings, split: false, scopeSplit: false };
  if (!value || ratings.length === 0) return base;
  const spread = (ratings.at(-1) ?? 0) - (ratings[0] ?? 0);
  const notApplicable = Object.values(question.notApplicable).reduce((total, count) => total + count, 0);
  const sum = ratings.reduce<number>((total, rating) => total + rating, 0);
  return {
    ...base,
    asOf: value.at,
    score: new Fraction(sum, TOP_RATING * ratings.length),
    ...(ratings.length >= DETAILED_FROM_PEOPLE && { agreement: new Fraction(TOP_RATING - spread, TOP_RATING) }),
    split: spread >= SPLIT_FROM,
    scopeSplit: notApplicable > 0,
  };
}

/** The same part with score and agreement by the parts below it. */
function resum<T extends Aggregate>(part: T, parts: readonly Pick<Aggregate, "score" | "agreement">[]): T {
  const { score: _score, agreement: _agreement, ...rest } = part;
  const score = meanOfKnown(parts.map((each) => each.score));
  const agreement = meanOfKnown(parts.map((each) => each.agreement));
  return { ...rest, ...(score && { score }), ...(agreement && { agreement }) } as T;
}
