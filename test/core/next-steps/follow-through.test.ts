import { describe, expect, it } from "vitest";
import { countFollowThrough } from "../../../src/core/next-steps/count-steps.ts";
import { addDays, isDue, lapseStep, reportStep, shouldRaise } from "../../../src/core/next-steps/follow-through.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aStep, NOW } from "../../helpers/team.ts";

const TODAY = "2026-11-23";
const YESTERDAY = "2026-11-22";
const TOMORROW = "2026-11-24";

describe("a step that is due", () => {
  it("is taken, and its day has come", () => {
    const isDueToday = (overrides = {}) => isDue(aStep(overrides), TODAY);
    expect([YESTERDAY, TODAY, TOMORROW].map((due) => isDueToday({ due }))).toEqual([true, true, false]);
    expect(isDueToday({ status: "done" })).toBe(false);
  });
});

describe("an owner's word on a step", () => {
  const report = (word: "done" | "not-yet" | "drop", overrides = {}) =>
    reportStep(aStep(overrides), { report: word, today: TODAY, now: NOW });

  it("done keeps when it was done", () => {
    expect(report("done")).toEqual({ ...aStep(), status: "done", doneAt: NOW, revision: 2 });
  });

  it("not yet moves a due date that has come a week on and counts it as passed", () => {
    expect(report("not-yet")).toMatchObject({ status: "taken", due: "2026-11-30", overdueCount: 1, revision: 2 });
  });

  it("not yet changes nothing before the due date", () => {
    expect(report("not-yet", { due: TOMORROW })).toEqual(aStep({ due: TOMORROW }));
  });

  it("drop leaves it to the team, to be suggested again after four weeks", () => {
    const dropped = report("drop");
    expect(dropped).toMatchObject({ status: "snoozed", snoozedUntil: "2026-12-21", revision: 2 });
    expect(dropped).not.toHaveProperty("ownerId");
    expect(dropped).not.toHaveProperty("due");
  });

  it("is nothing once the step is not taken any more", () => {
    expect(report("done", { status: "done" })).toBeUndefined();
  });
});

describe("a due date that passes", () => {
  it("lapses the day after, not on the day", () => {
    expect(lapseStep(aStep({ due: TODAY }), TODAY)).toBeUndefined();
    expect(lapseStep(aStep({ due: YESTERDAY }), TODAY)).toMatchObject({ due: "2026-11-30", overdueCount: 1 });
    expect(lapseStep(aStep({ due: YESTERDAY, status: "declined" }), TODAY)).toBeUndefined();
    expect(lapseStep(aStep({ due: TOMORROW }), TODAY)).toBeUndefined();
  });

  it("is raised to the leads at the second time, once", () => {
    expect([1, 2, 3].map((overdueCount) => shouldRaise(aStep({ overdueCount })))).toEqual([false, true, true]);
    expect(shouldRaise(aStep({ overdueCount: 2, raisedAt: NOW }))).toBe(false);
    expect(shouldRaise(aStep({ overdueCount: 2, status: "done" }))).toBe(false);
  });

  it("moves over the end of a month and a year", () => {
    expect([addDays("2026-12-28", 7), addDays("2028-02-28", 1)]).toEqual(["2027-01-04", "2028-02-29"]);
  });
});

describe("what came of nudges", () => {
  const done = (id: string, days: number, fromNudge = true) =>
    aStep({ id, status: "done", takenAt: NOW - days * DAY_MS, doneAt: NOW, fromNudge });

  it("is counted apart from all steps, with the median of days", () => {
    const steps = [done("a", 2), done("b", 10), aStep({ id: "c", fromNudge: true }), done("d", 3, false)];
    expect(countFollowThrough({ steps, nudgesSent: 9 })).toEqual({
      nudgesSent: 9,
      fromNudges: { taken: 3, done: 2, medianDays: 6 },
      all: { taken: 4, done: 3, medianDays: 3 },
    });
  });

  it("has no median before anything was done, and does not count what was only snoozed", () => {
    const { takenAt: _, ...snoozed } = aStep({ status: "snoozed", fromNudge: true });
    expect(countFollowThrough({ steps: [snoozed], nudgesSent: 1 }).fromNudges).toStrictEqual({ taken: 0, done: 0 });
  });

  it("takes the median of one step, of an odd number and of an even number of steps", () => {
    const medianOf = (...days: readonly number[]) =>
      countFollowThrough({ steps: days.map((each, index) => done(`step-${index}`, each)), nudgesSent: 0 }).all.medianDays;
    expect([medianOf(4), medianOf(9, 1, 2), medianOf(1, 20, 2, 4)]).toEqual([4, 2, 3]);
  });

  it("leaves a step out of the median where nobody knows when it was done", () => {
    const undated = aStep({ id: "b", status: "done" });
    expect(countFollowThrough({ steps: [done("a", 2), undated], nudgesSent: 0 }).all).toEqual({
      taken: 2,
      done: 2,
      medianDays: 2,
    });
  });
});
