import { describe, expect, it } from "vitest";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import { type AgendaPlan, planAgenda } from "../../../src/core/check-in/agenda.ts";
import type { AgendaItem } from "../../../src/core/check-in/check-in.ts";
import { type AskedBefore, listAskedBefore } from "../../../src/core/check-in/own-record.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aCatalogue, aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aCheckIn, aQuestionItem, aStepItem } from "../../helpers/check-in.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";

const ALL = ["business-value", "kpi-language", "cost-report", "production-app", "cluster-metrics", "logs", "tracing"];

/** Ana's twentieth round of five questions; nothing answered or asked before. */
function aPlan(overrides: Partial<AgendaPlan> = {}): AgendaPlan {
  return {
    catalogue: aCatalogue(),
    membership: aMembership(),
    memberships: [aMembership(), aMembership({ id: "ben" })],
    answers: [],
    now: NOW,
    history: [],
    round: 20,
    questionsPerRound: 5,
    freshFor: 90 * DAY_MS,
    dueSteps: [],
    stepsDone: [],
    splits: [],
    weak: [],
    ...overrides,
  };
}

function asked(questionId: string, round: number, outcome: AskedBefore["outcome"] = "answered"): AskedBefore {
  return { questionId, round, outcome, at: NOW - (20 - round) * 7 * DAY_MS };
}

function answers(questionIds: readonly string[], daysAgo: number) {
  return questionIds.map((questionId) => anAnswer({ questionId, at: NOW - daysAgo * DAY_MS }));
}

function shown(items: readonly AgendaItem[]): readonly string[] {
  return items.map((item) => (item.kind === "step" ? `step ${item.stepId}` : `${item.questionId} ${item.because}`));
}

function without(...ids: readonly string[]): readonly string[] {
  return ALL.filter((id) => !ids.includes(id));
}

describe("the order of an agenda", () => {
  it("is gate questions unanswered, then others, in the model's order, optional ones last", () => {
    expect(shown(planAgenda(aPlan({ questionsPerRound: 10 })))).toEqual([
      "business-value gate",
      "kpi-language gate",
      "production-app gate",
      "cost-report unanswered",
      "cluster-metrics unanswered",
      "logs unanswered",
      "tracing unanswered",
    ]);
  });

  it("asks an optional question after the required ones of its kind", () => {
    const catalogue = aCatalogueOf([aQuestion({ id: "extra", optional: true }), aQuestion({ id: "core" })]);
    const stale = answers(["extra", "core"], 91);

    expect(shown(planAgenda(aPlan({ catalogue })))).toEqual(["core unanswered", "extra unanswered"]);
    expect(shown(planAgenda(aPlan({ catalogue, answers: stale })))).toEqual(["core stale", "extra stale"]);
    expect(shown(planAgenda(aPlan({ catalogue, answers: answers(["core"], 91) })))).toEqual(["extra unanswered", "core stale"]);
  });

  it("puts what is stale after what is unanswered", () => {
    const plan = aPlan({ answers: [...answers(without("logs"), 1), ...answers(["cost-report"], 91)].filter(uniqueOldest) });

    expect(shown(planAgenda(plan))).toEqual(["logs unanswered", "cost-report stale"]);
  });

  it("puts first what was reworded to another meaning since it was answered, the gate's before the others", () => {
    const since = { comparableSince: 2 };
    const catalogue = aCatalogueOf([
      aQuestion({ id: "open", gate: "model" }),
      aQuestion({ id: "same", comparableSince: 1 }),
      aQuestion({ id: "changed", ...since }),
      aQuestion({ id: "changed-gate", ...since, gate: "implied" }),
      aQuestion({ id: "again", ...since }),
    ]);
    const given = [
      ...answers(["same"], 91),
      ...answers(["changed", "changed-gate"], 8),
      ...answers(["again"], 8).map((answer) => ({ ...answer, edition: "cnmm-3.0-level-2@2" })),
    ];
    const agenda = planAgenda(aPlan({ catalogue, answers: given }));

    expect(shown(agenda)).toEqual(["changed-gate changed", "changed changed", "open gate", "same stale"]);
    expect(agenda.map((item) => "before" in item)).toEqual([false, false, false, true]);
  });

  it("asks as many questions as the team says", () => {
    expect(planAgenda(aPlan())).toHaveLength(5);
    expect(planAgenda(aPlan({ questionsPerRound: 1 }))).toHaveLength(1);
  });

  it("prefers among equals what was asked longest ago or never", () => {
    const history = [asked("business-value", 18, "ignored"), asked("kpi-language", 16, "ignored")];

    expect(shown(planAgenda(aPlan({ history, questionsPerRound: 3 })))).toEqual([
      "production-app gate",
      "kpi-language gate",
      "business-value gate",
    ]);
  });
});

