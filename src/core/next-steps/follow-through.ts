/** What becomes of a step that was taken: asked after when due, moved on when not done, raised to the leads once. */
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import type { Step } from "./step.ts";

/** A due date that passed undone moves on by this many days. */
export const MOVES_ON_BY_DAYS = 7;
/** A suggestion that was put off, or a step that was dropped, comes back after so long. */
export const SNOOZED_FOR_DAYS = 28;
/** The leads hear of a step whose due date passed undone this often. */
export const RAISED_AT_OVERDUE = 2;

export function isDue({ status, due }: Pick<Step, "status" | "due">, today: LocalDate): boolean {
  return status === "taken" && due !== undefined && due <= today;
}

export type StepReport = "done" | "not-yet" | "drop";

/**
 * The step after its owner's word. Done keeps when; not yet counts a due date that has come as passed and moves it on; drop
 * leaves it to the team, to be suggested again after a rest. Undefined when the step is not taken any more: nothing to report on.
 */
export function reportStep(
  step: Step,
  { report, today, now }: { readonly report: StepReport; readonly today: LocalDate; readonly now: Instant },
): Step | undefined {
  if (step.status !== "taken") return undefined;
  switch (report) {
    case "done":
      return { ...step, status: "done", doneAt: now, revision: step.revision + 1 };
    case "not-yet":
      return isDue(step, today) ? moveOn(step, today) : step;
    case "drop":
      return releaseStep(step, addDays(today, SNOOZED_FOR_DAYS));
    default:
      return report satisfies never;
  }
}

/** At a round's close: a due date before today about which nothing was said counts as passed, and moves on. Else undefined. */
export function lapseStep(step: Step, today: LocalDate): Step | undefined {
  return isDue(step, today) && step.due !== today ? moveOn(step, today) : undefined;
}

/** Overdue twice and not raised before. The caller sets `raisedAt` in the same unit of work as the message. */
export function shouldRaise({ status, overdueCount, raisedAt }: Pick<Step, "status" | "overdueCount" | "raisedAt">): boolean {
  return status === "taken" && overdueCount >= RAISED_AT_OVERDUE && raisedAt === undefined;
}

/** Nobody's any more: suggested again from that date on, to whoever takes it. Its due date and what was overdue went with its owner. */
export function releaseStep(step: Step, from: LocalDate): Step {
  const { ownerId: _owner, offeredTo: _offer, due: _due, raisedAt: _raised, ...rest } = step;
  return { ...rest, status: "snoozed", snoozedUntil: from, overdueCount: 0, revision: step.revision + 1 };
}

function moveOn(step: Step, today: LocalDate): Step {
  return {
    ...step,
    due: addDays(today, MOVES_ON_BY_DAYS),
    overdueCount: step.overdueCount + 1,
    revision: step.revision + 1,
  };
}

/** `date` is local and has no zone: a day is a day. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
