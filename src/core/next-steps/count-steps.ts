/** Counts nudges and what came of them, for the leads. */
import { DAY_MS } from "../time.ts";
import type { Step } from "./step.ts";

/** How many steps were taken and done, and how long that took. */
type StepCounts = {
  readonly taken: number;
  readonly done: number;
  /** From taken to done, in days and parts of days; undefined before the first was done. */
  readonly medianDays?: number;
};

/** What the leads see about steps: the nudges sent, and the steps that came of them and of everything. */
export type FollowThrough = {
  readonly nudgesSent: number;
  readonly fromNudges: StepCounts;
  /** All steps of the team, however they were found. */
  readonly all: StepCounts;
};

/** Counts the steps taken and done, over all and over those that began with a nudge. Steps that nobody took are not counted. */
export function countFollowThrough({
  steps,
  nudgesSent,
}: {
  readonly steps: readonly Step[];
  readonly nudgesSent: number;
}): FollowThrough {
  return { nudgesSent, fromNudges: count(steps.filter(({ fromNudge }) => fromNudge)), all: count(steps) };
}

function count(steps: readonly Step[]): StepCounts {
  const taken = steps.filter(({ takenAt }) => takenAt !== undefined);
  const done = taken.filter(({ status }) => status === "done");
  const medianDays = median(
    done.flatMap(({ takenAt = 0, doneAt }) => (doneAt === undefined ? [] : [(doneAt - takenAt) / DAY_MS])),
  );
  return { taken: taken.length, done: done.length, ...(medianDays !== undefined && { medianDays }) };
}

/** Of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.length === 0 ? undefined : middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
