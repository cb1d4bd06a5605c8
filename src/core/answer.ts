/** One member's reply to one question at one time. Never overwritten: a later one supersedes it. */
import type { EditionKey } from "./catalogue/catalogue.ts";
import type { Reply } from "./reply.ts";
import type { Instant } from "./time.ts";

/** What may accompany a reply. Only its author sees the note unless they share it; the whole team sees the evidence link. */
export type Remark = {
  readonly note?: string;
  readonly noteShared?: boolean;
  /** An https address. */
  readonly evidence?: string;
};

/**
 * A reply as it is stored, with who gave it, when, and to which edition's wording. A later answer supersedes it and
 * never overwrites it.
 */
export type Answer = Remark & {
  readonly id: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly questionId: string;
  readonly edition: EditionKey;
  readonly checkInId: string;
  readonly reply: Reply;
  /** When it was given. */
  readonly at: Instant;
};

/** The greatest length of a note, in UTF-16 code units. */
export const MAX_NOTE_LENGTH = 2000;

/** Tells whether `answer` counts instead of `other`: it is later or, at the same instant, has the greater id. */
export function supersedes(answer: Answer, other: Answer): boolean {
  return answer.at === other.at ? answer.id > other.id : answer.at > other.at;
}

/**
 * Returns the latest answer of each membership to each question at `at`. Of two at the same instant the one with the
 * greater id counts, so the order of the input does not matter.
 */
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

/** An answer of a membership to a question that was given until then counts no more. */
export type Lapse = { readonly membershipId: string; readonly questionId: string; readonly until: Instant };
