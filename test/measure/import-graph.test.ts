import { describe, expect, it } from "vitest";
import { findCircles, findLongestChain, type ImportGraph } from "../../measure/code/import-graph.ts";

const graphOf = (files: Readonly<Record<string, readonly string[]>>): ImportGraph => new Map(Object.entries(files));

describe("circles", () => {
  it("are none where every way ends", () => {
    expect(findCircles(graphOf({ a: ["b", "c"], b: ["c"], c: [] }))).toEqual([]);
  });

  it("hold every file that leads back to itself, the largest first", () => {
    const graph = graphOf({ a: ["b"], b: ["c", "d"], c: ["b"], d: ["e"], e: ["f"], f: ["d", "g"], g: [] });
    expect(findCircles(graph)).toEqual([
      ["d", "e", "f"],
      ["b", "c"],
    ]);
  });

  it("are one where two share a file", () => {
    expect(findCircles(graphOf({ a: ["b", "c"], b: ["a"], c: ["a"] }))).toEqual([["a", "b", "c"]]);
  });

  it("include a file that imports itself", () => {
    expect(findCircles(graphOf({ a: ["a"], b: ["a"] }))).toEqual([["a"]]);
  });
});

describe("the longest chain", () => {
  it("goes by the longer of two ways", () => {
    expect(findLongestChain(graphOf({ a: ["c", "b"], b: ["c"], c: [] }))).toEqual(["a", "b", "c"]);
  });

  it("takes a circle as one step", () => {
    expect(findLongestChain(graphOf({ a: ["b"], b: ["c"], c: ["b", "d"], d: [] }))).toEqual(["a", "b", "d"]);
  });
});
