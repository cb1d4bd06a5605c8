/**
 * A standing as it may be shown. What is hidden is not in here at all, so that no renderer can give it away; only how many
 * people took part is told of everything. Any part of it can be walked as a tree, and says when its number is provisional.
 */
import type Fraction from "fraction.js";
import type { EditionKey } from "../catalogue/catalogue.ts";
import type { Rating } from "../rating.ts";
import type { NotApplicableReason } from "../reply.ts";
import type { Instant } from "../time.ts";

/**
 * Why figures are not shown. `too-few`: fewer than three people are behind them. `protects-another`: showing them
 * would let somebody work out hidden ones beside them.
 */
export type HiddenBecause = "too-few" | "protects-another";

/** Stands in place of figures that may not be shown. */
export type Hidden = { readonly shown: false; readonly because: HiddenBecause };

/** Figures that may be shown, or the reason why they may not. Check `shown` before you read them. */
export type Masked<T> = ({ readonly shown: true } & T) | Hidden;

/** What a question's ratings add up to. Score, coverage and agreement are exact fractions in 0..1. */
export type QuestionFigures = {
  /** How many ratings are in the sum. */
  readonly count: number;
  /** What they add up to in points, 0 to 3 for each. */
  readonly sum: number;
  /** All ratings in ascending order, without authors. In a private team they are told from five people on. */
  readonly ratings?: readonly Rating[];
  /** When these figures were published, in a private team. The numbers of people beside them may be newer. */
  readonly asOf?: Instant;
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  readonly agreement?: Fraction;
  /** True when two ratings are two or more apart. */
  readonly split: boolean;
  /** True when some rated the question and others called it not applicable. */
  readonly scopeSplit: boolean;
  /** How many of the ratings are stale. */
  readonly stale: number;
  /** How many of the ratings were given to wording that means something else by now. */
  readonly outdated: number;
};

/** How many members replied without a rating, or have not replied. */
export type QuestionReplies = {
  /** How many members are expected to rate it, without those who called it not applicable. */
  readonly expected: number;
  readonly notSure: number;
  readonly notApplicable: number;
  /** How often each reason was given; for leads and, in open mode, for everyone. */
  readonly reasons?: Readonly<Partial<Record<NotApplicableReason, number>>>;
  /** True when somebody called it not applicable and nobody rated it. */
  readonly leftSum: boolean;
};

/** A question of a standing, as it may be shown. The number of raters is always told. */
export type MaskedQuestion = {
  readonly questionId: string;
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly optional: boolean;
  readonly raters: number;
  /** Whether it has a value, which may be hidden. A question that left the sum as not applicable has none. */
  readonly valued: boolean;
  /** For how many members it is meant, before anybody called it not applicable. */
  readonly asked: number;
  readonly figures: Masked<QuestionFigures>;
  readonly replies: Masked<QuestionReplies>;
};

/** The figures of a section, a dimension or the whole, as exact fractions in 0..1. */
export type AggregateFigures = {
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  /** Undefined also where it would reveal that of a single hidden question. */
  readonly agreement?: Fraction;
  readonly freshness?: Fraction;
};

/** A part above the questions, as it may be shown. The number of respondents is always told. */
export type MaskedAggregate = {
  readonly respondents: number;
  readonly figures: Masked<AggregateFigures>;
  readonly baseline: Baseline;
};

/**
 * How far the first pass through a part has come: of its required questions that apply to the team, how many have a value
 * that is shown, from at least half of the people who are asked. Both are 0 in a text that an earlier version stored.
 */
export type Baseline = { readonly enough: number; readonly questions: number };

/** A section of a standing, as it may be shown. */
export type MaskedSection = MaskedAggregate & {
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly questions: readonly MaskedQuestion[];
};

/** A dimension of a standing, as it may be shown. */
export type MaskedDimension = MaskedAggregate & { readonly dimensionId: string; readonly sections: readonly MaskedSection[] };

