/** What leads add besides answers: proof that the work pays, links that they confirmed, and named standings. */
import type { Instant, LocalDate } from "../time.ts";

/**
 * Proof that the work pays: a business goal and its KPI in the business's words, before and after. A lead added it
 * with `kpi`, so it counts as confirmed.
 */
export type ValueRecord = {
  readonly id: string;
  readonly teamId: string;
  readonly goal: string;
  readonly kpi: string;
  readonly before: string;
  readonly after: string;
  readonly measuredOn: LocalDate;
  readonly link?: string;
  /** The gate question that it proves; undefined: every question that accepts a value record. */
  readonly questionId?: string;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly removedAt?: Instant;
};

/** A lead's statement that the evidence linked for a gate question shows what it should. */
export type Confirmation = {
  readonly id: string;
  readonly teamId: string;
  readonly questionId: string;
  readonly evidence: string;
  readonly confirmedBy: string;
  readonly at: Instant;
};

/** The name and the instant of a standing that a team kept to compare with, such as "before production go-live". */
export type Milestone = { readonly id: string; readonly teamId: string; readonly name: string; readonly at: Instant };
