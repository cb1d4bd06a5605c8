import fc from "fast-check";
import { expect, test } from "vitest";
import { createIds } from "../../src/storage/ids.ts";

test("an id is 26 characters, the time in front", () => {
  const ids = createIds({ now: () => Date.UTC(2026, 10, 23, 9) }, () => 0.5);
  expect(ids.next()).toBe("01M83T4CM0GGGGGGGGGGGGGGGG");
});

test("two ids of one instant differ and rise", () => {
  const ids = createIds({ now: () => 1000 }, () => 0);
  expect([ids.next(), ids.next()]).toEqual(["00000000Z80000000000000000", "00000000Z80000000000000001"]);
});

test("when chance has no higher number the time goes on", () => {
  const ids = createIds({ now: () => 1 }, () => 0.999999);
  expect([ids.next(), ids.next()]).toEqual(["0000000001ZZZZZZZZZZZZZZZZ", "00000000020000000000000000"]);
});

test("ids always rise, whatever the clock does", () => {
  const clock = fc.array(fc.integer({ min: 0, max: 2 ** 48 - 1 }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(clock, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (times, chance) => {
      let reading = 0;
      const ids = createIds({ now: () => times[reading++ % times.length] ?? 0 }, () => chance);
      const made = times.map(() => ids.next());
      expect(made).toEqual([...new Set(made)].sort());
    }),
  );
});

test("a later process that shares nothing still sorts later", () => {
  const first = createIds({ now: () => 5000 }, () => 0.99).next();
  const second = createIds({ now: () => 5001 }, () => 0).next();
  expect(first < second).toBe(true);
});
