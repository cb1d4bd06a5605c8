import { expect, test } from "vitest";
import { groupBy } from "../../src/core/group-by.ts";

test("items are grouped by key, both in the order in which they come", () => {
  expect([...groupBy([3, 4, 1, 6], (each) => each % 2 === 0)]).toEqual([
    [false, [3, 1]],
    [true, [4, 6]],
  ]);
});