/** A standing as it may be shown to one reader. Hidden figures are absent, not flagged. */
export type MaskedStanding = {
  readonly edition: EditionKey;
  readonly at: Instant;
  readonly members: number;
  /** The coverage of the whole catalogue in 0..1. It is shown from the first answer on. */
  readonly coverage?: Fraction;
  readonly whole: MaskedAggregate;
  readonly dimensions: readonly MaskedDimension[];
};

/** Tells whether the question is a term of its section's score: it is required and has a value. */
export function isInSum(question: Pick<MaskedQuestion, "optional" | "valued">): boolean {
  return !question.optional && question.valued;
}

/** Returns how many people stand behind the question's value, or rate it where there is no value to see. */
export function countBehind({ figures, raters }: Pick<MaskedQuestion, "figures" | "raters">): number {
  return figures.shown ? figures.count : raters;
}

/** The coverage, as a fraction of 1, below which a number is called provisional. */
const PROVISIONAL_BELOW = "1/2";

/** Tells whether a number with this coverage is provisional: below one half, or without any coverage. */
export function isProvisional(coverage: Fraction | undefined): boolean {
  return coverage?.lt(PROVISIONAL_BELOW) ?? true;
}

/**
 * Tells whether a question has enough answers to speak for the team: it has a value that is shown, and at least half of
 * those who are asked stand behind it.
 */
export function hasEnough({ figures }: Pick<MaskedQuestion, "figures">): boolean {
  return figures.shown && figures.score !== undefined && !isProvisional(figures.coverage);
}

/** Names the part of a standing that a question is about; `id` is that of the dimension, section or question. */
export type Subject =
  | { readonly of: "whole" }
  | { readonly of: "dimension"; readonly id: string }
  | { readonly of: "section"; readonly id: string }
  | { readonly of: "question"; readonly id: string };

/**
 * A part of a masked standing with the terms of its score. The whole has an empty `id`. Only parts with a value are
 * terms, whether or not that value may be seen.
 */
export type TreeNode = {
  readonly of: Subject["of"];
  readonly id: string;
  readonly people: number;
  /** Undefined where hidden. */
  readonly score: Fraction | undefined;
  readonly coverage: Fraction | undefined;
  readonly terms: readonly TreeNode[];
  readonly question?: MaskedQuestion;
};

/** Returns the whole standing as a tree, without dimensions that have no value. */
export function treeOf({ whole, dimensions }: MaskedStanding): TreeNode {
  return nodeOf(whole, { of: "whole", id: "", terms: dimensions.map(treeOfDimension).filter(hasTerms) });
}

/** Returns a dimension as a tree, without sections that have no value. */
export function treeOfDimension(dimension: MaskedDimension): TreeNode {
  const terms = dimension.sections.map(treeOfSection).filter(hasTerms);
  return nodeOf(dimension, { of: "dimension", id: dimension.dimensionId, terms });
}

/** Returns a section as a tree of its required questions that have a rating. */
export function treeOfSection(section: MaskedSection): TreeNode {
  return nodeOf(section, { of: "section", id: section.sectionId, terms: section.questions.filter(isInSum).map(treeOfQuestion) });
}

/** Returns a question as a leaf of the tree. */
export function treeOfQuestion(question: MaskedQuestion): TreeNode {
  return {
    of: "question",
    id: question.questionId,
    people: countBehind(question),
    ...seen(question.figures),
    terms: [],
    question,
  };
}

function hasTerms({ terms }: TreeNode): boolean {
  return terms.length > 0;
}

function nodeOf(aggregate: MaskedAggregate, node: Pick<TreeNode, "of" | "id" | "terms">): TreeNode {
  return { ...node, people: aggregate.respondents, ...seen(aggregate.figures) };
}

function seen(
  figures: Masked<{ readonly score?: Fraction; readonly coverage?: Fraction }>,
): Pick<TreeNode, "score" | "coverage"> {
  return figures.shown ? { score: figures.score, coverage: figures.coverage } : { score: undefined, coverage: undefined };
}
