/** How near words are, whatever somebody sends. */
import { describe, expect, test } from "vitest";
import { countSlips, findClosest } from "../../src/app/spelling.ts";

describe("slips between two words", () => {
  test("are the letters that differ", () => {
    expect(countSlips("status", "status")).toBe(0);
    expect(countSlips("statsu", "status")).toBe(2);
    expect(countSlips("得分", "总分")).toBe(1);
  });

  test("are not counted in a text, where the cost would grow with its length", () => {
    expect(countSlips("status", "x".repeat(190_000))).toBe(Number.POSITIVE_INFINITY);
    expect(countSlips("a".repeat(101), "a".repeat(101))).toBe(Number.POSITIVE_INFINITY);
    expect(countSlips("a".repeat(100), "a".repeat(100))).toBe(0);
  });
});

describe("the closest word", () => {
  test("is the one with the fewest slips, the first of several", () => {
    expect(findClosest("stats", ["steps", "status"])).toBe("status");
    expect(findClosest("b", ["a", "c"])).toBe("a");
  });

  test("is none among no words, and none for a text", () => {
    expect(findClosest("status", [])).toBeUndefined();
    expect(findClosest("x".repeat(5_000), ["status"])).toBeUndefined();
  });
});