describe("what waited for a whole pass and the rest after it", () => {
  // Seven questions, two a round: four rounds a pass, and four of rest.
  const history = (first: number) => [asked("business-value", first), asked("kpi-language", 17, "ignored")];
  const plan = (first: number) =>
    aPlan({ history: history(first), questionsPerRound: 2, answers: answers(["business-value", "cost-report", "logs"], 1) });

  it("goes before gate questions that were asked since", () => {
    expect(shown(planAgenda(plan(11)))).toEqual(["production-app gate", "cluster-metrics unanswered"]);
  });

  it("takes its turn in the usual order until then", () => {
    expect(shown(planAgenda(plan(12)))).toEqual(["production-app gate", "kpi-language gate"]);
  });

  it.each([
    [8, "logs unanswered"],
    [9, "business-value gate"],
  ])("is eleven rounds at one question a round: asked in round %i, it is %s", (round, next) => {
    const waiting = [asked("logs", round, "ignored"), asked("business-value", 17, "ignored")];
    const given = answers(without("logs", "business-value"), 1);

    expect(shown(planAgenda(aPlan({ history: waiting, answers: given, questionsPerRound: 1 })))).toEqual([next]);
  });

  it("goes by how long it waited, not by the model's order", () => {
    const waiting = [asked("business-value", 9, "ignored"), asked("logs", 8, "ignored")];
    const given = answers(without("logs", "business-value"), 1);

    expect(shown(planAgenda(aPlan({ history: waiting, answers: given, questionsPerRound: 2 })))).toEqual([
      "logs unanswered",
      "business-value gate",
    ]);
  });

  it("counts for an answer from the day on which it went stale", () => {
    const earlier = [asked("business-value", 9), asked("tracing", 18, "ignored")];
    const given = [...answers(without("logs", "tracing"), 1), ...answers(["logs"], 100)];

    expect(shown(planAgenda(aPlan({ history: earlier, answers: given, questionsPerRound: 2 })))).toEqual([
      "tracing unanswered",
      "logs stale",
    ]);
  });
});

/** `cost-report` is given twice: only the older stands for it. */
function uniqueOldest(answer: { questionId: string; at: number }): boolean {
  return answer.questionId !== "cost-report" || answer.at < NOW - 90 * DAY_MS;
}

