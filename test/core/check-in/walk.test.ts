import { describe, expect, it } from "vitest";
import type { CheckIn, WalkEvent } from "../../../src/core/check-in/check-in.ts";
import { step } from "../../../src/core/check-in/walk.ts";
import { aCheckIn, aQuestionItem, aStepItem, walkThrough } from "../../helpers/check-in.ts";
import { aRating, NOW } from "../../helpers/team.ts";

const answer = (questionId: string, rating: 0 | 1 | 2 | 3 = 2): WalkEvent => ({
  do: "answer",
  questionId,
  reply: aRating(rating),
});
const skip = (questionId: string): WalkEvent => ({ do: "skip", questionId });
const press = (checkIn: CheckIn, event: WalkEvent, revision = checkIn.revision) => step(checkIn, event, { now: NOW, revision });
const finished = () => walkThrough(aCheckIn(), answer("cluster-metrics"), answer("logs"), skip("tracing")).checkIn;

describe("walking on", () => {
  it("saves an answer and moves to the next question", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), answer("cluster-metrics", 3));

    expect(effects).toEqual([{ do: "record-answer", questionId: "cluster-metrics", reply: aRating(3), remark: {} }]);
    expect(checkIn.position).toEqual({ on: "question", questionId: "logs" });
    expect(checkIn.items[0]).toEqual(aQuestionItem({ outcome: "answered", reply: aRating(3) }));
    expect(checkIn.revision).toBe(2);
  });

  it("records nothing for a skipped question", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), skip("cluster-metrics"));

    expect(effects).toEqual([]);
    expect(checkIn.items[0]?.outcome).toBe("skipped");
    expect(checkIn.position).toEqual({ on: "question", questionId: "logs" });
  });

  it("is finished with the last item and shows the summary", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), answer("cluster-metrics"), skip("logs"), answer("tracing"));

    expect(checkIn).toMatchObject({ status: "finished", finishedAt: NOW, position: { on: "summary" } });
    expect(effects.map((effect) => effect.do)).toEqual(["record-answer", "finished"]);
  });

  it("finishes early on request and leaves the rest pending", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), answer("cluster-metrics"), { do: "finish" });

    expect(checkIn).toMatchObject({ status: "finished", finishedAt: NOW, position: { on: "summary" } });
    expect(checkIn.items.map((item) => item.outcome)).toEqual(["answered", "pending", "pending"]);
    expect(effects).toEqual([{ do: "finished" }]);
  });

  it("leaves the check-in that it was given as it was", () => {
    const before = aCheckIn();
    walkThrough(before, answer("cluster-metrics"));

    expect(before).toEqual(aCheckIn());
  });

  it("survives storage between any two moves", () => {
    const stored: CheckIn = JSON.parse(
      JSON.stringify(walkThrough(aCheckIn(), answer("cluster-metrics"), { do: "pause" }).checkIn),
    );

    expect(walkThrough(stored, { do: "resume" }).checkIn.position).toEqual({ on: "question", questionId: "logs" });
  });
});

describe("going back", () => {
  it("shows the item before, answered or not, with what was given", () => {
    const { checkIn } = walkThrough(aCheckIn(), skip("cluster-metrics"), answer("logs", 1), { do: "back" });
    expect(checkIn.position).toEqual({ on: "question", questionId: "logs" });
    expect(checkIn.items[1]).toMatchObject({ outcome: "answered", reply: aRating(1) });

    expect(walkThrough(checkIn, { do: "back" }).checkIn.position).toEqual({ on: "question", questionId: "cluster-metrics" });
  });

  it("from the summary shows the last item", () => {
    expect(walkThrough(finished(), { do: "back" }).checkIn.position).toEqual({ on: "question", questionId: "tracing" });
  });

  it("is refused at the first item", () => {
    expect(press(aCheckIn(), { do: "back" })).toMatchObject({ kind: "refused", reason: "nothing-before" });
  });

  it("goes on to the question that is still pending after a changed answer", () => {
    const { checkIn, effects } = walkThrough(
      aCheckIn(),
      answer("cluster-metrics", 1),
      answer("logs"),
      { do: "back" },
      { do: "back" },
      answer("cluster-metrics", 3),
    );

    expect(effects).toEqual([{ do: "record-answer", questionId: "cluster-metrics", reply: aRating(3), remark: {} }]);
    expect(checkIn.position).toEqual({ on: "question", questionId: "tracing" });
  });

  it("keeps an answer that is skipped over", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), answer("cluster-metrics", 1), { do: "back" }, skip("cluster-metrics"));

    expect(effects).toEqual([]);
    expect(checkIn.items[0]).toMatchObject({ outcome: "answered", reply: aRating(1) });
  });
});

