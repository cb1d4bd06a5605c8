/** "Why this number": the exact sum behind a shown score, as data. Counts only, never authors. */
import type Fraction from "fraction.js";
import type { NotApplicableReason } from "../reply.ts";
import type { Instant } from "../time.ts";
import type { Change } from "./change.ts";
import type { AggregateFigures, Baseline, Hidden, Masked, QuestionFigures, QuestionReplies } from "./masked-standing.ts";

/**
 * One part of a mean. Its `share` is `score` ÷ the number of terms; all shares and the rest add up exactly to the
 * score. Score, coverage and share are exact fractions in 0..1.
 */
export type Term = {
  readonly of: "dimension" | "section" | "question";
  readonly id: string;
  readonly people: number;
  readonly score: Fraction;
  readonly coverage?: Fraction;
  readonly share: Fraction;
};

/** How many members called a question not applicable, and their reason codes where the reader may see them. */
export type NotApplicableQuestion = {
  readonly questionId: string;
  readonly count: number;
  readonly reasons?: Readonly<Partial<Record<NotApplicableReason, number>>>;
  /** Nobody rated it, so it is not in the sum. */
  readonly leftSum: boolean;
};

/**
 * The change since an earlier standing, or why none can be told. `no-value-before`: there was no value, or the part
 * did not exist. `no-question-both-times`: other questions had a value then than have one now. `hidden`: one of the two
 * values may not be shown. `reworded`: a question, of which ratings were given to
 * wording that means something else by now.
 */
export type ChangeSince =
  | ({ readonly told: true; readonly since: Instant } & Change)
  | {
      readonly told: false;
      readonly since: Instant;
      readonly because: "no-value-before" | "no-value-now" | "no-question-both-times" | "hidden" | "reworded";
    };

/** The sum behind the score of a section, a dimension or the whole. */
export type AggregateExplanation = {
  readonly of: "whole" | "dimension" | "section";
  /** The id of the dimension or section; empty for the whole. */
  readonly id: string;
  readonly respondents: number;
  readonly baseline: Baseline;
  /** How many ratings are counted in it. */
  readonly ratings: number;
  readonly figures: Masked<AggregateFigures & { readonly provisional: boolean }>;
  readonly terms: readonly Term[];
  /** All hidden terms together. */
  readonly rest?: { readonly terms: number; readonly share: Fraction };
  /** Ids of the parts one level down that have no value. They are listed and do not count as zero. */
  readonly withoutValue: readonly string[];
  /** Questions that somebody called not applicable, where the reader may know it. */
  readonly notApplicable: readonly NotApplicableQuestion[];
  /** Ids of the optional questions, which are never in the sum. */
  readonly optional: readonly string[];
  readonly change?: ChangeSince;
};

/** The sum behind the score of one question: its ratings and how many were expected. */
export type QuestionExplanation = {
  readonly of: "question";
  readonly id: string;
  readonly optional: boolean;
  readonly raters: number;
  /** For how many members the question is meant, before anybody called it not applicable. */
  readonly asked: number;
  /** The ratings with their sum in points; `sum` ÷ `outOf` is the score. */
  readonly figures: (QuestionFigures & { readonly shown: true; readonly outOf: number }) | Hidden;
  readonly replies: Masked<QuestionReplies>;
  readonly change?: ChangeSince;
};

/** The sum behind one number, told apart by `of`. */
export type Explanation = AggregateExplanation | QuestionExplanation;