describe("freshness on the agenda", () => {
  it("is empty when everything is answered and fresh", () => {
    expect(planAgenda(aPlan({ answers: answers(ALL, 90) }))).toEqual([]);
  });

  it("asks a question from the first millisecond it is stale", () => {
    const stale = [...answers(without("logs"), 90), anAnswer({ questionId: "logs", at: NOW - 90 * DAY_MS - 1 })];

    expect(shown(planAgenda(aPlan({ answers: stale })))).toEqual(["logs stale"]);
  });

  it("takes not applicable for an answer and not sure for none", () => {
    const given = [
      ...answers(without("logs", "tracing"), 1),
      anAnswer({ questionId: "logs", reply: { kind: "not-sure" } }),
      anAnswer({ questionId: "tracing", reply: { kind: "not-applicable", reason: "out-of-scope" } }),
    ];

    expect(shown(planAgenda(aPlan({ answers: given })))).toEqual(["logs unanswered"]);
  });

  it("passes over what was answered later than now", () => {
    const upTo = (at: number) => aPlan({ answers: [...answers(without("logs"), 1), anAnswer({ questionId: "logs", at })] });

    expect(planAgenda(upTo(NOW))).toEqual([]);
    expect(shown(planAgenda(upTo(NOW + 1)))).toEqual(["logs unanswered"]);
  });

  it("passes over the answers of others", () => {
    const bens = answers(ALL, 1).map((answer) => ({ ...answer, membershipId: "ben" }));

    expect(planAgenda(aPlan({ answers: bens, questionsPerRound: 10 }))).toHaveLength(7);
  });
});

describe("a gate question that the member called not applicable", () => {
  const no = (questionId: string) =>
    anAnswer({ questionId, reply: { kind: "not-applicable", reason: "other" }, at: NOW - 30 * DAY_MS });
  const plan = (lastRound: number) =>
    aPlan({
      answers: [...answers(without("kpi-language", "logs"), 1), no("kpi-language"), no("logs")],
      history: [asked("kpi-language", lastRound), asked("logs", lastRound)],
    });

  it("is asked again after four rounds of rest, because one such answer holds the whole team back", () => {
    expect(shown(planAgenda(plan(16)))).toEqual([]);
    expect(shown(planAgenda(plan(15)))).toEqual(["kpi-language not-applicable"]);
  });
});

describe("rest", () => {
  const onlyLogs = { answers: answers(without("logs"), 1) };

  it.each<[AskedBefore["outcome"], number, boolean]>([
    ["ignored", 19, false],
    ["ignored", 18, true],
    ["skipped", 16, false],
    ["skipped", 15, true],
    ["not-sure", 16, false],
    ["not-sure", 15, true],
  ])("after %s in round %i the question is asked in round 20: %s", (outcome, round, comes) => {
    const plan = aPlan({ ...onlyLogs, history: [asked("logs", round, outcome)] });

    expect(planAgenda(plan)).toHaveLength(comes ? 1 : 0);
  });

  it("ends early for nothing but a step that was done since", () => {
    const done = (at: number) =>
      aPlan({
        answers: [...answers(without("logs"), 1), anAnswer({ questionId: "logs", at: NOW - 6 * DAY_MS })],
        history: [asked("logs", 19)],
        stepsDone: [{ questionId: "logs", at }],
      });

    expect(shown(planAgenda(done(NOW - DAY_MS)))).toEqual(["logs step-done"]);
    expect(planAgenda(done(NOW - 6 * DAY_MS))).toEqual([]);
  });

  it("ends by the last of several steps that were done", () => {
    const plan = aPlan({
      answers: [...answers(without("logs"), 1), anAnswer({ questionId: "logs", at: NOW - 6 * DAY_MS })],
      stepsDone: [NOW - DAY_MS, NOW - 20 * DAY_MS].map((at) => ({ questionId: "logs", at })),
    });

    expect(shown(planAgenda(plan))).toEqual(["logs step-done"]);
  });

  it("ends by a step also for a question that was asked and never answered", () => {
    const stepsDone = [{ questionId: "logs", at: NOW - DAY_MS }];
    const plan = aPlan({ ...onlyLogs, history: [asked("logs", 19, "ignored")], stepsDone });

    expect(shown(planAgenda(plan))).toEqual(["logs step-done"]);
  });

  it("goes on when the question was asked again after the step", () => {
    const plan = aPlan({
      answers: [...answers(without("logs"), 1), anAnswer({ questionId: "logs", at: NOW - 30 * DAY_MS })],
      history: [asked("logs", 19, "skipped")],
      stepsDone: [{ questionId: "logs", at: NOW - 10 * DAY_MS }],
    });

    expect(planAgenda(plan)).toEqual([]);
  });

  it("is not broken by a step for a question that the member was never asked", () => {
    const plan = aPlan({ stepsDone: [{ questionId: "tracing", at: NOW - 1 }], questionsPerRound: 3 });

    expect(shown(planAgenda(plan))).toEqual(["business-value gate", "kpi-language gate", "production-app gate"]);
  });

  it("counts a question asked twice since by the last time", () => {
    const history = [asked("logs", 19, "ignored"), asked("logs", 10, "skipped")];

    expect(planAgenda(aPlan({ ...onlyLogs, history }))).toEqual([]);
    expect(planAgenda(aPlan({ ...onlyLogs, history: history.toReversed() }))).toEqual([]);
  });

  it("counts a question asked twice in one round by the later time", () => {
    const first = asked("logs", 17, "ignored");
    const history = [first, { ...first, outcome: "skipped" as const, at: first.at + 1 }];

    expect(planAgenda(aPlan({ ...onlyLogs, history }))).toEqual([]);
    expect(planAgenda(aPlan({ ...onlyLogs, history: history.toReversed() }))).toEqual([]);
  });
});