describe("an unchanged answer", () => {
  const before = { reply: aRating(1), at: NOW - 1000, note: "as before", noteShared: true, evidence: "https://example.com/a" };
  const asked = aCheckIn({
    items: [aQuestionItem({ before, evidence: "https://example.com/a" }), aQuestionItem({ questionId: "logs" })],
  });

  it("records the earlier reply again with its note and link", () => {
    expect(walkThrough(asked, { do: "unchanged", questionId: "cluster-metrics" }).effects).toEqual([
      {
        do: "record-answer",
        questionId: "cluster-metrics",
        reply: aRating(1),
        remark: { note: "as before", noteShared: true, evidence: "https://example.com/a" },
      },
    ]);
  });

  it("carries the note written today instead of the earlier one, and no link that was removed", () => {
    const { effects } = walkThrough(
      asked,
      { do: "remark", questionId: "cluster-metrics", remark: { note: "today" } },
      { do: "unchanged", questionId: "cluster-metrics" },
    );

    expect(effects).toEqual([
      { do: "record-answer", questionId: "cluster-metrics", reply: aRating(1), remark: { note: "today", noteShared: false } },
    ]);
  });

  it("is refused where there is no earlier one", () => {
    expect(press(aCheckIn(), { do: "unchanged", questionId: "cluster-metrics" })).toMatchObject({ reason: "no-earlier-answer" });
  });
});

describe("a remark", () => {
  const remark = { note: "see the board", noteShared: false, evidence: "https://example.com/board" };

  it("waits beside the question and is recorded with the answer", () => {
    const kept = walkThrough(aCheckIn(), { do: "remark", questionId: "cluster-metrics", remark });
    expect(kept.effects).toEqual([]);
    expect(kept.checkIn.position).toEqual({ on: "question", questionId: "cluster-metrics" });

    expect(walkThrough(kept.checkIn, answer("cluster-metrics")).effects).toEqual([
      { do: "record-answer", questionId: "cluster-metrics", reply: aRating(2), remark },
    ]);
  });

  it("after the answer records the answer again with it", () => {
    const { checkIn, effects } = walkThrough(aCheckIn(), answer("cluster-metrics"), {
      do: "remark",
      questionId: "cluster-metrics",
      remark,
    });

    expect(effects).toEqual([{ do: "record-answer", questionId: "cluster-metrics", reply: aRating(2), remark }]);
    expect(checkIn.position).toEqual({ on: "question", questionId: "logs" });
  });

  it("is not lost when the walk went on while it was written", () => {
    const opened = aCheckIn();
    const { checkIn } = walkThrough(opened, answer("cluster-metrics"));

    expect(press(checkIn, { do: "remark", questionId: "cluster-metrics", remark }, opened.revision).kind).toBe("moved");
  });

  it("submitted twice is kept once", () => {
    const { checkIn } = walkThrough(aCheckIn(), { do: "remark", questionId: "cluster-metrics", remark });

    expect(press(checkIn, { do: "remark", questionId: "cluster-metrics", remark }, 1)).toMatchObject({ reason: "already-saved" });
  });

  it.each([
    ["shared", { noteShared: true }],
    ["worded anew", { note: "see the other board" }],
    ["given another link", { evidence: "https://example.com/other" }],
  ])("is kept when nothing but this changed: %s", (_name, change) => {
    const { checkIn } = walkThrough(aCheckIn(), { do: "remark", questionId: "cluster-metrics", remark });
    const changed = { ...remark, ...change };

    expect(walkThrough(checkIn, { do: "remark", questionId: "cluster-metrics", remark: changed }).checkIn.items[0]).toMatchObject(
      changed,
    );
  });

  it("can be taken away again", () => {
    const { checkIn } = walkThrough(
      aCheckIn(),
      { do: "remark", questionId: "cluster-metrics", remark },
      { do: "remark", questionId: "cluster-metrics", remark: {} },
    );

    expect(checkIn.items[0]).toEqual(aQuestionItem());
  });
});

