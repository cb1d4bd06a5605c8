import { describe, expect, it } from "vitest";
import { extendAgenda } from "../../../src/core/check-in/agenda.ts";
import { aCheckIn, aQuestionItem, aStepItem } from "../../helpers/check-in.ts";

describe("an agenda that grows", () => {
  const begun = aCheckIn({
    items: [
      aStepItem({ questionId: "tracing" }),
      aStepItem({ stepId: "step-2", outcome: "done" }),
      aQuestionItem({ questionId: "a", outcome: "answered" }),
      aQuestionItem({ questionId: "b", outcome: "skipped" }),
      aQuestionItem({ questionId: "c" }),
    ],
    revision: 7,
  });
  const placesOf = ({ items }: typeof begun) => items.map((item) => (item.kind === "step" ? item.stepId : item.questionId));

  it("keeps what was answered, skipped or is a step, and takes the rest from the new one", () => {
    const items = [aStepItem({ stepId: "step-9" }), ...["a", "d", "b", "c"].map((questionId) => aQuestionItem({ questionId }))];
    const grown = extendAgenda(begun, items);

    expect(placesOf(grown)).toEqual(["step-1", "step-2", "a", "b", "d", "c"]);
    expect(grown.items.map(({ outcome }) => outcome)).toEqual(["pending", "done", "answered", "skipped", "pending", "pending"]);
    expect(grown).toMatchObject({ position: { on: "step", stepId: "step-1" }, revision: 7 });
  });

  it("stays where it is when nothing is left to ask", () => {
    const done = aCheckIn({ items: [aQuestionItem({ outcome: "answered" })], position: { on: "summary" } });

    expect(extendAgenda(done, [aQuestionItem()])).toEqual(done);
  });
});
