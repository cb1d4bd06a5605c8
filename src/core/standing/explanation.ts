/** "Why this number": the exact sum behind a shown score, as data. Counts only, never authors. */
import type Fraction from "fraction.js";
import type { NotApplicableReason } from "../answer.ts";
import type { Instant } from "../time.ts";
import type { Change } from "./change.ts";
import type { AggregateFigures, Hidden, QuestionFigures, QuestionReplies, Shown } from "./masked-standing.ts";

/** `score` ÷ the number of terms = `share`; all shares and the rest's add up exactly to the score. */
export type Term = {
  readonly of: "dimension" | "section" | "question";
  readonly id: string;
  readonly people: number;
  readonly score: Fraction;
  readonly coverage?: Fraction;
  readonly share: Fraction;
};

export type NotApplicableQuestion = {
  readonly questionId: string;
  readonly count: number;
  readonly reasons?: Readonly<Partial<Record<NotApplicableReason, number>>>;
  /** Nobody rated it, so it is not in the sum. */
  readonly leftSum: boolean;
};

/** `no-value-before`: there was none, or the part did not exist. `hidden`: one of the two sides is. */
export type ChangeSince =
  | ({ readonly told: true; readonly since: Instant } & Change)
  | { readonly told: false; readonly since: Instant; readonly because: "no-value-before" | "no-value-now" | "hidden" };

export type AggregateExplanation = {
  readonly of: "whole" | "dimension" | "section";
  /** Empty for the whole. */
  readonly id: string;
  readonly respondents: number;
  /** Ratings counted in it. */
  readonly ratings: number;
  readonly figures: Shown<AggregateFigures & { readonly provisional: boolean }>;
  readonly terms: readonly Term[];
  /** Hidden terms, together. */
  readonly rest?: { readonly terms: number; readonly share: Fraction };
  /** Parts one level down without a value: listed, not counted as zero. */
  readonly withoutValue: readonly string[];
  /** Questions that somebody called not applicable, as far as that is shown. */
  readonly notApplicable: readonly NotApplicableQuestion[];
  /** Optional questions: beside the sum. */
  readonly optional: readonly string[];
  readonly change?: ChangeSince;
};

export type QuestionExplanation = {
  readonly of: "question";
  readonly id: string;
  readonly optional: boolean;
  readonly raters: number;
  readonly asked: number;
  /** `sum` ÷ `outOf` = the score. */
  readonly figures: (QuestionFigures & { readonly shown: true; readonly sum: number; readonly outOf: number }) | Hidden;
  readonly replies: Shown<QuestionReplies>;
  readonly change?: ChangeSince;
};

export type Explanation = AggregateExplanation | QuestionExplanation;