describe("a press on a card that is out of date", () => {
  it("of the same answer is recognised as saved", () => {
    const { checkIn } = walkThrough(aCheckIn(), answer("cluster-metrics", 2));

    expect(press(checkIn, answer("cluster-metrics", 2), 1)).toEqual({ kind: "refused", reason: "already-saved", checkIn });
  });

  it("of another answer is refused and changes nothing", () => {
    const { checkIn } = walkThrough(aCheckIn(), answer("cluster-metrics", 2));

    expect(press(checkIn, answer("cluster-metrics", 3), 1)).toEqual({ kind: "refused", reason: "stale", checkIn });
  });

  it.each<[string, WalkEvent[], WalkEvent]>([
    ["skip", [], skip("cluster-metrics")],
    ["skip of an answer that stays", [answer("cluster-metrics"), { do: "back" }], skip("cluster-metrics")],
    ["pause", [], { do: "pause" }],
    ["resume", [{ do: "pause" }], { do: "resume" }],
    ["finish", [], { do: "finish" }],
    ["step report", [], { do: "step-report", stepId: "step-1", report: "done" }],
    ["change", [{ do: "finish" }], { do: "change", questionId: "logs" }],
  ])("clicked twice has one effect: %s", (_name, before, event) => {
    const isStep = event.do === "step-report";
    const start = isStep
      ? aCheckIn({ items: [aStepItem(), aQuestionItem()], position: { on: "step", stepId: "step-1" } })
      : aCheckIn();
    const shown = walkThrough(start, ...before).checkIn;
    const once = walkThrough(shown, event).checkIn;

    expect(press(once, event, shown.revision)).toEqual({ kind: "refused", reason: "already-saved", checkIn: once });
  });

  it("of the earlier answer is refused when another was given", () => {
    const asked = aCheckIn({
      items: [aQuestionItem({ before: { reply: aRating(1), at: 0 } }), aQuestionItem({ questionId: "logs" })],
    });
    const unchanged: WalkEvent = { do: "unchanged", questionId: "cluster-metrics" };

    expect(press(walkThrough(asked, answer("cluster-metrics", 2)).checkIn, unchanged, 1)).toMatchObject({ reason: "stale" });
    expect(press(walkThrough(asked, unchanged).checkIn, unchanged, 1)).toMatchObject({ reason: "already-saved" });
  });

  it("moves once when Back is clicked twice", () => {
    const { checkIn } = walkThrough(aCheckIn(), answer("cluster-metrics"), answer("logs"));
    const back = walkThrough(checkIn, { do: "back" }).checkIn;

    expect(press(back, { do: "back" }, checkIn.revision)).toMatchObject({ reason: "stale" });
  });

  it("of a question that is not the one shown is refused", () => {
    expect(press(aCheckIn(), answer("logs"))).toMatchObject({ reason: "stale" });
    expect(press(aCheckIn(), skip("logs"))).toMatchObject({ reason: "stale" });
    expect(press(aCheckIn(), { do: "unchanged", questionId: "logs" })).toMatchObject({ reason: "stale" });
    expect(press(aCheckIn(), answer("no-such-question"))).toMatchObject({ reason: "unknown-question" });
    expect(press(aCheckIn(), { do: "step-report", stepId: "none", report: "done" })).toMatchObject({
      reason: "unknown-question",
    });
  });
});

describe("a press that the card does not offer", () => {
  const changing = () => walkThrough(finished(), { do: "change", questionId: "logs" }).checkIn;

  it.each<[string, () => CheckIn, WalkEvent]>([
    ["resume while open", aCheckIn, { do: "resume" }],
    ["the choice of a new team on a question", aCheckIn, { do: "choose-baseline", choice: "all" }],
    ["change before the summary", aCheckIn, { do: "change", questionId: "logs" }],
    ["pause after the finish", changing, { do: "pause" }],
    ["the choice of a new team after the finish", finished, { do: "choose-baseline", choice: "all" }],
  ])("is refused: %s", (_name, shown, event) => {
    expect(press(shown(), event)).toMatchObject({ kind: "refused", reason: "stale" });
  });
});

describe("a pause", () => {
  it("rests at the same question until it is resumed", () => {
    const paused = walkThrough(aCheckIn(), answer("cluster-metrics"), { do: "pause" }).checkIn;
    expect(paused.status).toBe("paused");
    expect(press(paused, answer("logs"))).toMatchObject({ reason: "stale" });

    expect(walkThrough(paused, { do: "resume" }).checkIn).toMatchObject({
      status: "open",
      position: { on: "question", questionId: "logs" },
    });
  });
});

