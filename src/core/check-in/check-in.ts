/** One membership's guided walk through an agenda of questions, as it is stored: a row, never a step index or memory. */
import type { Remark, Reply } from "../answer.ts";
import type { EditionKey } from "../catalogue/catalogue.ts";
import type { Instant } from "../time.ts";

/** `scheduled`: a round's; `short`: asked for by command; `assessment`: everything or one dimension. */
export type CheckInKind = "scheduled" | "short" | "assessment";

/**
 * open → finished, with pauses between. `closed`: its round was sealed or its window ended before it was finished;
 * what was answered stays. `cancelled`: the member left or chose another walk.
 */
export type CheckInStatus = "open" | "paused" | "finished" | "closed" | "cancelled";

/** Why a question is on the agenda. */
export type AgendaReason = "step-done" | "changed" | "gate" | "unanswered" | "stale" | "split" | "weak" | "assessment";

export type QuestionItem = Remark & {
  readonly kind: "question";
  readonly questionId: string;
  readonly because: AgendaReason;
  /** The member's last answer before this check-in; offers "Unchanged". Left out where the wording has changed its meaning since. */
  readonly before?: Remark & { readonly reply: Reply; readonly at: Instant };
  readonly outcome: "pending" | "answered" | "skipped";
  /** Set when answered. */
  readonly reply?: Reply;
};

/** "You planned to …, due …. Done?" */
export type StepItem = {
  readonly kind: "step";
  readonly stepId: string;
  readonly questionId: string;
  readonly outcome: "pending" | "done" | "not-yet" | "dropped";
  /** Asked right after "done"; undefined where the question is not meant for the member or on the agenda anyway. */
  readonly again?: QuestionItem;
};

export type AgendaItem = QuestionItem | StepItem;

/** Where the walk stands: by id, so that it survives deployments. */
export type Position =
  | { readonly on: "offer" }
  | { readonly on: "question"; readonly questionId: string }
  | { readonly on: "step"; readonly stepId: string }
  | { readonly on: "summary" };

export type CheckIn = {
  readonly id: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly roundId?: string;
  readonly kind: CheckInKind;
  /** The dimension of an assessment; undefined: everything. */
  readonly dimensionId?: string;
  readonly edition: EditionKey;
  readonly status: CheckInStatus;
  readonly items: readonly AgendaItem[];
  readonly position: Position;
  /** Raised by one by each event that changes anything; every button carries it. */
  readonly revision: number;
  readonly openedAt: Instant;
  readonly finishedAt?: Instant;
  /** From then on answers are refused with the offer of a new check-in. */
  readonly sealedAt?: Instant;
};

/** What a member can do. `revision` is that of the card that was pressed. */
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

export type WalkEffect =
  | { readonly do: "record-answer"; readonly questionId: string; readonly reply: Reply; readonly remark: Remark }
  | { readonly do: "report-step"; readonly stepId: string; readonly report: "done" | "not-yet" | "drop" }
  /** The whole assessment was chosen: replace the agenda by everything meant for the member. */
  | { readonly do: "extend-agenda" }
  | { readonly do: "finished" }
  | { readonly do: "answers-changed-after-finish" };

/** Why nothing moved. The sentence is worded at the edge. */
export type WalkRefusal =
  | "stale"
  | "already-saved"
  | "sealed"
  | "not-open"
  | "unknown-question"
  | "no-earlier-answer"
  | "nothing-before";

export type WalkResult =
  | { readonly kind: "moved"; readonly checkIn: CheckIn; readonly effects: readonly WalkEffect[] }
  | { readonly kind: "refused"; readonly reason: WalkRefusal; readonly checkIn: CheckIn };
