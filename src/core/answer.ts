/** One member's reply to one question at one time. Never overwritten: a later one supersedes it. */
import type { EditionKey, Rating } from "./catalogue/catalogue.ts";
import type { Instant } from "./time.ts";

export const NOT_APPLICABLE_REASONS = ["out-of-scope", "business-priority", "architecture", "other"] as const;
export type NotApplicableReason = (typeof NOT_APPLICABLE_REASONS)[number];

/** How many gave which reason, in the order of the reasons. */
export function listReasons(
  counts: Readonly<Partial<Record<NotApplicableReason, number>>>,
): readonly (readonly [NotApplicableReason, number])[] {
  return NOT_APPLICABLE_REASONS.flatMap((reason) => {
    const count = counts[reason];
    return count === undefined ? [] : [[reason, count] as const];
  });
}

export type Reply =
  | { readonly kind: "rating"; readonly rating: Rating }
  | { readonly kind: "not-sure" }
  | { readonly kind: "not-applicable"; readonly reason: NotApplicableReason };

/** What may stand beside a reply. The note is its author's unless shared; the evidence link is the team's. */
export type Remark = {
  readonly note?: string;
  readonly noteShared?: boolean;
  /** An https address. */
  readonly evidence?: string;
};

export type Answer = Remark & {
  readonly id: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly questionId: string;
  readonly edition: EditionKey;
  readonly checkInId: string;
  readonly reply: Reply;
  readonly at: Instant;
};

/** Longest note that is kept, in UTF-16 code units. */
export const MAX_NOTE_LENGTH = 2000;

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

/** Of two answers the later one counts; of two at the same moment the one with the higher id. */
export function supersedes(answer: Answer, other: Answer): boolean {
  return answer.at === other.at ? answer.id > other.id : answer.at > other.at;
}

/** The latest answer of each membership to each question at `at`, ties broken by id. Any order of input gives the same. */
export function currentAnswers(answers: readonly Answer[], at: Instant): readonly Answer[] {
  const latest = new Map<string, Answer>();
  for (const answer of answers) {
    if (answer.at > at) continue;
    const key = `${answer.membershipId} ${answer.questionId}`;
    const before = latest.get(key);
    if (!before || supersedes(answer, before)) latest.set(key, answer);
  }
  return [...latest.values()];
}
