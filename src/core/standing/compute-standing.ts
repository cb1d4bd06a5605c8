/** Computes scores, coverage, agreement and freshness at one moment from answers and memberships. It is pure and exact. */
import Fraction from "fraction.js";
import { type Answer, currentAnswers } from "../answer.ts";
import { type Catalogue, type Dimension, editionKey, type Question, type Section, isOutdated } from "../catalogue/catalogue.ts";
import { type Rating, TOP_RATING } from "../rating.ts";
import { NOT_APPLICABLE_REASONS, type NotApplicableReason } from "../reply.ts";
import { listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";
import { pickExpected } from "./expected-raters.ts";
import { isFresh } from "./freshness.ts";
import { meanOfKnown } from "./mean.ts";
import type { Aggregate, DimensionStanding, QuestionStanding, SectionStanding, Standing } from "./standing.ts";

/** Everything that a standing is computed from. */
export type StandingInput = {
  readonly catalogue: Catalogue;
  /** All memberships of the team, ended ones and observers included. Who counts is decided here. */
  readonly memberships: readonly Membership[];
  /** Current answers or the whole history, in any order; later than `at` is ignored. */
  readonly answers: readonly Answer[];
  readonly at: Instant;
  /** The age in milliseconds up to which an answer is fresh. */
  readonly freshForMs: number;
};

/** Who rated in a part of the tree, and how many of those ratings are fresh. */
type Reach = { readonly raters: ReadonlySet<string>; readonly ratings: number; readonly stale: number };
type Reached<T> = { readonly standing: T; readonly reach: Reach };
type Replies = ReadonlyMap<string, ReadonlyMap<string, Answer>>;

/**
 * Computes every score, coverage, agreement and freshness at `at` from the answers of the members who are active
 * then. Each level is the mean of the parts below it that have a value; optional questions are counted beside the
 * sums, never in them.
 */
export function computeStanding(input: StandingInput): Standing {
  const members = listMembersAt(input.memberships, input.at);
  const replies = indexReplies(input);
  const dimensions = input.catalogue.dimensions.map((dimension) => standingOfDimension(dimension, { input, members, replies }));
  return {
    edition: editionKey(input.catalogue),
    at: input.at,
    members: members.length,
    whole: aggregate(dimensions),
    dimensions: dimensions.map(({ standing }) => standing),
  };
}

type Context = { readonly input: StandingInput; readonly members: readonly Membership[]; readonly replies: Replies };

function standingOfDimension(dimension: Dimension, context: Context): Reached<DimensionStanding> {
  const sections = dimension.sections.map((section) => standingOfSection(section, context));
  return {
    standing: { dimensionId: dimension.id, ...aggregate(sections), sections: sections.map(({ standing }) => standing) },
    reach: unite(sections),
  };
}

function standingOfSection(section: Section, context: Context): Reached<SectionStanding> {
  const questions = section.questions.map((question) => standingOf(question, context));
  const inSum = questions.filter(({ standing }) => standing.outside === undefined);
  return {
    standing: {
      sectionId: section.id,
      dimensionId: section.dimensionId,
      ...aggregate(inSum),
      questions: questions.map(({ standing }) => standing),
    },
    reach: unite(inSum),
  };
}

function standingOf(question: Question, { input, members, replies }: Context): Reached<QuestionStanding> {
  const expected = pickExpected(question, members);
  const byMember = replies.get(question.id);
  const current = expected.flatMap((member) => byMember?.get(member.id) ?? []);
  const standing = standingOfQuestion(question, {
    replies: current,
    asked: expected.length,
    at: input.at,
    freshFor: input.freshForMs,
  });
  const raters = new Set(current.filter(({ reply }) => reply.kind === "rating").map(({ membershipId }) => membershipId));
  return { standing, reach: { raters, ratings: standing.ratings.length, stale: standing.stale } };
}

type Part = Pick<Aggregate, "score" | "coverage" | "agreement">;

function aggregate(parts: readonly Reached<Part>[]): Aggregate {
  const score = meanOfKnown(parts.map(({ standing }) => standing.score));
  const coverage = meanOfKnown(parts.map(({ standing }) => standing.coverage));
  const agreement = meanOfKnown(parts.map(({ standing }) => standing.agreement));
  const { raters, ratings, stale } = unite(parts);
  return {
    ...(score && { score }),
    ...(coverage && { coverage }),
    ...(agreement && { agreement }),
    ...(ratings > 0 && { freshness: new Fraction(ratings - stale, ratings) }),
    respondents: raters.size,
  };
}

function unite(parts: readonly Reached<unknown>[]): Reach {
  return {
    raters: new Set(parts.flatMap(({ reach }) => [...reach.raters])),
    ratings: parts.reduce((total, { reach }) => total + reach.ratings, 0),
    stale: parts.reduce((total, { reach }) => total + reach.stale, 0),
  };
}

/** question → membership → current answer; answers to a question's old id count for the new one. */
function indexReplies({ catalogue, answers, at }: StandingInput): Replies {
  const renamed = answers.map((answer) => {
    const questionId = catalogue.renamed[answer.questionId];
    return questionId === undefined ? answer : { ...answer, questionId };
  });
  const index = new Map<string, Map<string, Answer>>();
  for (const answer of currentAnswers(renamed, at)) {
    const byMember = index.get(answer.questionId);
    if (byMember) byMember.set(answer.membershipId, answer);
    else index.set(answer.questionId, new Map([[answer.membershipId, answer]]));
  }
  return index;
}

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
function standingOfQuestion(
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
