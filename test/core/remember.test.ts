/** What a pure function gave is kept, and never more of it than was allowed. */
import { expect, test } from "vitest";
import { remember } from "../../src/core/schedule/local-time.ts";

function counting(most: number) {
  const asked: string[] = [];
  const name = remember(most, (key: number, zone: string) => {
    asked.push(`${key} ${zone}`);
    return `${key} in ${zone}`;
  });
  return { asked, name };
}

test("the same key in the same zone is computed once", () => {
  const { asked, name } = counting(10);
  expect([name(1, "UTC"), name(1, "UTC"), name(2, "UTC"), name(1, "Asia/Shanghai")]).toEqual([
    "1 in UTC",
    "1 in UTC",
    "2 in UTC",
    "1 in Asia/Shanghai",
  ]);
  expect([name(1, "UTC"), name(2, "UTC")]).toEqual(["1 in UTC", "2 in UTC"]);
  expect(asked).toEqual(["1 UTC", "2 UTC", "1 Asia/Shanghai"]);
});

test("when it is full everything is forgotten, over all zones", () => {
  const { asked, name } = counting(2);
  for (const [key, zone] of [
    [1, "UTC"],
    [2, "Asia/Shanghai"],
    [3, "UTC"],
    [3, "UTC"],
    [1, "UTC"],
  ] as const)
    name(key, zone);
  expect(asked).toEqual(["1 UTC", "2 Asia/Shanghai", "3 UTC", "1 UTC"]);
});

test("what throws is asked again", () => {
  let tries = 0;
  const moody = remember(2, (key: number) => {
    tries += 1;
    if (tries === 1) throw new RangeError("no such zone");
    return key;
  });
  expect(() => moody(1, "UTC")).toThrow("no such zone");
  expect(moody(1, "UTC")).toBe(1);
});
