/** The conditions for leaving the level, judged one by one: pure data. */
import type Fraction from "fraction.js";
import type { ProofKind } from "../catalogue/catalogue.ts";
import type { Rating } from "../rating.ts";

/**
 * Where a condition comes from. `model`: the model says so in words. `implied`: it is our reading of the model.
 * `threshold`: how much is enough, which we set.
 */
export type Basis = "model" | "implied" | "threshold";

/** The proof that was found for a gate question. `unconfirmed` means that evidence is linked and no lead has confirmed it yet. */
export type ProofFound = ProofKind | "unconfirmed" | "none";

type OfQuestion = { readonly questionId: string };
type OfSection = { readonly sectionId: string };

/**
 * One condition of the gate, with what was found and what is required. An undefined `actual` means that there is
 * nothing to judge, which is unmet.
 */
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

/** A condition that was judged. Its id is `kind:questionId` or `kind:sectionId` and remains the same in every round. */
export type Criterion = Condition & { readonly id: string; readonly basis: Basis; readonly met: boolean };

/**
 * Whether a team may leave the level, with every criterion behind it. It holds unmasked values, so show it only
 * through `maskGate`.
 */
export type GateVerdict = {
  /** Whether every criterion is met. It is false without any criterion. */
  readonly met: boolean;
  readonly metCount: number;
  readonly total: number;
  /** Those of gate questions in the model's order, then those of sections. */
  readonly criteria: readonly Criterion[];
};
