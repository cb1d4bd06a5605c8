/** What to do next: a page at a time, and every suggestion on one of them. */
import { join } from "node:path";
import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { Suggestion } from "../../../../src/core/next-steps/rank-next-steps.ts";
import { buildNextSteps } from "../../../../src/message/screens/steps/next-steps.ts";
import { createVoices } from "../../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../../helpers/catalogue.ts";
import { listButtons } from "../../../helpers/world.ts";

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

function pageOf(count: number, page: number) {
  const suggestions = Array.from({ length: count }, () => ({ ...suggestion }));
  const view = { team: { id: "team-1", name: "Speed" }, catalogue: aCatalogue(), suggestions, aside: [], tooFewRaters: false };
  return buildNextSteps(voices("en"), { ...view, page });
}

test("twelve suggestions are on three pages, each with its buttons", () => {
  const taken = (page: number) => listButtons(pageOf(12, page)).filter(({ label }) => label === "Take it").length;
  expect([1, 2, 3].map(taken)).toEqual([5, 5, 2]);
  expect(
    listButtons(pageOf(12, 2)).flatMap(({ action }) => (action.act === "command" ? [action.page ?? action.line] : [])),
  ).toEqual([1, 3, "steps"]);
});

test("a list that fits has no pages to turn", () => {
  expect(listButtons(pageOf(5, 1)).map(({ label }) => label)).not.toContain("Next");
});
