/** What leads add beside the answers: proof that it pays, and links that they confirmed. */
import type { Instant, LocalDate } from "../time.ts";

/** Business goal and KPI in the business's words, before and after. Added by leads with `kpi`, so confirmed by them. */
export type ValueRecord = {
  readonly id: string;
  readonly teamId: string;
  readonly goal: string;
  readonly kpi: string;
  readonly before: string;
  readonly after: string;
  readonly measuredOn: LocalDate;
  readonly link?: string;
  /** The gate question it proves; undefined: each that accepts a value record. */
  readonly questionId?: string;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly removedAt?: Instant;
};

/** A lead's word that the evidence linked for a gate question shows what it says. */
export type Confirmation = {
  readonly id: string;
  readonly teamId: string;
  readonly questionId: string;
  readonly evidence: string;
  readonly confirmedBy: string;
  readonly at: Instant;
};

/** A named standing to compare with: "before production go-live". */
export type Milestone = { readonly id: string; readonly teamId: string; readonly name: string; readonly at: Instant };
