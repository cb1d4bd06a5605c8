/** The first sentence about a standing says what moved it, like for like, and what is new in it. */
import { join } from "node:path";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { Change } from "../../../../src/core/standing/change.ts";
import { sayMovement } from "../../../../src/message/screens/standing/headline.ts";
import { createVoices } from "../../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../../helpers/catalogue.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../../prompts"));
const catalogue = aCatalogue();
const sum = { count: 3, sum: 3 };

/** From one share of the compared questions to another, moved by one question. */
function aChange({ before, now, entered = [] }: { before: string; now: string; entered?: readonly string[] }): Change {
  const [then, today] = [new Fraction(before), new Fraction(now)];
  const amount = today.sub(then);
  return {
    before: then,
    now: today,
    amount,
    questions: 31,
    complete: entered.length === 0,
    causes: amount.equals(0) ? [] : [{ questionId: "cost-report", kind: "ratings", amount, before: sum, now: sum }],
    entered,
    left: [],
    reworded: [],
    hidden: 0,
  };
}

const say = (about: Parameters<typeof aChange>[0], locale: "en" | "zh-CN" = "en") =>
  sayMovement(voices(locale), { catalogue, change: aChange(about) });

test("the change names the questions that are compared and what moved", () => {
  expect(say({ before: "1/2", now: "27/50" })).toBe(
    "Up 4 points on the 31 questions rated both times. What moved: cost-report title.",
  );
  expect(say({ before: "1/2", now: "27/50" }, "zh-CN")).toBe("两轮都有评分的 31 道题提高 4 分，来自：cost-report title（中）。");
  expect(say({ before: "1/2", now: "1/2" })).toBe("No change on the 31 questions rated both times.");
});

test("what is new in the score is named as new, never as progress", () => {
  expect(say({ before: "1/2", now: "1/2", entered: ["logs", "tracing"] })).toBe(
    "No change on the 31 questions rated both times. 2 questions are new in the score.",
  );
});

test("points are the difference of the two scores as they are shown", () => {
  // 46.4 % is shown as 46 %, 49.6 % as 50 %: 4 points, though 3.2 lie between them.
  expect(say({ before: "464/1000", now: "496/1000" })).toContain("Up 4 points");
  // 45.5 % is shown as 46 %, 49.4 % as 49 %: 3 points, though 3.9 lie between them.
  expect(say({ before: "455/1000", now: "494/1000" })).toContain("Up 3 points");
});
