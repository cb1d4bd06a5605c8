/** What to do next: a few at once, and every other one counted. */
import { join } from "node:path";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { Suggestion } from "../../../../src/core/next-steps/rank-next-steps.ts";
import { buildNextSteps } from "../../../../src/message/screens/steps/next-steps.ts";
import { createVoices } from "../../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../../helpers/catalogue.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../../prompts"));
const suggestion: Suggestion = {
  questionId: "cluster-metrics",
  fromRating: 1,
  tier: "required",
  gap: new Fraction(2, 3),
  usefulness: 3,
  effort: 1,
  priority: new Fraction(2),
  provisional: false,
  opensWayFor: [],
};

function foldOf(count: number, locale: "en" | "zh-CN" = "en"): string | undefined {
  const suggestions = Array.from({ length: count }, () => suggestion);
  const view = { team: { id: "team-1", name: "Speed" }, catalogue: aCatalogue(), suggestions, aside: [], tooFewRaters: false };
  const fold = buildNextSteps(voices(locale), view).elements.find(({ kind }) => kind === "fold");
  return fold?.kind === "fold" ? fold.title : undefined;
}

test("those beyond the fold are counted too, so that the numbers add up", () => {
  expect([3, 4, 10, 11, 40].map((count) => foldOf(count))).toEqual([
    undefined,
    "One more",
    "7 more",
    "7 more, and 1 after that",
    "7 more, and 30 after that",
  ]);
  expect(foldOf(40, "zh-CN")).toBe("还有 7 条，之后另有 30 条");
});
