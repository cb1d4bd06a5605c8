/**
 * A standing as it may be shown. What is hidden is not in here at all, so that no renderer can give it away; only how many
 * people took part is told of everything.
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
  /** All ratings in ascending order, without authors. */
  readonly ratings: readonly Rating[];
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
export type MaskedAggregate = { readonly respondents: number; readonly figures: Masked<AggregateFigures> };

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

/** Tells whether the question is a term of its section's score: it is required and has a rating. */
export function isInSum(question: Pick<MaskedQuestion, "optional" | "raters">): boolean {
  return !question.optional && question.raters > 0;
}
