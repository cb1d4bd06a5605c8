/**
 * A standing as it may be shown. What is hidden is not in here at all, so that no renderer can give it away; only how many
 * people took part is told of everything.
 */
import type Fraction from "fraction.js";
import type { NotApplicableReason } from "../answer.ts";
import type { EditionKey, Rating } from "../catalogue/catalogue.ts";
import type { Instant } from "../time.ts";

/** `too-few`: fewer than three people. `protects-another`: with it, a hidden one beside it could be worked out. */
export type HiddenBecause = "too-few" | "protects-another";
export type Hidden = { readonly shown: false; readonly because: HiddenBecause };
export type Shown<T> = ({ readonly shown: true } & T) | Hidden;

export type QuestionFigures = {
  /** Ascending: counts, no authors. */
  readonly ratings: readonly Rating[];
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  readonly agreement?: Fraction;
  readonly split: boolean;
  readonly scopeSplit: boolean;
  readonly stale: number;
};

/** The replies that are no ratings. */
export type QuestionReplies = {
  /** Expected raters without those who said not applicable. */
  readonly expected: number;
  readonly notSure: number;
  readonly notApplicable: number;
  /** The codes; for leads, and for all in open mode. */
  readonly reasons?: Readonly<Partial<Record<NotApplicableReason, number>>>;
  /** Not applicable to somebody, and rated by nobody. */
  readonly leftSum: boolean;
};

export type MaskedQuestion = {
  readonly questionId: string;
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly optional: boolean;
  readonly raters: number;
  /** Whom the question is meant for, before anybody said not applicable. */
  readonly asked: number;
  readonly figures: Shown<QuestionFigures>;
  readonly replies: Shown<QuestionReplies>;
};

export type AggregateFigures = {
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  /** Also undefined where it would give away that of a single hidden question. */
  readonly agreement?: Fraction;
  readonly freshness?: Fraction;
};

export type MaskedAggregate = { readonly respondents: number; readonly figures: Shown<AggregateFigures> };

export type MaskedSection = MaskedAggregate & {
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly questions: readonly MaskedQuestion[];
};

export type MaskedDimension = MaskedAggregate & { readonly dimensionId: string; readonly sections: readonly MaskedSection[] };

export type MaskedStanding = {
  readonly edition: EditionKey;
  readonly at: Instant;
  readonly members: number;
  /** Of the whole catalogue; progress, shown from the first answer on. */
  readonly coverage?: Fraction;
  readonly whole: MaskedAggregate;
  readonly dimensions: readonly MaskedDimension[];
};

/** Whether the question is a term of its section's score. */
export function isInSum(question: Pick<MaskedQuestion, "optional" | "raters">): boolean {
  return !question.optional && question.raters > 0;
}
