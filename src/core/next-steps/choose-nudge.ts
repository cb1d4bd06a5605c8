/** Which nudge a member gets between rounds, if any: only something they have not been told yet, at most one in seven days. */
import type { Rating } from "../rating.ts";
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import { addDays, isDue } from "./follow-through.ts";
import type { Suggestion } from "./rank-next-steps.ts";
import type { Step } from "./step.ts";

/** The shortest time between two nudges to the same person, in milliseconds. */
export const NUDGE_EVERY_MS = 7 * DAY_MS;
/** How many days before its due date the owner of a step is first asked about it. They are asked once per due date. */
const ASKED_AFTER_DAYS_BEFORE = 2;

/**
 * A message that asks after a step, asks for a KPI's baseline, or suggests a step. `key` names what it says: store it with the message and pass it
 * in `said` next time.
 */
export type NudgeTopic =
  | { readonly kind: "ask-after"; readonly key: string; readonly stepId: string }
  | { readonly kind: "ask-baseline"; readonly key: string; readonly kpiId: string }
  | { readonly kind: "suggest"; readonly key: string; readonly questionId: string; readonly fromRating: Rating };

/** What a member's next nudge depends on. */
export type NudgeInput = {
  readonly personId: string;
  /** The team's ranking, best first. */
  readonly suggestions: readonly Suggestion[];
  readonly steps: readonly Step[];
  /** Ids of the KPIs that have no baseline yet, where this member could add it; the oldest first. */
  readonly withoutBaseline: readonly string[];
  /** Ids of the questions meant for this member. Nobody is nudged about the work of others. */
  readonly meantFor: ReadonlySet<string>;
  /** The keys of this member's earlier nudges. */
  readonly said: ReadonlySet<string>;
  /** When this person was last nudged, in any team. */
  readonly lastNudgeAt?: Instant;
  readonly now: Instant;
  /** The date in the team's zone. */
  readonly today: LocalDate;
};

/**
 * Returns the member's next nudge: first a step of their own that falls due, then a KPI without a baseline, which nobody can
 * measure once the move has begun, then the best suggestion. Each KPI is asked about once. Returns
 * undefined when everything was said already, or when the last nudge is less than seven days ago.
 */
export function chooseNudge(input: NudgeInput): NudgeTopic | undefined {
  const { lastNudgeAt, now } = input;
  if (lastNudgeAt !== undefined && now - lastNudgeAt < NUDGE_EVERY_MS) return undefined;
  const nudges = [...listStepNudges(input), ...listBaselineNudges(input), ...listSuggestionNudges(input)];
  return nudges.find(({ key }) => !input.said.has(key));
}

function listStepNudges({ steps, personId, today }: NudgeInput): readonly NudgeTopic[] {
  const horizon = addDays(today, ASKED_AFTER_DAYS_BEFORE);
  return steps
    .filter((step) => step.ownerId === personId && isDue(step, horizon))
    .map((step) => ({ kind: "ask-after" as const, key: `step ${step.id} ${step.due}`, stepId: step.id }))
    .toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

function listBaselineNudges({ withoutBaseline }: NudgeInput): readonly NudgeTopic[] {
  return withoutBaseline.map((kpiId) => ({ kind: "ask-baseline", key: `baseline ${kpiId}`, kpiId }));
}

function listSuggestionNudges({ suggestions, meantFor }: NudgeInput): readonly NudgeTopic[] {
  return suggestions
    .filter(({ questionId }) => meantFor.has(questionId))
    .map(({ questionId, fromRating }) => ({
      kind: "suggest",
      key: `suggest ${questionId} ${fromRating}`,
      questionId,
      fromRating,
    }));
}
