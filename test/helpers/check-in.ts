/** Builders of a check-in and its items. */
import type { CheckIn, QuestionItem, StepItem, WalkEvent, WalkResult } from "../../src/core/check-in/check-in.ts";
import { step } from "../../src/core/check-in/walk.ts";
import { NOW } from "./team.ts";

/** Pending, never answered before. */
export function aQuestionItem(overrides: Partial<QuestionItem> = {}): QuestionItem {
  return { kind: "question", questionId: "cluster-metrics", because: "unanswered", outcome: "pending", ...overrides };
}

export function aStepItem(overrides: Partial<StepItem> = {}): StepItem {
  return { kind: "step", stepId: "step-1", questionId: "cluster-metrics", outcome: "pending", ...overrides };
}

/** Ana's scheduled check-in of three questions, open at the first: `cluster-metrics`, `logs`, `tracing`. */
export function aCheckIn(overrides: Partial<CheckIn> = {}): CheckIn {
  return {
    id: "check-in-1",
    teamId: "team-1",
    membershipId: "ana",
    personId: "person-ana",
    roundId: "round-1",
    kind: "scheduled",
    edition: "cnmm-3.0-level-2@1",
    status: "open",
    items: [aQuestionItem(), aQuestionItem({ questionId: "logs" }), aQuestionItem({ questionId: "tracing" })],
    position: { on: "question", questionId: "cluster-metrics" },
    revision: 1,
    openedAt: NOW,
    ...overrides,
  };
}

/** Makes the moves one after another, each on the card as it is by then; throws when one is refused. */
export function walkThrough(checkIn: CheckIn, ...events: readonly WalkEvent[]): Extract<WalkResult, { kind: "moved" }> {
  let result: WalkResult = { kind: "moved", checkIn, effects: [] };
  for (const event of events) {
    const next = step(result.checkIn, event, { now: NOW, revision: result.checkIn.revision });
    if (next.kind === "refused") throw new Error(`${event.do} was refused: ${next.reason}`);
    result = next;
  }
  return result;
}
