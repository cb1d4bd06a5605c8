/** The first sentence about a standing names what moved it, and owns up to what it may not show. */
import { join } from "node:path";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { Change } from "../../../../src/core/standing/change.ts";
import { sayMovement } from "../../../../src/message/screens/standing/headline.ts";
import { createVoices } from "../../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../../helpers/catalogue.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../../prompts"));
const catalogue = aCatalogue();

/** Points of the whole; `named` of one question, `hidden` of those with too few ratings. */
function aChange({ named, hidden }: { named?: number; hidden?: number }): Change {
  const part = (points: number) => new Fraction(points, 100);
  return {
    amount: part((named ?? 0) + (hidden ?? 0)),
    causes: named === undefined ? [] : [{ questionId: "cost-report", kind: "ratings", amount: part(named) }],
    ...(hidden !== undefined && { rest: { questions: 3, amount: part(hidden) } }),
  };
}

const say = (about: { named?: number; hidden?: number }, locale: "en" | "zh-CN" = "en") =>
  sayMovement(voices(locale), { catalogue, change: aChange(about) });

test("questions with too few ratings are among the causes where they moved the number the same way", () => {
  expect(say({ named: -1, hidden: -3 })).toBe(
    "Down 4 points. What moved: cost-report title and questions that too few people rated.",
  );
  expect(say({ named: 1, hidden: 3 }, "zh-CN")).toMatch(/^提高 4 分，来自：.+、评分太少而不显示的题目。$/);
});

test("they are the cause alone where nothing that is shown moved", () => {
  expect(say({ hidden: 2 })).toBe("Up 2 points. What moved: questions that too few people rated.");
});

test("they are left out where they moved it the other way, or not at all", () => {
  expect(say({ named: 4, hidden: -1 })).toBe("Up 3 points. What moved: cost-report title.");
  expect(say({ named: 4, hidden: 0 })).toBe("Up 4 points. What moved: cost-report title.");
});