describe("a finished check-in", () => {
  it("asks a question again and returns to the summary with the change told", () => {
    const asked = walkThrough(finished(), { do: "change", questionId: "cluster-metrics" });
    expect(asked.effects).toEqual([]);
    expect(asked.checkIn).toMatchObject({ status: "finished", position: { on: "question", questionId: "cluster-metrics" } });

    const changed = walkThrough(asked.checkIn, answer("cluster-metrics", 0));
    expect(changed.effects).toEqual([
      { do: "record-answer", questionId: "cluster-metrics", reply: aRating(0), remark: {} },
      { do: "answers-changed-after-finish" },
    ]);
    expect(changed.checkIn).toMatchObject({ status: "finished", finishedAt: NOW, position: { on: "summary" } });
  });

  it("does not finish a second time", () => {
    expect(press(finished(), { do: "finish" })).toMatchObject({ reason: "already-saved" });
  });

  it("returns from a question that is left as it was", () => {
    const { checkIn, effects } = walkThrough(finished(), { do: "change", questionId: "logs" }, skip("logs"));

    expect(effects).toEqual([]);
    expect(checkIn.position).toEqual({ on: "summary" });
  });

  it("takes a late answer to what was left pending and returns to the summary", () => {
    const early = walkThrough(aCheckIn(), { do: "finish" }, { do: "change", questionId: "logs" }, answer("logs"));

    expect(early.checkIn.position).toEqual({ on: "summary" });
    expect(early.effects.map((effect) => effect.do)).toEqual(["record-answer", "answers-changed-after-finish"]);
  });
});

describe("a step that fell due", () => {
  const steps = (again?: boolean) =>
    aCheckIn({
      items: [aStepItem(again ? { again: aQuestionItem({ because: "step-done" }) } : {}), aQuestionItem({ questionId: "logs" })],
      position: { on: "step", stepId: "step-1" },
    });

  it.each([
    ["done", "done"],
    ["not-yet", "not-yet"],
    ["drop", "dropped"],
  ] as const)("reported %s is told on and goes on to the next item", (report, outcome) => {
    const { checkIn, effects } = walkThrough(steps(), { do: "step-report", stepId: "step-1", report });

    expect(effects).toEqual([{ do: "report-step", stepId: "step-1", report }]);
    expect(checkIn.items[0]?.outcome).toBe(outcome);
    expect(checkIn.position).toEqual({ on: "question", questionId: "logs" });
  });

  it("asks its question right after it was done", () => {
    const { checkIn } = walkThrough(steps(true), { do: "step-report", stepId: "step-1", report: "done" });

    expect(checkIn.position).toEqual({ on: "question", questionId: "cluster-metrics" });
    expect(checkIn.items.map((item) => item.questionId)).toEqual(["cluster-metrics", "cluster-metrics", "logs"]);
  });

  it("does not ask its question when it was not done", () => {
    expect(walkThrough(steps(true), { do: "step-report", stepId: "step-1", report: "not-yet" }).checkIn.items).toHaveLength(2);
  });

  it("asks its question also when the step was all there was", () => {
    const alone = aCheckIn({ items: steps(true).items.slice(0, 1), position: { on: "step", stepId: "step-1" } });
    const { checkIn, effects } = walkThrough(alone, { do: "step-report", stepId: "step-1", report: "done" });

    expect(checkIn.status).toBe("open");
    expect(effects).toEqual([{ do: "report-step", stepId: "step-1", report: "done" }]);
  });

  it("is not asked about twice when its question is on the agenda already", () => {
    const items = [...steps(true).items, aQuestionItem()];
    const { checkIn } = walkThrough(aCheckIn({ items, position: { on: "step", stepId: "step-1" } }), {
      do: "step-report",
      stepId: "step-1",
      report: "done",
    });

    expect(checkIn.items.map((item) => item.questionId)).toEqual(["cluster-metrics", "logs", "cluster-metrics"]);
  });

  it("done after the finish asks nothing more", () => {
    const { checkIn } = walkThrough(
      steps(true),
      { do: "step-report", stepId: "step-1", report: "not-yet" },
      answer("logs"),
      { do: "back" },
      { do: "back" },
      { do: "step-report", stepId: "step-1", report: "done" },
    );

    expect(checkIn).toMatchObject({ status: "finished", position: { on: "summary" } });
    expect(checkIn.items).toHaveLength(2);
  });

  it("is told apart from another step", () => {
    const two = aCheckIn({
      items: [aStepItem(), aStepItem({ stepId: "step-2" }), aQuestionItem()],
      position: { on: "step", stepId: "step-1" },
    });
    const report = (stepId: string, told: "done" | "not-yet"): WalkEvent => ({ do: "step-report", stepId, report: told });
    expect(press(two, report("step-2", "done"))).toMatchObject({ reason: "stale" });
    expect(press(two, report("step-3", "done"))).toMatchObject({ reason: "unknown-question" });

    const first = walkThrough(two, report("step-1", "done")).checkIn;
    expect(press(first, report("step-2", "done"), 1)).toMatchObject({ reason: "stale" });
    expect(press(first, report("step-1", "not-yet"), 1)).toMatchObject({ reason: "stale" });
    const both = walkThrough(first, report("step-2", "not-yet")).checkIn;
    expect(both.items.map(({ outcome }) => outcome)).toEqual(["done", "not-yet", "pending"]);
    expect(press(both, report("step-2", "done"), 2)).toMatchObject({ reason: "stale" });
  });

  it("reported the same again only goes on", () => {
    const again = walkThrough(steps(), { do: "step-report", stepId: "step-1", report: "done" }, { do: "back" });

    expect(walkThrough(again.checkIn, { do: "step-report", stepId: "step-1", report: "done" }).effects).toEqual([]);
  });
});