describe("a topic of the team", () => {
  const fresh = { answers: answers(ALL, 40), history: ALL.map((id) => asked(id, 14)) };

  it("fills at most one slot, a split before a weak question", () => {
    const plan = aPlan({ ...fresh, splits: ["logs", "cost-report"], weak: ["business-value"] });

    expect(shown(planAgenda(plan))).toEqual(["cost-report split"]);
    expect(shown(planAgenda(aPlan({ ...fresh, weak: ["logs"] })))).toEqual(["logs weak"]);
  });

  it("is the one that was asked longest ago, then the first of the model", () => {
    const history = [asked("cost-report", 14), asked("logs", 13)];
    const plan = aPlan({ answers: answers(ALL, 40), history, splits: ["cost-report", "logs", "tracing", "cluster-metrics"] });

    expect(shown(planAgenda(plan))).toEqual(["cluster-metrics split"]);
    expect(shown(planAgenda({ ...plan, splits: ["cost-report", "logs"] }))).toEqual(["logs split"]);
  });

  it("rests four rounds", () => {
    const asLate = (round: number) => aPlan({ ...fresh, history: [asked("logs", round)], splits: ["logs"] });

    expect(planAgenda(asLate(16))).toEqual([]);
    expect(shown(planAgenda(asLate(15)))).toEqual(["logs split"]);
  });

  it("waits for a free slot", () => {
    const plan = aPlan({ answers: answers(without("logs"), 1), splits: ["cost-report"] });

    expect(shown(planAgenda({ ...plan, questionsPerRound: 1 }))).toEqual(["logs unanswered"]);
    expect(shown(planAgenda({ ...plan, questionsPerRound: 2 }))).toEqual(["logs unanswered", "cost-report split"]);
  });

  it("is none that the member's own step is just asked after", () => {
    const dueSteps = [{ stepId: "s", questionId: "logs", due: "2026-11-20" }];

    expect(shown(planAgenda(aPlan({ ...fresh, dueSteps, weak: ["logs"] })))).toEqual(["step s"]);
  });
});

