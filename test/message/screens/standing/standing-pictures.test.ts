import { join } from "node:path";
import Fraction from "fraction.js";
import { describe, expect, test } from "vitest";
import type { MaskedDimension, MaskedQuestion, MaskedStanding } from "../../../../src/core/standing/masked-standing.ts";
import { sayFinePoints, sayPart, targetOf, viewScore } from "../../../../src/message/screens/standing/score-rows.ts";
import { buildStandingPicture, buildTrendPicture } from "../../../../src/message/screens/standing/standing-pictures.ts";
import { createVoices } from "../../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../../helpers/catalogue.ts";
import { NOW } from "../../../helpers/team.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../../prompts"));
const catalogue = aCatalogue();
const shown = (score: string, coverage: string) =>
  ({ shown: true, score: new Fraction(score), coverage: new Fraction(coverage) }) as const;
const baseline = { enough: 21, questions: 55 };
const aQuestion = (dimensionId: string, figures: MaskedStanding["whole"]["figures"]): MaskedQuestion => ({
  questionId: `${dimensionId} question`,
  sectionId: dimensionId,
  dimensionId,
  optional: false,
  raters: 3,
  valued: true,
  asked: 3,
  figures: figures.shown ? { ...figures, count: 3, sum: 6, split: false, scopeSplit: false, stale: 0, outdated: 0 } : figures,
  replies: { shown: false, because: "too-few" },
});
const hidden = { shown: false, because: "too-few" } as const;

function aStanding(figures: MaskedStanding["whole"]["figures"], technology = figures): MaskedStanding {
  const dimension = (dimensionId: string, own: typeof figures): MaskedDimension => ({
    dimensionId,
    respondents: 2,
    figures: own,
    baseline,
    sections: [
      { sectionId: dimensionId, dimensionId, respondents: 2, figures: own, baseline, questions: [aQuestion(dimensionId, own)] },
    ],
  });
  return {
    edition: "cnmm-3.0-level-2@1",
    at: NOW,
    members: 4,
    whole: { respondents: 3, figures, baseline },
    dimensions: [dimension("business-outcomes", figures), dimension("technology", technology)],
  };
}

describe("a standing's picture", () => {
  const now = aStanding(shown("2/3", "3/4"), hidden);
  const before = aStanding(shown("1/2", "3/4"));

  test("holds now, before and the gate's target; of a hidden part no value at all", () => {
    const { picture } = buildStandingPicture(voices("en"), {
      teamName: "Example team",
      moment: "round 2",
      catalogue,
      now,
      before,
      gate: { met: 12, total: 19 },
    });
    if (picture.kind !== "standing") throw new Error("a standing's picture");
    expect(picture.bars).toEqual([
      {
        label: "business-outcomes dimension",
        now: 2 / 3,
        before: 0.5,
        target: 2 / 3,
        coverage: 0.75,
        display: "67%",
        change: "+17",
      },
      { label: "technology dimension", target: 2 / 3, display: "hidden" },
    ]);
    expect(picture.gate).toEqual({ label: "Level 3 conditions", met: 12, total: 19 });
    expect(picture.subtitle).toBe("round 2");
    expect(picture.whole).toEqual({ display: "67%", change: "+17", note: "coverage 75%" });
  });

  test("says how far the baseline has come instead of a headline below half of the expected answers", () => {
    const few = aStanding(shown("53/100", "1/50"));
    const data = { teamName: "T", moment: "7", catalogue, now: few, gate: { met: 0, total: 19 } };
    const { picture, alt } = buildStandingPicture(voices("en"), data);
    expect(picture.kind === "standing" && picture.whole).toEqual({
      display: "21 of 55",
      note: "questions have enough answers, coverage 2%",
    });
    expect(alt).toContain("whole level 21 of 55 · questions have enough answers, coverage 2%");
  });

  test("its text says the same figures in both languages", () => {
    const data = { teamName: "T", moment: "7", catalogue, now, before, gate: { met: 12, total: 19 } };
    expect(buildStandingPicture(voices("en"), data).alt).toBe(
      "T · Level 2. 7 · whole level 67% · coverage 75% · +17 on 1 question. business-outcomes dimension 67% (coverage 75% · +17). " +
        "technology dimension hidden (2 people so far; shown once there are three). 12 of 19 conditions for Level 3 met.",
    );
    expect(buildStandingPicture(voices("zh-CN"), data).alt).toContain("总分 67% · 覆盖率 75% · +17（按 1 道题）。");
  });
});

describe("a path's picture", () => {
  test("leaves a gap where nothing may be shown, and says so", () => {
    const path = [
      { label: "R1", standing: aStanding(hidden) },
      { label: "R2", standing: aStanding(shown("1/3", "1/2")), milestone: "go-live" },
    ];
    const { picture, alt } = buildTrendPicture(voices("en"), { teamName: "T", catalogue, path });
    expect(picture.kind === "trend" && picture.points).toEqual([
      { label: "R1" },
      { label: "R2", value: 1 / 3, coverage: 0.5, milestone: "go-live" },
    ]);
    expect(alt).toBe("T · score over time. R1: no number. R2 “go-live”: 33%, coverage 50%.");
  });
});

describe("numbers", () => {
  test("a coverage just below a half is provisional, a half is not", () => {
    const view = (coverage: string) => viewScore({ respondents: 3, figures: shown("1/2", coverage), baseline }).provisional;
    expect([view("499/1000"), view("1/2")]).toEqual([true, false]);
  });

  test("points carry one decimal, two where they are small, and no sign of nothing", () => {
    const points = ["1/36", "-1/36", "1/3000", "-1/3000", "0", "1/1000000"].map((share) => sayFinePoints(new Fraction(share)));
    expect(points).toEqual(["+2.8", "−2.8", "+0.03", "−0.03", "±0", "±0"]);
    expect(sayPart(new Fraction("1/4"))).toBe("25");
  });

  test("the target is what the gate asks of a section", () => {
    expect(targetOf(catalogue)).toBeCloseTo(2 / 3);
  });
});
