/** When somebody is away: the absence that has begun, and those that were planned. */
import { describe, expect, test } from "vitest";
import { awayUntilAt, isAwayAt, listAbsences, withAbsences } from "../../src/core/absence.ts";
import { aPerson } from "../helpers/team.ts";

describe("an absence", () => {
  test("counts from its first instant to before its last", () => {
    const person = aPerson({ plannedAbsences: [{ from: 10, until: 20 }] });
    expect([9, 10, 19, 20].map((at) => isAwayAt(person, at))).toEqual([false, true, true, false]);
    expect(awayUntilAt(person, 15)).toBe(20);
  });

  test("that follows another without a gap makes one return of both", () => {
    const person = aPerson({ awayUntil: 10, plannedAbsences: [{ from: 10, until: 20 }] });
    expect(awayUntilAt(person, 5)).toBe(20);
    expect(listAbsences(person, 5)).toEqual([{ from: 0, until: 20 }]);
  });

  test("is forgotten once it is over, and becomes the present one once it has begun", () => {
    const absences = [
      { from: 1, until: 4 },
      { from: 10, until: 20 },
      { from: 30, until: 40 },
    ];
    expect(withAbsences(aPerson(), absences, 15)).toEqual(aPerson({ awayUntil: 20, plannedAbsences: [{ from: 30, until: 40 }] }));
    expect(withAbsences(aPerson({ awayUntil: 9 }), [], 5)).toEqual(aPerson());
  });
});