describe("steps that fell due", () => {
  const dueSteps = [
    { stepId: "late", questionId: "logs", due: "2026-11-22" },
    { stepId: "latest", questionId: "tracing", due: "2026-11-23" },
    { stepId: "first", questionId: "cluster-metrics", due: "2026-11-01" },
  ];

  it("come first, two at most, the longest overdue before, on top of the questions", () => {
    expect(shown(planAgenda(aPlan({ dueSteps, questionsPerRound: 1 })))).toEqual([
      "step first",
      "step late",
      "business-value gate",
    ]);
  });

  it.each([
    ["the longest overdue before the model's order", { questionId: "tracing", due: "2026-11-01" }, { questionId: "logs" }],
    ["the model's order before ids", { questionId: "cluster-metrics" }, { stepId: "a" }],
    ["ids at last", { stepId: "a" }, { stepId: "b" }],
  ])("come in the same order whatever that of the input: %s", (_name, first, second) => {
    const built = [first, second].map((about, index) => ({
      stepId: `m${index}`,
      questionId: "logs",
      due: "2026-11-20",
      ...about,
    }));
    const expected = built.map(({ stepId }) => `step ${stepId}`);

    for (const given of [built, built.toReversed()])
      expect(shown(planAgenda(aPlan({ dueSteps: given, answers: answers(ALL, 1) })))).toEqual(expected);
  });

  it("come alone when there is nothing else to ask", () => {
    expect(shown(planAgenda(aPlan({ dueSteps, answers: answers(ALL, 1) })))).toEqual(["step first", "step late"]);
  });

  it("carry their question with the earlier answer, to be asked when the step is done", () => {
    const [item] = planAgenda(aPlan({ dueSteps: dueSteps.slice(0, 1), answers: answers(ALL, 1) }));

    expect(item).toEqual({
      kind: "step",
      stepId: "late",
      questionId: "logs",
      outcome: "pending",
      again: aQuestionItem({
        questionId: "logs",
        because: "step-done",
        before: { reply: aRating(2), at: NOW - DAY_MS },
      }),
    });
  });

  it("do not carry a question that is on the agenda anyway", () => {
    const [item] = planAgenda(aPlan({ dueSteps: dueSteps.slice(0, 1), answers: answers(without("logs"), 1) }));

    expect(item).not.toHaveProperty("again");
  });
});

describe("whom a question is meant for", () => {
  const catalogue: Catalogue = aCatalogueOf([
    aQuestion({ id: "code", roles: ["developer"] }),
    aQuestion({ id: "clusters", roles: ["platform"] }),
    aQuestion({ id: "audit", roles: ["security"] }),
  ]);
  const dev = aMembership({ id: "dev", roles: ["developer"] });
  const lead = aMembership({ id: "lead", roles: ["platform"], lead: true });
  const anyone = aMembership({ id: "anyone" });
  const agendaOf = (membership: typeof dev, memberships: readonly (typeof dev)[]) =>
    planAgenda(aPlan({ catalogue, membership, memberships })).map((item) => item.questionId);

  it("is the role it names, and the leads for what nobody else is there for", () => {
    expect(agendaOf(dev, [dev, lead])).toEqual(["code"]);
    expect(agendaOf(lead, [dev, lead])).toEqual(["clusters", "audit"]);
  });

  it("is also a member without roles, who then relieves the leads", () => {
    expect(agendaOf(anyone, [dev, lead, anyone])).toEqual(["code", "clusters", "audit"]);
    expect(agendaOf(lead, [dev, lead, anyone])).toEqual(["clusters"]);
  });

  it("is not asked of somebody else with the step for it", () => {
    const dueSteps = [{ stepId: "s", questionId: "clusters", due: "2026-11-20" }];
    const items = planAgenda(aPlan({ catalogue, membership: dev, memberships: [dev, lead], dueSteps }));

    expect(items[0]).toEqual({ kind: "step", stepId: "s", questionId: "clusters", outcome: "pending" });
  });

  it("is never an observer", () => {
    const observer = aMembership({ id: "observer", kind: "observer" });

    expect(agendaOf(observer, [observer, dev])).toEqual([]);
  });
});

