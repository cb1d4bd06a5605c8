import { describe, expect, it } from "vitest";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { encodeStanding, parseStanding } from "../../../src/core/standing/standing-json.ts";
import { parseStandingRow as readRow, toStandingJson } from "../../../src/storage/rows/standing-schema.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { NOW } from "../../helpers/team.ts";
import { NINETY_DAYS_MS, workedAnswers, workedMemberships } from "./worked-example.ts";

const standing = computeStanding({
  catalogue: aCatalogue(),
  memberships: workedMemberships,
  answers: workedAnswers,
  at: NOW,
  freshForMs: NINETY_DAYS_MS,
});

describe("a standing as text", () => {
  it("comes back exactly as it was", () => {
    expect(parseStanding(encodeStanding(standing))).toEqual(standing);
    expect(encodeStanding(parseStanding(encodeStanding(standing)))).toBe(encodeStanding(standing));
  });

  it("that was kept before questions could be reworded has no outdated ratings", () => {
    expect(parseStanding(encodeStanding(standing).replaceAll('"outdated":0,', ""))).toEqual(standing);
    expect(readRow(toStandingJson(standing).replaceAll('"outdated":0,', ""))).toEqual(standing);
  });

  it("keeps fractions as whole numbers, not as decimals", () => {
    expect(JSON.parse(encodeStanding(standing)).whole.score).toBe("7/9");
  });

  it("is refused when it is of another format or not a standing", () => {
    const other = JSON.stringify({ ...JSON.parse(encodeStanding(standing)), format: 2 });
    expect(() => parseStanding(other)).toThrow();
    expect(() => parseStanding("{}")).toThrow();
    expect(() => parseStanding(encodeStanding(standing).replace('"7/9"', '"7/0"'))).toThrow();
  });
});
