import { describe, expect, it } from "vitest";
import { buildCheckIn, extendAgenda } from "../../../src/core/check-in/agenda.ts";
import { estimateMinutes, measureBaseline, planAssessment } from "../../../src/core/check-in/assessment.ts";
import type { AskedMember } from "../../../src/core/check-in/own-record.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { aCheckIn, aQuestionItem, aStepItem, walkThrough } from "../../helpers/check-in.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";

function aMember(overrides: Partial<AskedMember> = {}): AskedMember {
  return {
    catalogue: aCatalogue(),
    membership: aMembership(),
    memberships: [aMembership()],
    answers: [],
    now: NOW,
    ...overrides,
  };
}

describe("an assessment", () => {
  it("asks everything meant for the member in the model's order, fresh or not, with the last answer", () => {
    const items = planAssessment(aMember({ answers: [anAnswer({ questionId: "logs" })] }));

    expect(items.map((item) => item.questionId)).toEqual([
      "business-value",
      "kpi-language",
      "cost-report",
      "production-app",
      "cluster-metrics",
      "logs",
      "tracing",
    ]);
    expect(items[5]).toEqual(
      aQuestionItem({ questionId: "logs", because: "assessment", before: { reply: aRating(2), at: NOW - 60_000 } }),
    );
  });

  it("asks one dimension, or nothing of a dimension that is not there", () => {
    const ids = (dimensionId: string) => planAssessment({ ...aMember(), dimensionId }).map((item) => item.questionId);

    expect(ids("business-outcomes")).toEqual(["business-value", "kpi-language", "cost-report"]);
    expect(ids("no-such-dimension")).toEqual([]);
  });

  it("tells its length in whole minutes at 45 seconds a question", () => {
    expect([0, 1, 5, 12, 63].map(estimateMinutes)).toEqual([1, 1, 4, 9, 47]);
  });
});

describe("the baseline", () => {
  it("counts required questions that were rated or are not applicable", () => {
    const answers = [
      anAnswer({ questionId: "logs" }),
      anAnswer({ questionId: "cost-report", reply: { kind: "not-applicable", reason: "architecture" } }),
      anAnswer({ questionId: "kpi-language", reply: { kind: "not-sure" } }),
      anAnswer({ questionId: "tracing" }),
    ];

    expect(measureBaseline(aMember({ answers }))).toEqual({ answered: 2, total: 6 });
  });
});

describe("a new check-in", () => {
  const { status: _status, position: _position, revision: _revision, ...fields } = aCheckIn();

  it("opens at its first item", () => {
    expect(buildCheckIn(fields)).toEqual(aCheckIn());
    expect(buildCheckIn({ ...fields, items: [aStepItem(), ...fields.items] }).position).toEqual({ on: "step", stepId: "step-1" });
  });

  it("opens at the offer in a new team's first round", () => {
    expect(buildCheckIn({ ...fields, offersBaseline: true })).toEqual(aCheckIn({ position: { on: "offer" } }));
  });

  it("is finished at once when there is nothing to ask", () => {
    expect(buildCheckIn({ ...fields, items: [] })).toMatchObject({
      status: "finished",
      position: { on: "summary" },
      finishedAt: NOW,
    });
  });

  it("grows to everything when all at once is chosen, and keeps what was done", () => {
    const offered = buildCheckIn({ ...fields, items: [aStepItem({ outcome: "done" }), aQuestionItem()], offersBaseline: true });
    const { checkIn } = walkThrough(offered, { do: "choose-baseline", choice: "all" });
    const everything = ["logs", "cluster-metrics", "tracing"].map((questionId) =>
      aQuestionItem({ questionId, because: "assessment" }),
    );
    const grown = extendAgenda(checkIn, everything);

    expect(grown.items).toEqual([aStepItem({ outcome: "done" }), ...everything]);
    expect(grown.position).toEqual({ on: "question", questionId: "logs" });
    expect(grown.revision).toBe(checkIn.revision);
  });
});