describe("what a question brings along", () => {
  it("is the member's last answer with its note and link", () => {
    const answer = anAnswer({
      questionId: "logs",
      at: NOW - 100 * DAY_MS,
      note: "three clusters",
      evidence: "https://example.com/logs",
    });
    const [item] = planAgenda(aPlan({ answers: [...answers(without("logs"), 1), answer] }));

    expect(item).toEqual({
      kind: "question",
      questionId: "logs",
      because: "stale",
      outcome: "pending",
      evidence: "https://example.com/logs",
      before: {
        reply: aRating(2),
        at: NOW - 100 * DAY_MS,
        note: "three clusters",
        noteShared: false,
        evidence: "https://example.com/logs",
      },
    });
  });

  it("is known by the id that an earlier edition used", () => {
    const catalogue = aCatalogue({ renamed: { "old-logs": "logs" } });
    const plan = aPlan({ catalogue, answers: [...answers(without("logs"), 1), ...answers(["old-logs"], 1)] });

    expect(planAgenda(plan)).toEqual([]);
  });
});

describe("the memory of earlier check-ins", () => {
  it("tells what became of each question", () => {
    const checkIn = aCheckIn({
      items: [
        aQuestionItem({ questionId: "a", outcome: "answered", reply: aRating(1) }),
        aQuestionItem({ questionId: "b", outcome: "answered", reply: { kind: "not-sure" } }),
        aQuestionItem({ questionId: "c", outcome: "skipped" }),
        aQuestionItem({ questionId: "d" }),
      ],
    });

    expect(listAskedBefore([{ checkIn, round: 7 }])).toEqual([
      { questionId: "a", round: 7, at: NOW, outcome: "answered" },
      { questionId: "b", round: 7, at: NOW, outcome: "not-sure" },
      { questionId: "c", round: 7, at: NOW, outcome: "skipped" },
      { questionId: "d", round: 7, at: NOW, outcome: "ignored" },
    ]);
  });

  it("does not count what a whole assessment had not come to yet", () => {
    const items = ["a", "b", "c"].map((questionId) => aQuestionItem({ questionId, because: "assessment" }));
    const checkIn = aCheckIn({ items, position: { on: "question", questionId: "b" } });

    expect(listAskedBefore([{ checkIn, round: 1 }]).map((entry) => entry.questionId)).toEqual(["b"]);
    const skipped = {
      ...checkIn,
      items: items.map((item) => (item.questionId === "a" ? { ...item, outcome: "skipped" as const } : item)),
    };
    expect(listAskedBefore([{ checkIn: skipped, round: 1 }]).map((entry) => entry.questionId)).toEqual(["a", "b"]);
  });

  it("does not take a step for a question that was asked", () => {
    expect(listAskedBefore([{ checkIn: aCheckIn({ items: [aStepItem()] }), round: 1 }])).toEqual([]);
  });
});

describe("a question that two editions named differently", () => {
  const catalogue = aCatalogueOf([aQuestion({ id: "new" })], { renamed: { old: "new" } });
  const lastReply = (...recorded: readonly { id: string; questionId: string; daysAgo: number; rating: 1 | 2 }[]) => {
    const [item] = planAgenda(
      aPlan({
        catalogue,
        answers: recorded.map(({ daysAgo, rating, ...answer }) =>
          anAnswer({ ...answer, reply: aRating(rating), at: NOW - daysAgo * DAY_MS }),
        ),
      }),
    );
    return item?.kind === "question" ? item.before?.reply : undefined;
  };
  const older = { id: "answer-2", questionId: "old", daysAgo: 200, rating: 1 } as const;
  const newer = { id: "answer-1", questionId: "new", daysAgo: 100, rating: 2 } as const;

  it("comes with the later of the member's answers to both", () => {
    expect(lastReply(older, newer)).toEqual(aRating(2));
    expect(lastReply(newer, older)).toEqual(aRating(2));
    expect(lastReply(older)).toEqual(aRating(1));
  });

  it("comes with the one of the higher id where both were given at the same moment", () => {
    const together = { ...newer, daysAgo: 200 };
    expect(lastReply(older, together)).toEqual(aRating(1));
    expect(lastReply(together, older)).toEqual(aRating(1));
  });
});
