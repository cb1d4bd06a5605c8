/**
 * Decides what becomes of a step that was taken: its owner is asked about it, its due date moves, and the leads are
 * told once.
 */
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import type { Step } from "./step.ts";

/** By how many days a due date moves when it passed and the step is not done. */
const MOVES_ON_BY_DAYS = 7;
/** After how many days a suggestion that was snoozed, or a step that was dropped, is suggested again. */
export const SNOOZED_FOR_DAYS = 28;
/** How many times a step's due date must pass before the leads are told of it. */
const RAISED_AT_OVERDUE = 2;

/** Tells whether a step that somebody took is due on this local date or before. */
export function isDue({ status, due }: Pick<Step, "status" | "due">, today: LocalDate): boolean {
  return status === "taken" && due !== undefined && due <= today;
}

/** What its owner says about a step that fell due. `drop` gives it back to the team. */
export type StepReport = "done" | "not-yet" | "drop";

/**
 * Returns the step after its owner's report, or undefined when it is no longer taken. `not-yet` moves a due date that
 * has come and counts it as passed; `drop` releases the step for 28 days.
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

/** Returns the step with a new due date when its old one lies before today, as at a round's close; otherwise undefined. */
export function lapseStep(step: Step, today: LocalDate): Step | undefined {
  return isDue(step, today) && step.due !== today ? moveOn(step, today) : undefined;
}

/**
 * Tells whether the leads are to be told of the step: its due date passed twice and they were not told before. The
 * caller sets `raisedAt` in the unit of work that queues the message.
 */
export function shouldRaise({ status, overdueCount, raisedAt }: Pick<Step, "status" | "overdueCount" | "raisedAt">): boolean {
  return status === "taken" && overdueCount >= RAISED_AT_OVERDUE && raisedAt === undefined;
}

/** Returns the step without owner, due date and overdue count, snoozed until `from`. Anyone can take it from that date on. */
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

/** Returns the local date that lies this many days later, or earlier when negative. Time zones play no part. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