describe("a new team's first check-in", () => {
  const offered = () => aCheckIn({ position: { on: "offer" } });

  it("asks for the whole agenda when everything at once is chosen", () => {
    const { checkIn, effects } = walkThrough(offered(), { do: "choose-baseline", choice: "all" });

    expect(effects).toEqual([{ do: "extend-agenda" }]);
    expect(checkIn.position).toEqual({ on: "question", questionId: "cluster-metrics" });
  });

  it("begins with this round's questions when it is spread over the rounds", () => {
    const { checkIn, effects } = walkThrough(offered(), { do: "choose-baseline", choice: "spread" });

    expect(effects).toEqual([]);
    expect(checkIn.position).toEqual({ on: "question", questionId: "cluster-metrics" });
  });

  it("takes no answer before the choice", () => {
    expect(press(offered(), answer("cluster-metrics"))).toMatchObject({ reason: "stale" });
  });

  it("chosen twice is chosen once", () => {
    const chosen = walkThrough(offered(), { do: "choose-baseline", choice: "all" }).checkIn;

    expect(press(chosen, { do: "choose-baseline", choice: "all" }, 1)).toMatchObject({ reason: "already-saved" });
  });
});

describe("sealing", () => {
  it("closes what was not finished and keeps its answers", () => {
    const { checkIn } = walkThrough(aCheckIn(), answer("cluster-metrics"), { do: "seal" });

    expect(checkIn).toMatchObject({ status: "closed", sealedAt: NOW });
    expect(checkIn.items[0]?.outcome).toBe("answered");
  });

  it("leaves a finished one finished", () => {
    expect(walkThrough(finished(), { do: "seal" }).checkIn).toMatchObject({ status: "finished", sealedAt: NOW });
  });

  it("needs no card that is up to date", () => {
    expect(press(finished(), { do: "seal" }, 1).kind).toBe("moved");
  });

  it.each<WalkEvent>([
    answer("cluster-metrics"),
    { do: "unchanged", questionId: "cluster-metrics" },
    skip("cluster-metrics"),
    { do: "back" },
    { do: "change", questionId: "cluster-metrics" },
    { do: "remark", questionId: "cluster-metrics", remark: { note: "late" } },
    { do: "pause" },
    { do: "resume" },
    { do: "finish" },
    { do: "seal" },
  ])("refuses everything afterwards: $do", (event) => {
    const sealed = walkThrough(finished(), { do: "seal" }).checkIn;

    expect(press(sealed, event)).toEqual({ kind: "refused", reason: "sealed", checkIn: sealed });
  });

  it("refuses moves in a check-in that was cancelled", () => {
    expect(press(aCheckIn({ status: "cancelled" }), answer("cluster-metrics"))).toMatchObject({ reason: "not-open" });
    expect(press(aCheckIn({ status: "closed" }), answer("cluster-metrics"))).toMatchObject({ reason: "not-open" });
  });
});
