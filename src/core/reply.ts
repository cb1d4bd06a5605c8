/** What a member can say to a question. */
import type { Rating } from "./rating.ts";

/** The reason codes for calling a question not applicable, in the order in which they are offered. */
export const NOT_APPLICABLE_REASONS = ["out-of-scope", "business-priority", "architecture", "other"] as const;

/** One of the reason codes for calling a question not applicable. */
export type NotApplicableReason = (typeof NOT_APPLICABLE_REASONS)[number];

/**
 * Returns how many members gave each reason, in the order in which reasons are offered. Reasons that nobody gave are
 * left out.
 */
export function listReasons(
  counts: Readonly<Partial<Record<NotApplicableReason, number>>>,
): readonly (readonly [NotApplicableReason, number])[] {
  return NOT_APPLICABLE_REASONS.flatMap((reason) => {
    const count = counts[reason];
    return count === undefined ? [] : [[reason, count] as const];
  });
}

/** What a member says to a question: a rating, "not sure", or not applicable with a reason. */
export type Reply =
  | { readonly kind: "rating"; readonly rating: Rating }
  | { readonly kind: "not-sure" }
  | { readonly kind: "not-applicable"; readonly reason: NotApplicableReason };

/** Tells whether both replies say the same, reasons included. Two missing replies are the same. */
export function sameReply(left: Reply | undefined, right: Reply | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  switch (left.kind) {
    case "rating":
      return right.kind === "rating" && right.rating === left.rating;
    case "not-sure":
      return right.kind === "not-sure";
    case "not-applicable":
      return right.kind === "not-applicable" && right.reason === left.reason;
  }
}
