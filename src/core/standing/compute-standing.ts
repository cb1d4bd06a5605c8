/** Computes scores, coverage, agreement and freshness at one moment from answers and memberships. It is pure and exact. */
import Fraction from "fraction.js";
import { type Answer, currentAnswers } from "../answer.ts";
import { type Catalogue, type Dimension, editionKey, type Question, type Section } from "../catalogue/catalogue.ts";
import { listMembersAt, type Membership } from "../team.ts";
import type { Instant } from "../time.ts";
import { pickExpected } from "./expected-raters.ts";
import { meanOfKnown } from "./mean.ts";
import { standingOfQuestion } from "./question-standing.ts";
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
