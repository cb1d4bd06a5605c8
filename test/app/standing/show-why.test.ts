import { afterEach, describe, expect, test } from "vitest";
import { closeStanding } from "../../../src/app/standing/publish.ts";
import type { Round } from "../../../src/core/schedule/round.ts";
import { listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

/** Closes the round as the scheduler does, so that its answers are published. */
const close = async (standing: StandingWorld, round: Round) => {
  const closed = await standing.closeRound(round);
  await standing.work((work) => closeStanding(work, standing.team, closed));
};

const ask = async (standing: StandingWorld, line: string, userId = "ben") =>
  readNotice(await standing.world.actor(userId).says(line));

describe("why a question's number", () => {
  test("the sum is written out in counts, never by author", async () => {
    const standing = await open({ people: ["ana", "ben", "cem", "dee", "eve", "fay"] });
    const round = await standing.round();
    await standing.answers("ana", { logs: 1 });
    for (const userId of ["ben", "cem", "eve", "fay"]) await standing.answers(userId, { logs: 3 });
    await standing.answers("dee", { logs: { kind: "not-sure" } });
    await close(standing, round);
    const text = await ask(standing, "why tec-3");
    expect(text).toContain("Why 87%? TEC-03 logs title");
    expect(text).toContain("2 · logs label 1: 1 person");
    expect(text).toContain("4 · logs label 3: 4 people");
    expect(text).toContain("Answers 4, 4, 4, 4, 2: 13 of 15 points → 87%");
    expect(text).toContain("Coverage: 5 of 6 expected → 83%");
    expect(text).toContain("Not sure: 1 person");
    expect(text).toContain("The ratings are two or more apart.");
    expect(text).not.toMatch(/\b(ana|ben|cem|dee|eve|fay)\b/i);
  });

  test("of three or four raters the sum is told, not how many chose what, with its date", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 1 });
    await standing.answers("ben", { logs: 3 });
    await standing.answers("cem", { logs: 3 });
    const text = await ask(standing, "why tec-3");
    expect(text).toContain("Why 78%? TEC-03 logs title");
    expect(text).toContain("3 people: 7 of 9 points → 78%");
    expect(text).toContain("As of 2 Nov 2026.");
    expect(text).toContain("The ratings are two or more apart.");
    expect(text).not.toContain("logs label");
    expect(text).not.toContain("Agreement");
  });

  test("a number stays with its date until three people's answers differ, also for who left", async () => {
    const standing = await open({ people: ["ana", "ben", "cem", "dee", "eve"] });
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { logs: 1 });
    standing.world.clock.advance({ days: 1 });
    await standing.answers("dee", { logs: 3 });
    await standing.answers("eve", { logs: 3 });
    const waits = await ask(standing, "why tec-3");
    expect(waits).toContain("3 people: 3 of 9 points → 33%");
    expect(waits).toContain("As of 2 Nov 2026.");
    expect(waits).toContain("Coverage: 5 of 5 expected → 100%");
    await standing.answers("cem", { logs: 3 });
    const text = await ask(standing, "why tec-3");
    expect(text).toContain("Answers 4, 4, 4, 2, 2: 11 of 15 points → 73%");
    expect(text).toContain("As of 3 Nov 2026.");
  });

  test("with two raters neither value nor split shows, and it says from when on one will", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 });
    await standing.answers("ben", { logs: 3 });
    const text = await ask(standing, "why logs");
    expect(text).toContain("TEC-03 logs title: no number yet");
    expect(text).toContain("2 people have rated this so far. A number appears once three people have");
    expect(text).not.toContain("apart");
    expect(text).not.toContain("50%");
    expect(text).not.toContain("logs label");
  });

  test("leads see the reasons for not applicable, members the count alone", async () => {
    const standing = await open();
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { logs: 2 });
    await standing.answers("dee", { logs: { kind: "not-applicable", reason: "architecture" } });
    expect(await ask(standing, "why logs", "ana")).toContain("Not applicable: 1 person · Our architecture doesn't need it (1)");
    const member = await ask(standing, "why logs");
    expect(member).toContain("Not applicable: 1 person");
    expect(member).not.toContain("architecture");
    expect(member).toContain("Agree on whether it applies first.");
  });

  test("an optional question is said to stand beside the sum", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    expect(await ask(standing, "why tracing")).toContain("This question is optional. It never counts toward score, coverage");
  });
});

describe("why a part's number", () => {
  test("the parts and what each adds make the whole", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 3);
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "cost-report": 0 });
    const text = await ask(standing, "why");
    expect(text).toContain("Why 75%? Whole level");
    expect(text).toContain("75% is the average of 2 dimensions, from 18 ratings by 3 people. Coverage 75%.");
    expect(text).toContain("business-outcomes dimension: 50% (coverage 75% · adds 25)");
    expect(text).toContain("technology dimension: 100% (coverage 75% · adds 50)");
    expect(text).toContain("TEC-04 tracing title");
  });

  test("what moved since the round before adds up to the change", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "cost-report": 3 });
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { logs: 0 });
    const text = await ask(standing, "why");
    expect(text).toContain("+8.3 points since 2 Nov 2026, on the 6 questions rated both times:");
    expect(text).toContain("+16.7 BUS-03 cost-report title: 3 of 9 points → 9 of 9 points");
    expect(text).toContain("−8.3 TEC-03 logs title: 3 of 9 points → 0 of 9 points");
    await standing.answers("ana", { logs: 2, "cost-report": 1 });
    expect(await ask(standing, "why")).toContain("+8.3 points since 2 Nov 2026, on the 6");
  });

  test("questions with too few raters are in no sum, and only said to have no number yet", async () => {
    const standing = await open();
    for (const userId of ["ana", "ben", "cem"]) {
      await standing.answers(userId, { "business-value": 2, "kpi-language": 2, "production-app": 2, "cluster-metrics": 2 });
    }
    await standing.answers("ana", { "cost-report": 0, logs: 0 });
    const text = await ask(standing, "why technology");
    expect(text).not.toContain("logs label");
    expect(text).not.toMatch(/observability section: \d+%/);
    expect(text).toContain("67% is the average of 1 section, from 6 ratings by 3 people.");
    expect(text).toContain("No number yet, so not counted\n\n• technology dimension · observability section");
  });
});

describe("a name that nothing carries", () => {
  test("offers the nearest as buttons and repeats the words as plain text", async () => {
    const standing = await open();
    const outcome = await standing.world.actor("ben").says("why <!channel>tecnology");
    expect(readNotice(outcome)).toContain("“<!channel>tecnology”");
    const near = await standing.world.actor("ben").says("why tecnology");
    expect(listButtons(near.notice)[0]).toEqual({
      label: "technology dimension",
      action: { act: "command", line: "why technology", teamId: "team-1" },
    });
  });

  test("every button of every why leads to an explanation", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    const seen = new Set<string>();
    const visit = async (line: string): Promise<void> => {
      if (seen.has(line)) return;
      seen.add(line);
      const { notice } = await standing.world.actor("ben").says(line);
      expect(notice?.summary).toContain("Example team · ");
      const rows = notice?.elements.flatMap((element) => (element.kind === "scores" ? element.rows : [])) ?? [];
      const actions = [...listButtons(notice), ...rows].flatMap(({ action }) => (action ? [action] : []));
      for (const action of actions) if (action.act === "command" && action.line.startsWith("why")) await visit(action.line);
    };
    await visit("why");
    // The optional question has no row in its section, and a button of its own.
    expect(seen.size).toBe(1 + 2 + 4 + 7);
  });
});
