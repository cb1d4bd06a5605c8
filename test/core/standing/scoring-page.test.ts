/** docs/scoring.md in both languages: the worked example on the page is what the program computes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { toWholePercent } from "../../../src/message/voice/voice-numbers.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { NOW } from "../../helpers/team.ts";
import { dimensionOf, questionOf, sectionOf, text } from "./figures.ts";
import { NINETY_DAYS_MS, workedAnswers, workedMemberships } from "./worked-example.ts";

const DOCS = join(import.meta.dirname, "../../../docs");
const EDITION = join(import.meta.dirname, "../../../data/cnmm-3.0/level-2/edition.yaml");
const PAGES = ["scoring.md", "scoring.zh-CN.md"] as const;
/** Without blanks, marks of emphasis and full-width brackets, so that both languages read alike. */
const read = (page: string): string =>
  readFileSync(join(DOCS, page), "utf8").replaceAll(/[ *_]/g, "").replaceAll("（", "(").replaceAll("）", ")");

const standing = computeStanding({
  catalogue: aCatalogue(),
  memberships: workedMemberships,
  answers: workedAnswers,
  at: NOW,
  freshForMs: NINETY_DAYS_MS,
});
const percent = (share: { valueOf(): number } | undefined): string => `${toWholePercent(share?.valueOf() ?? Number.NaN)}%`;

/** The rows of the example's table, each as its cells. */
function listRows(page: string): readonly (readonly string[])[] {
  const lines = read(page).split("\n");
  const rows = lines.filter((line) => line.startsWith("|") && line.split("·").length === 2 && line.split("|").length === 8);
  return rows.slice(1).map((line) => line.split("|").slice(2, 7));
}

const ROWS = ["business-value", "kpi-language", "cost-report", "production-app", "cluster-metrics", "logs", "tracing"] as const;

describe.each(PAGES)("the example of %s", (page) => {
  it("has the ratings that the program counts", () => {
    const written = listRows(page).map((cells) =>
      cells
        .slice(0, 3)
        .flatMap((cell) => /^(\d)/.exec(cell)?.[1] ?? [])
        .map(Number)
        .toSorted((left, right) => left - right),
    );
    expect(written).toEqual(ROWS.map((id) => questionOf(standing, id).ratings));
  });

  it("has each question's score and coverage", () => {
    for (const [index, id] of ROWS.entries()) {
      const { score, ratings, expected, outside } = questionOf(standing, id);
      const [, , , written = "", coverage = ""] = listRows(page)[index] ?? [];
      if (outside !== undefined || score === undefined) continue;
      const [above, below = "1"] = (/^[\d÷]+/.exec(written)?.[0] ?? "").split("÷");
      expect([id, Number(above) / Number(below)]).toEqual([id, score.valueOf()]);
      expect(coverage.match(/\d+/g)?.map(Number)).toEqual([ratings.length, expected]);
    }
  });

  it("stands beside the thresholds that the catalogue sets", () => {
    const { gate } = parse(readFileSync(EDITION, "utf8")) as {
      gate: Readonly<Record<"question" | "section", Record<string, unknown>>>;
    };
    const { minRating, minMean, minCoverage } = gate.question;
    expect([minRating, minMean, minCoverage, gate.section]).toEqual([2, "5/6", "4/5", { minScore: "2/3", minCoverage: "4/5" }]);
    const written = read(page);
    expect(written).toMatch(/5\/6[,，]\D*80%/);
    expect(written).toMatch(/2\/3[,，]\D*80%/);
  });

  it("adds up to the sections, dimensions and the whole that the program computes", () => {
    const written = read(page);
    const value = sectionOf(standing, "value");
    const overview = sectionOf(standing, "technology-overview");
    const technology = dimensionOf(standing, "technology");
    expect(written).toContain(`(7/9+2/3)÷2=${text(value.score)}`);
    expect(written).toMatch(new RegExp(`${percent(value.score)}[;；].*\\(1\\+1/2\\)÷2=${percent(value.coverage)}`));
    expect(written.split(`(1+2/3)÷2=${text(overview.score)}`)).toHaveLength(3);
    expect(text(overview.coverage)).toBe(text(overview.score));
    expect(written).toContain(`(5/6+0)÷2=${percent(technology.coverage)}`);
    expect(text(technology.score)).toBe("5/6");
    expect(written).toContain(`(13/18+5/6)÷2=${text(standing.whole.score)}`);
    expect(written).toMatch(new RegExp(`${percent(standing.whole.score)}\\D+${percent(standing.whole.coverage)}`));
  });
});
