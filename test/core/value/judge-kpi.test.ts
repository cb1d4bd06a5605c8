import { describe, expect, it } from "vitest";
import { judgeKpi } from "../../../src/core/value/judge-kpi.ts";
import type { KpiRecord } from "../../../src/core/value/kpi.ts";
import { aGoal, aKpi, aKpiRecord, aReading, aValueConfirmation } from "../../helpers/value.ts";

const TODAY = "2026-11-01";

function openLinks(overrides: Partial<KpiRecord>, today = TODAY) {
  const { open, shows } = judgeKpi(aKpiRecord(overrides), today);
  if (shows) expect(open).toEqual([]);
  return open.map(({ link, reason }) => `${link}: ${reason}`);
}

describe("a KPI", () => {
  it("shows value with a goal, an owner, a baseline, a better reading and a confirmation", () => {
    expect(judgeKpi(aKpiRecord(), TODAY)).toMatchObject({ shows: true, open: [], latest: { id: "reading-1" } });
  });

  it("names every link that is missing", () => {
    expect(openLinks({ goal: undefined })).toEqual(["goal: missing", "owner: missing"]);
    expect(openLinks({ goal: aGoal({ retiredAt: 1 }) })).toEqual(["goal: missing", "owner: missing"]);
    const { ownerName: _, ...unowned } = aGoal();
    expect(openLinks({ goal: unowned })).toEqual(["owner: missing"]);
    expect(openLinks({ goal: { ...unowned, ownerId: "person-cleo" } })).toEqual([]);
    const { baseline: __, ...bare } = aKpi();
    expect(openLinks({ kpi: bare })).toEqual(["baseline: missing"]);
    expect(openLinks({ readings: [] })).toEqual(["reading: missing", "confirmation: turned"]);
    expect(openLinks({ readings: [], confirmations: [] })).toEqual(["reading: missing", "confirmation: missing"]);
  });

  it("counts only readings after the baseline's day, in the wanted direction", () => {
    expect(openLinks({ readings: [aReading({ on: "2026-09-01" })] })).toEqual(["reading: missing"]);
    expect(openLinks({ readings: [aReading({ value: "21" })] })).toEqual(["direction: not-better"]);
    expect(openLinks({ readings: [aReading({ value: "20.9999" })] })).toEqual([]);
    expect(openLinks({ kpi: aKpi({ wanted: "up" }) })).toEqual(["direction: not-better"]);
    expect(openLinks({ kpi: aKpi({ wanted: "up" }), readings: [aReading({ value: "100" })] })).toEqual([]);
  });

  it("is confirmed for 180 days, the last day included", () => {
    expect(openLinks({}, "2027-04-03")).toEqual([]);
    expect(openLinks({}, "2027-04-04")).toEqual(["confirmation: expired"]);
    const again = aValueConfirmation({ id: "confirmation-2", on: "2027-04-04", at: 9e12 });
    expect(openLinks({ confirmations: [again, aValueConfirmation()] }, "2027-04-04")).toEqual([]);
  });

  it("loses its confirmation once a later reading is worse, also if the next is good again", () => {
    const readings = [aReading(), aReading({ id: "reading-2", value: "13", on: "2026-11-01" })];
    expect(openLinks({ readings })).toEqual(["confirmation: turned"]);
    const better = aReading({ id: "reading-3", value: "5", on: "2026-12-01" });
    expect(openLinks({ readings: [better, ...readings] })).toEqual(["confirmation: turned"]);
    expect(openLinks({ readings: [aReading(), aReading({ id: "reading-2", on: "2026-11-01" })] })).toEqual([]);
  });

  it("loses its confirmation with the reading that was confirmed", () => {
    const wrong = aReading({ supersededBy: "reading-2" });
    const right = aReading({ id: "reading-2", value: "11" });
    expect(openLinks({ readings: [wrong, right] })).toEqual(["confirmation: turned"]);
    expect(openLinks({ readings: [wrong, right], confirmations: [aValueConfirmation({ readingId: "reading-2" })] })).toEqual([]);
  });

  it("shows nothing once it is retired", () => {
    expect(judgeKpi(aKpiRecord({ kpi: aKpi({ retiredAt: 1 }) }), TODAY).shows).toBe(false);
  });
});
