/** One membership's guided walk through an agenda of questions, as it is stored: a row, never a step index or memory. */
import type { Remark } from "../answer.ts";
import type { EditionKey } from "../catalogue/catalogue.ts";
import type { Reply } from "../reply.ts";
import type { Instant } from "../time.ts";

/**
 * `scheduled` belongs to a round, `short` was asked for by command, and `assessment` walks the whole catalogue or one
 * dimension.
 */
export type CheckInKind = "scheduled" | "short" | "assessment";

/**
 * A check-in goes from open to finished, with pauses between. `closed` means that its round was sealed or its window
 * ended before it was finished; the answers given remain. `cancelled` means that the member left or started another
 * one.
 */
export type CheckInStatus = "open" | "paused" | "finished" | "closed" | "cancelled";

/** Why a question is on the agenda. The card tells the member, except for `unanswered` and `assessment`. */
export type AgendaReason =
  | "step-done"
  | "changed"
  | "gate"
  | "unanswered"
  | "stale"
  | "not-applicable"
  | "split"
  | "weak"
  | "assessment";

/**
 * One question on an agenda, with the member's last answer to it and, once given, the new one. A note or link that
 * was typed before the answer is kept here too.
 */
export type QuestionItem = Remark & {
  readonly kind: "question";
  readonly questionId: string;
  readonly because: AgendaReason;
  /**
   * The member's last answer before this check-in, for "Unchanged". It is left out where the wording has changed its
   * meaning since.
   */
  readonly before?: Remark & { readonly reply: Reply; readonly at: Instant };
  readonly outcome: "pending" | "answered" | "skipped";
  /** The answer given in this check-in; set once `outcome` is `answered`. */
  readonly reply?: Reply;
};

/** Asks the member whether a next step of theirs that fell due is done. */
export type StepItem = {
  readonly kind: "step";
  readonly stepId: string;
  readonly questionId: string;
  readonly outcome: "pending" | "done" | "not-yet" | "dropped";
  /** The question to ask after "done". Undefined where it is not meant for the member or is on the agenda already. */
  readonly again?: QuestionItem;
};

/** One entry of an agenda: a question to answer, or a step to report on. */
export type AgendaItem = QuestionItem | StepItem;

/**
 * The item that a check-in has reached, by id and never by index, so that it remains valid when the agenda or the
 * program changes.
 */
export type Position =
  | { readonly on: "offer" }
  | { readonly on: "question"; readonly questionId: string }
  | { readonly on: "step"; readonly stepId: string }
  | { readonly on: "summary" };

/**
 * One member's guided walk through an agenda of questions, exactly as it is stored. A membership has at most one that
 * is open.
 */
export type CheckIn = {
  readonly id: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly roundId?: string;
  readonly kind: CheckInKind;
  /** The dimension that an assessment is limited to; undefined when it covers everything. */
  readonly dimensionId?: string;
  readonly edition: EditionKey;
  readonly status: CheckInStatus;
  readonly items: readonly AgendaItem[];
  readonly position: Position;
  /** Grows by one with each event that changes anything. Every button carries it. */
  readonly revision: number;
  readonly openedAt: Instant;
  readonly finishedAt?: Instant;
  /** When its round was sealed. Answers are refused from then on. */
  readonly sealedAt?: Instant;
};

/** What a member can do in a check-in. `seal` alone comes from the round and not from a person. */
export type WalkEvent =
  | { readonly do: "answer"; readonly questionId: string; readonly reply: Reply }
  | { readonly do: "unchanged"; readonly questionId: string }
  | { readonly do: "skip"; readonly questionId: string }
  | { readonly do: "back" }
  /** From the summary, or from a finished check-in until it is sealed: ask this question again. */
  | { readonly do: "change"; readonly questionId: string }
  | { readonly do: "remark"; readonly questionId: string; readonly remark: Remark }
  | { readonly do: "step-report"; readonly stepId: string; readonly report: "done" | "not-yet" | "drop" }
  | { readonly do: "pause" }
  | { readonly do: "resume" }
  | { readonly do: "finish" }
  /** A new team's first round: everything now, or spread over the rounds. */
  | { readonly do: "choose-baseline"; readonly choice: "all" | "spread" }
  /** The round was sealed, or the window ended. */
  | { readonly do: "seal" };

/** What the caller must do after a move, in this order, in the unit of work that stores the check-in. */
export type WalkEffect =
  | { readonly do: "record-answer"; readonly questionId: string; readonly reply: Reply; readonly remark: Remark }
  | { readonly do: "report-step"; readonly stepId: string; readonly report: "done" | "not-yet" | "drop" }
  /** The whole assessment was chosen: replace the agenda by everything meant for the member. */
  | { readonly do: "extend-agenda" }
  | { readonly do: "finished" }
  | { readonly do: "answers-changed-after-finish" };

/**
 * Why an event changed nothing. `already-saved` means that it asks for what is already stored, `stale` that the card
 * is out of date. The sentence for it comes from `prompts/`.
 */
export type WalkRefusal =
  | "stale"
  | "already-saved"
  | "sealed"
  | "not-open"
  | "unknown-question"
  | "no-earlier-answer"
  | "nothing-before";

/** The outcome of one event. A refused event leaves the check-in and its revision unchanged. */
export type WalkResult =
  | { readonly kind: "moved"; readonly checkIn: CheckIn; readonly effects: readonly WalkEffect[] }
  | { readonly kind: "refused"; readonly reason: WalkRefusal; readonly checkIn: CheckIn };
