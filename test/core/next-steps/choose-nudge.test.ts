import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { chooseNudge, NUDGE_EVERY_MS, type NudgeInput } from "../../../src/core/next-steps/choose-nudge.ts";
import type { Suggestion } from "../../../src/core/next-steps/rank-next-steps.ts";
import { aStep, NOW } from "../../helpers/team.ts";

function aSuggestion(questionId: string): Suggestion {
  return {
    questionId,
    fromRating: 1,
    tier: "required",
    gap: new Fraction(2, 3),
    usefulness: 3,
    effort: 3,
    priority: new Fraction(2, 3),
    provisional: false,
    opensWayFor: [],
  };
}

function nudge(overrides: Partial<NudgeInput> = {}) {
  return chooseNudge({
    personId: "person-ana",
    suggestions: [aSuggestion("a"), aSuggestion("b")],
    steps: [],
    withoutBaseline: [],
    meantFor: new Set(["a", "b"]),
    said: new Set(),
    now: NOW,
    today: "2026-11-23",
    ...overrides,
  });
}

describe("a nudge", () => {
  it("asks after an own step that falls due before it suggests anything", () => {
    const step = aStep({ due: "2026-11-25" });
    expect(nudge({ steps: [step] })).toEqual({ kind: "ask-after", key: "step step-1 2026-11-25", stepId: "step-1" });
    expect(nudge({ steps: [aStep({ due: "2026-11-26" })] })?.kind).toBe("suggest");
    expect(nudge({ steps: [aStep({ ownerId: "person-ben" })] })?.kind).toBe("suggest");
    const two = [aStep({ id: "step-1" }), aStep({ id: "step-2" })];
    for (const steps of [two, two.toReversed()]) expect(nudge({ steps })).toMatchObject({ stepId: "step-1" });
  });

  it("suggests the best step that is meant for the member", () => {
    expect(nudge()).toEqual({ kind: "suggest", key: "suggest a 1", questionId: "a", fromRating: 1 });
    expect(nudge({ meantFor: new Set(["b"]) })).toMatchObject({ questionId: "b" });
    expect(nudge({ meantFor: new Set() })).toBeUndefined();
  });

  it("asks for a missing baseline after what falls due and before it suggests anything, once a KPI", () => {
    const withoutBaseline = ["kpi-1", "kpi-2"];
    expect(nudge({ withoutBaseline })).toEqual({ kind: "ask-baseline", key: "baseline kpi-1", kpiId: "kpi-1" });
    expect(nudge({ withoutBaseline, steps: [aStep()] })?.kind).toBe("ask-after");
    expect(nudge({ withoutBaseline, said: new Set(["baseline kpi-1"]) })).toMatchObject({ kpiId: "kpi-2" });
    expect(nudge({ withoutBaseline, said: new Set(["baseline kpi-1", "baseline kpi-2"]) })?.kind).toBe("suggest");
  });

  it("says nothing twice", () => {
    expect(nudge({ said: new Set(["suggest a 1"]) })).toMatchObject({ questionId: "b" });
    expect(nudge({ said: new Set(["suggest a 1", "suggest b 1"]) })).toBeUndefined();
    const step = aStep();
    expect(nudge({ steps: [step], said: new Set(["step step-1 2026-11-23"]) })).toMatchObject({ questionId: "a" });
  });

  it("waits seven days after the one before", () => {
    expect(nudge({ lastNudgeAt: NOW - NUDGE_EVERY_MS + 1 })).toBeUndefined();
    expect(nudge({ lastNudgeAt: NOW - NUDGE_EVERY_MS })).toBeDefined();
  });
});
