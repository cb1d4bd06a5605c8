import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildCheckIn, extendAgenda } from "../../../src/core/check-in/agenda.ts";
import type { AgendaItem, CheckIn, WalkEvent, WalkResult } from "../../../src/core/check-in/check-in.ts";
import { step } from "../../../src/core/check-in/walk.ts";
import { aCheckIn, aQuestionItem, aStepItem } from "../../helpers/check-in.ts";
import { cases } from "../../helpers/seed.ts";
import { aRating, NOW } from "../../helpers/team.ts";

const QUESTIONS = ["q0", "q1", "q2", "q3"];
const before = { reply: aRating(1), at: NOW - 1 };
const EVERYTHING = [...QUESTIONS, "q4", "q5"].map((questionId) => aQuestionItem({ questionId, because: "assessment" }));

const questionId = fc.constantFrom(...QUESTIONS, "no-such-question");
const remark = fc.record({ note: fc.constantFrom("", "one", "two"), evidence: fc.constantFrom("", "https://example.com") });
const event: fc.Arbitrary<WalkEvent> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("answer" as const), questionId, reply: fc.constantFrom(aRating(0), aRating(3)) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("skip", "unchanged", "change"), questionId }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("remark" as const), questionId, remark }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("step-report" as const),
      stepId: fc.constantFrom("s0", "s1"),
      report: fc.constantFrom("done", "not-yet", "drop"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("choose-baseline" as const), choice: fc.constantFrom("all", "spread") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("back", "pause", "resume") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("finish", "seal") }) },
);
/** How far the pressed card lags behind. */
const press = fc.record({ event, lag: fc.constantFrom(0, 0, 0, 0, 1, 2) });

const start = fc
  .record({ steps: fc.integer({ min: 0, max: 2 }), questions: fc.integer({ min: 1, max: 4 }), offersBaseline: fc.boolean() })
  .map(({ steps, questions, offersBaseline }) => {
    const {
      status: _status,
      position: _position,
      revision: _revision,
      ...fields
    } = aCheckIn({
      items: [
        ...["s0", "s1"]
          .slice(0, steps)
          .map((stepId, index) =>
            aStepItem({ stepId, questionId: `q${3 - index}`, again: aQuestionItem({ questionId: `q${3 - index}`, before }) }),
          ),
        ...QUESTIONS.slice(0, questions).map((id, index) =>
          aQuestionItem({ questionId: id, ...(index % 2 === 0 && { before }) }),
        ),
      ],
    });
    return buildCheckIn({ ...fields, offersBaseline });
  });

type Story = { readonly checkIn: CheckIn; readonly result: WalkResult; readonly event: WalkEvent };

/** Plays the presses one after another, through storage, and shows each move with the check-in before it. */
function play(from: CheckIn, presses: readonly { event: WalkEvent; lag: number }[], see: (story: Story) => void): void {
  let checkIn = from;
  for (const { event, lag } of presses) {
    const result = step(checkIn, event, { now: NOW, revision: checkIn.revision - lag });
    see({ checkIn, result, event });
    if (result.kind === "refused") continue;
    const extended = result.effects.some((effect) => effect.do === "extend-agenda");
    checkIn = JSON.parse(JSON.stringify(extended ? extendAgenda(result.checkIn, EVERYTHING) : result.checkIn));
  }
}

function always(see: (story: Story) => void): void {
  fc.assert(
    fc.property(start, fc.array(press, { maxLength: 60 }), (from, presses) => play(from, presses, see)),
    { numRuns: cases(400) },
  );
}

function nameOf(item: AgendaItem): string {
  return item.kind === "step" ? item.stepId : item.questionId;
}

describe("any sequence of presses", () => {
  it("raises the revision by one with each move and leaves a refused check-in as it was", () => {
    always(({ checkIn, result }) => {
      if (result.kind === "refused") expect(result.checkIn).toBe(checkIn);
      else expect(result.checkIn.revision).toBe(checkIn.revision + 1);
    });
  });

  it("loses no item and no answer", () => {
    always(({ checkIn, result }) => {
      const names = result.checkIn.items.map(nameOf);
      expect(names).toEqual(expect.arrayContaining(checkIn.items.map(nameOf)));
      expect(new Set(names).size).toBe(names.length);
      for (const item of checkIn.items) {
        const later = result.checkIn.items.find((other) => nameOf(other) === nameOf(item));
        if (item.outcome !== "pending") expect(later?.outcome).not.toBe("pending");
        if (item.kind === "question" && item.reply) expect(later).toHaveProperty("reply");
      }
    });
  });

  it("stands on an item that is there, on the offer or on the summary", () => {
    always(({ result: { checkIn } }) => {
      const { position, items } = checkIn;
      if (position.on === "question") expect(items.map(nameOf)).toContain(position.questionId);
      if (position.on === "step") expect(items.map(nameOf)).toContain(position.stepId);
    });
  });

  it("is finished exactly when nothing is pending, or when the member said so", () => {
    let saidSo = false;
    always(({ checkIn, result, event }) => {
      if (checkIn.revision === 1) saidSo = false;
      if (result.kind === "refused") return;
      if (event.do === "finish") saidSo = true;
      const isPending = result.checkIn.items.some((item) => item.outcome === "pending");
      if (result.checkIn.status === "finished") expect(isPending && !saidSo).toBe(false);
      if (result.checkIn.status === "open") expect(isPending).toBe(true);
    });
  });

  it("tells of finishing once, and records what every answered item holds", () => {
    always(({ checkIn, result }) => {
      if (result.kind === "refused") return;
      const finishes = result.effects.filter((effect) => effect.do === "finished");
      expect(finishes).toHaveLength(Number(checkIn.status !== "finished" && result.checkIn.status === "finished"));
      for (const effect of result.effects) {
        if (effect.do !== "record-answer") continue;
        expect(result.checkIn.items).toContainEqual(
          expect.objectContaining({ kind: "question", questionId: effect.questionId, reply: effect.reply, ...effect.remark }),
        );
      }
    });
  });

  it("does nothing more once sealed", () => {
    always(({ checkIn, result }) => {
      if (checkIn.sealedAt !== undefined) expect(result).toEqual({ kind: "refused", reason: "sealed", checkIn });
    });
  });

  it("given again at once has no second effect on what is kept", () => {
    always(({ checkIn, result, event }) => {
      if (result.kind === "refused" || event.do === "back") return;
      const again = step(result.checkIn, event, { now: NOW, revision: checkIn.revision });
      expect(again).toMatchObject({ kind: "refused", reason: event.do === "seal" ? "sealed" : "already-saved" });
    });
  });
});
