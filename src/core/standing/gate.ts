/** The conditions for leaving the level, judged one by one: pure data. */
import type Fraction from "fraction.js";
import type { ProofKind, Rating } from "../catalogue/catalogue.ts";

/** `model`: the model says so in words. `implied`: our reading of it. `threshold`: how much is enough, set by us. */
export type Basis = "model" | "implied" | "threshold";

/** `unconfirmed`: evidence is linked, and no lead has confirmed it yet. */
export type ProofFound = ProofKind | "unconfirmed" | "none";

type OfQuestion = { readonly questionId: string };
type OfSection = { readonly sectionId: string };

/** `actual` and `required` by kind; an `actual` that is undefined means that there is nothing to judge, which is unmet. */
export type Condition =
  /** The lowest rating. */
  | (OfQuestion & { readonly kind: "question-rating"; readonly actual: Rating | undefined; readonly required: Rating })
  | (OfQuestion & { readonly kind: "question-mean"; readonly actual: Fraction | undefined; readonly required: Fraction })
  | (OfQuestion & { readonly kind: "question-coverage"; readonly actual: Fraction | undefined; readonly required: Fraction })
  /** How many ratings are stale; none may be. */
  | (OfQuestion & { readonly kind: "question-fresh"; readonly actual: number | undefined; readonly required: 0 })
  /** How many call it not applicable; nobody may. */
  | (OfQuestion & { readonly kind: "question-applicable"; readonly actual: number; readonly required: 0 })
  /** Any one of `required` will do. */
  | (OfQuestion & { readonly kind: "question-proof"; readonly actual: ProofFound; readonly required: readonly ProofKind[] })
  | (OfSection & { readonly kind: "section-score"; readonly actual: Fraction | undefined; readonly required: Fraction })
  | (OfSection & { readonly kind: "section-coverage"; readonly actual: Fraction | undefined; readonly required: Fraction });

/** `id`: `kind:questionId` or `kind:sectionId`, the same in every round. */
export type Criterion = Condition & { readonly id: string; readonly basis: Basis; readonly met: boolean };

export type GateVerdict = {
  /** Every criterion is met, and there is at least one. */
  readonly met: boolean;
  readonly metCount: number;
  readonly total: number;
  /** Gate questions in the model's order, then sections. */
  readonly criteria: readonly Criterion[];
};
