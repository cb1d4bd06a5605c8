/** The picture of a KPI: where its numbers lie, worked out by hand, and what is said to those who don't see it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeKpi } from "../../../src/core/value/judge-kpi.ts";
import type { KpiRecord } from "../../../src/core/value/kpi.ts";
import { buildKpiPicture, chooseTicks } from "../../../src/message/screens/value/kpi-picture.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";
import { aKpi, aKpiRecord, aReading } from "../../helpers/value.ts";

const voices = await createVoices("prompts");
const picture = (record: Partial<KpiRecord>, locale: "en" | "zh-CN" = "en") => {
  const whole = aKpiRecord(record);
  return buildKpiPicture(voices(locale), { record: whole, verdict: judgeKpi(whole, "2026-11-23") });
};

describe("the picture of a KPI", () => {
  test("leads from the baseline through the readings, with the way to the target beside it", () => {
    // From 1 September to 1 March are 181 days, to 1 October 30, to 1 November 61; values lie between 0 and 25 days.
    const readings = [aReading(), aReading({ id: "reading-2", value: "15", on: "2026-11-01" })];
    const drawn = picture({ readings })?.picture;
    expect(drawn).toMatchObject({
      kind: "course",
      title: "Days from idea to customer",
      points: [
        { x: 0, y: 0.84, display: "21 days" },
        { x: 30 / 181, y: 0.48, display: "12 days" },
        { x: 61 / 181, y: 0.6, display: "15 days" },
      ],
      target: { x: 1, y: 0.28, display: "7 days" },
      values: ["0 days", "5 days", "10 days", "15 days", "20 days", "25 days"].map((label, index) => ({ at: index / 5, label })),
      days: [
        { at: 0, label: "1 Sept 2026" },
        { at: 1, label: "1 Mar 2027" },
      ],
    });
  });

  test("says the same in words, in both languages", () => {
    expect(picture({})?.alt).toBe(
      "Days from idea to customer: 21 days → 12 days, target 7 days by 1 Mar 2027. 1 Oct 2026: 12 days.",
    );
    expect(picture({}, "zh-CN")?.alt).toContain("2026年10月1日：12天");
    const many = Array.from({ length: 9 }, (_, index) => aReading({ id: `r-${index}`, on: `2026-10-0${index + 1}` }));
    expect(picture({ readings: many })?.alt).toContain("The 6 newest of 9 readings. 4 Oct 2026: 12 days.");
  });

  test("isn't drawn without a baseline or a reading after it", () => {
    const { baseline: _, ...bare } = aKpi();
    expect(picture({ kpi: bare })).toBeUndefined();
    expect(picture({ readings: [] })).toBeUndefined();
    expect(picture({ readings: [aReading({ on: "2026-08-01" })] })).toBeUndefined();
    const { target: _target, ...aimless } = aKpi();
    expect(picture({ kpi: aimless })?.picture).not.toHaveProperty("target");
  });

  test("leaves out readings that were corrected or withdrawn", () => {
    const wrong = aReading({ id: "wrong", value: "99", on: "2026-10-15", withdrawnAt: 1 });
    expect(picture({ readings: [aReading(), wrong] })?.picture).toMatchObject({ points: [{ y: 0.84 }, { y: 0.48 }] });
  });
});

test("the lines of the values are round, at equal distances, at most six, and hold every value between them", () => {
  expect(chooseTicks(0, 21)).toEqual([0, 5, 10, 15, 20, 25]);
  expect(chooseTicks(95, 99.5)).toEqual([95, 96, 97, 98, 99, 100]);
  expect(chooseTicks(-3, 4)).toEqual([-4, -2, 0, 2, 4]);
  expect(chooseTicks(12, 12)).toEqual([12, 13]);
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(number, fc.double({ min: 1e-4, max: 1e9, noNaN: true }), (least, range) => {
      const ticks = chooseTicks(least, least + range);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
      const slack = 1e-6 * Math.max(1, Math.abs(least) + range);
      expect(ticks[0]).toBeLessThanOrEqual(least + slack);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(least + range - slack);
    }),
  );
});
