/** What a team's answers add up to at one moment: pure data. Scores and shares are exact fractions in 0..1. */
import type Fraction from "fraction.js";
import type { EditionKey } from "../catalogue/catalogue.ts";
import type { Rating } from "../rating.ts";
import type { NotApplicableReason } from "../reply.ts";
import type { Instant } from "../time.ts";

/**
 * What the replies to one question add up to, in counts and without authors. Score, coverage and agreement are exact
 * fractions in 0..1.
 */
export type QuestionStanding = {
  readonly questionId: string;
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly optional: boolean;
  /** Expected raters, without those who said not applicable. */
  readonly expected: number;
  /** The current ratings of expected raters, ascending; in a published standing those that were published last. */
  readonly ratings: readonly Rating[];
  /** How many people rate it now; only in a published standing, where `ratings` may be older. */
  readonly raters?: number;
  /** When `ratings` were published; only in a published standing. */
  readonly asOf?: Instant;
  readonly notSure: number;
  readonly notApplicable: Readonly<Partial<Record<NotApplicableReason, number>>>;
  readonly stale: number;
  /** How many of the ratings were given to wording that means something else by now; they are stale as well. */
  readonly outdated: number;
  /** Mean rating ÷ 3; undefined without a rating. */
  readonly score?: Fraction;
  /** Raters ÷ expected; undefined when the question left the sum. */
  readonly coverage?: Fraction;
  /** 1 − (max − min) ÷ 3; undefined below two ratings. */
  readonly agreement?: Fraction;
  /** Ratings two or more apart. */
  readonly split: boolean;
  /** Not applicable to some, rated by others. */
  readonly scopeSplit: boolean;
  /** `not-applicable`: left the sum of score and coverage; `optional`: never in it. */
  readonly outside?: "optional" | "not-applicable";
};

/**
 * The figures of a section, a dimension or the whole, as exact fractions in 0..1. A figure is undefined when no part
 * below has one.
 */
export type Aggregate = {
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  /** Mean of the agreements below; undefined where there is none. */
  readonly agreement?: Fraction;
  /** Fresh ratings ÷ ratings; undefined without a rating. */
  readonly freshness?: Fraction;
  /** People with at least one current rating in it. */
  readonly respondents: number;
};

/** A section's figures with those of all its questions, optional ones included. */
export type SectionStanding = Aggregate & {
  readonly sectionId: string;
  readonly dimensionId: string;
  readonly questions: readonly QuestionStanding[];
};

/** A dimension's figures with those of its sections. */
export type DimensionStanding = Aggregate & { readonly dimensionId: string; readonly sections: readonly SectionStanding[] };

/** What a team's answers add up to at the instant `at`. It holds unmasked values, so show it only through `maskStanding`. */
export type Standing = {
  /**
   * Ratings, and what follows from them, are those that were published; how many rate, coverage and freshness are counts of
   * `at`. Absent in a standing of the answers themselves.
   */
  readonly published?: true;
  readonly edition: EditionKey;
  readonly at: Instant;
  /** How many members were active at `at`, observers not included. */
  readonly members: number;
  readonly whole: Aggregate;
  readonly dimensions: readonly DimensionStanding[];
};

/** A standing that is kept for good, at a round's close or as a milestone. The gate counts are those that could be shown then. */
export type StoredStanding = {
  readonly id: string;
  readonly teamId: string;
  readonly roundId?: string;
  readonly milestoneId?: string;
  readonly gateMet: number;
  readonly gateTotal: number;
  readonly standing: Standing;
};
