import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Rating } from "../../../src/core/rating.ts";
import { toLocal } from "../../../src/core/schedule/local-time.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import type { ExampleMember, ExampleTeam } from "../../helpers/example-team.ts";
import { aStep } from "../../helpers/team.ts";
import { aGoal, aKpi, aReading } from "../../helpers/value.ts";
import { buttonOf, MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let world: RoundWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING - HOUR_MS });
  world.actor("wang", { zone: "Asia/Shanghai" });
  example = await world.team(["ana", "ben", "wang"]);
});
afterEach(() => world.close());

const WEEK_MS = 7 * DAY_MS;
const NOTHING = { locale: "en", summary: "", elements: [] } as const;

function member(index: number): ExampleMember {
  const found = example.members[index];
  if (!found) throw new Error("no such member");
  return found;
}

/** Everybody answers every round with this rating, an hour after it opened. */
async function liveThrough(weeks: number, { rating = 1, from = 0 }: { rating?: Rating; from?: number } = {}): Promise<void> {
  for (let week = from; week < weeks; week += 1) {
    await world.runUntil(MONDAY_MORNING + week * WEEK_MS + HOUR_MS);
    for (const each of example.members) await world.answerAll(each, rating);
    await world.runUntil(MONDAY_MORNING + (week + 1) * WEEK_MS - HOUR_MS * 9);
  }
}

describe("a nudge", () => {
  it("comes between rounds, at the member's own hour on a working day, at most once a week", async () => {
    await liveThrough(4);
    const nudges = await world.arrived("nudge");
    const zones = new Map([
      ["ana", "UTC"],
      ["ben", "UTC"],
      ["王示例", "Asia/Shanghai"],
    ]);
    expect(nudges.length).toBeGreaterThan(3);
    for (const { to, at } of nudges) expect(toLocal(at, zones.get(to) ?? "").time).toBe("09:00");
    for (const name of zones.keys()) {
      const instants = nudges.filter(({ to }) => to === name).map(({ at }) => at);
      for (const [index, at] of instants.slice(1).entries()) expect(at - (instants[index] ?? 0)).toBeGreaterThanOrEqual(WEEK_MS);
    }
  });

  it("never says the same thing twice to the same member", async () => {
    await liveThrough(6);
    const nudges = await world.arrived("nudge");
    const said = nudges.map(({ to, summary }) => `${to} ${summary}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it("stays within two unsolicited messages a week, with check-ins and reminders", async () => {
    await liveThrough(6);
    const all = (await world.arrived()).filter(({ to }) => to === "ana").map(({ at }) => at);
    for (const from of all) expect(all.filter((at) => at >= from && at < from + WEEK_MS).length).toBeLessThanOrEqual(2);
  });

  it("is not sent when there is nothing new to say", async () => {
    await liveThrough(2, { rating: 3 });
    expect(await world.arrived("nudge")).toEqual([]);
  });

  it("is not sent to who turned nudges off where one stood, who is away, or who is in the middle of a check-in", async () => {
    await liveThrough(1);
    const [first] = world.sender.received.filter(({ message }) =>
      message.elements.some(
        (element) => element.kind === "buttons" && element.buttons.some(({ action }) => action.act === "set-nudges"),
      ),
    );
    expect(first).toBeDefined();
    const people = example.members.map(({ person }) => person);
    await member(0).actor.presses(buttonOf(first?.message, "No more nudges"));
    await world.stores(async (stores) => {
      const ben = await stores.people.find(people[1]?.id ?? "");
      if (ben) await stores.people.save({ ...ben, awayUntil: MONDAY_MORNING + 4 * WEEK_MS });
    });
    const before = (await world.arrived("nudge")).length;
    // Nobody answers: Wang's check-in stays open all week.
    await world.runUntil(MONDAY_MORNING + 2 * WEEK_MS - 9 * HOUR_MS);
    expect((await world.arrived("nudge")).length).toBe(before);
  });

  it("shows the outcome in place when its step is taken, and the step knows where it came from", async () => {
    await liveThrough(1);
    const nudge = world.sender.received.findLast(
      ({ operation, target, message }) =>
        operation === "post" &&
        target.to === "person" &&
        target.personId === member(0).person.id &&
        message.elements.some(
          (element) => element.kind === "buttons" && element.buttons.some(({ action }) => action.act === "take-step"),
        ),
    );
    const before = world.sender.received.length;
    const outcome = await member(0).actor.presses(buttonOf(nudge?.message, "Take it"));
    await world.tick();
    const [step] = await world.stores((stores) => stores.steps.listOfTeam("team-1"));
    expect(step).toMatchObject({ fromNudge: true, ownerId: member(0).person.id });
    expect(outcome.card?.summary).toContain("is yours, due");
    const after = world.sender.received.slice(before);
    expect([after[0]?.operation, after[0]?.postId]).toEqual(["edit", nudge?.postId]);
  });

  it("asks after a step that falls due, before it suggests another", async () => {
    await world.stores((stores) =>
      stores.steps.save(aStep({ ownerId: member(0).person.id, due: "2026-11-06", takenAt: MONDAY_MORNING })),
    );
    await liveThrough(1);
    const [nudge] = (await world.arrived("nudge")).filter(({ to }) => to === "ana");
    expect(nudge?.summary).toContain("You took on a step");
    const status = await world.stores((stores) => stores.nudges.listOfPerson(member(0).person.id));
    expect(status).toMatchObject([{ about: "overdue", stepId: "step-1" }]);
  });

  it("asks a lead for the baseline of a KPI before the move begins, once, and nobody else", async () => {
    const { baseline: _, ...bare } = aKpi({ addedAt: 0, addedBy: member(0).person.id });
    await world.stores(async ({ goals, kpis }) => {
      await goals.save(aGoal({ addedAt: 0 }));
      await kpis.save(bare);
    });
    await liveThrough(5);
    const asked = (await world.arrived("nudge")).filter(({ summary }) => summary.includes("has no baseline yet"));
    expect(asked.map(({ to, summary }) => [to, summary])).toEqual([
      ["ana", "Example team: Days from idea to customer has no baseline yet"],
    ]);
    const sent = world.sender.received.find(({ message }) => message.summary.includes("has no baseline yet"));
    expect(toPlainText(sent?.message ?? NOTHING)).toContain(
      "Days from idea to customer in Example team has no baseline yet. Measure it now",
    );
    const { form } = await member(0).actor.presses(buttonOf(sent?.message, "Add the baseline"));
    expect(form?.context).toMatchObject({ form: "kpi", kpiId: "kpi-1" });
  });

  it("does not ask for a baseline where there is one, or where the move has begun", async () => {
    const { baseline: _, ...begun } = aKpi({ id: "kpi-2", addedAt: 0 });
    await world.stores(async ({ goals, kpis, readings }) => {
      await goals.save(aGoal({ addedAt: 0 }));
      await kpis.save(aKpi({ addedAt: 0 }));
      await kpis.save(begun);
      await readings.add("team-1", aReading({ kpiId: "kpi-2", addedAt: 0 }));
    });
    await liveThrough(2);
    expect((await world.arrived("nudge")).filter(({ summary }) => summary.includes("baseline"))).toEqual([]);
  });

  it("leaves a lead room to hear of a step that is overdue twice", async () => {
    // A question a round, so that there is a check-in every week.
    const { team } = example;
    await world.stores((stores) => stores.teams.save({ ...team, questionsPerRound: 1, revision: team.revision + 1 }));
    await liveThrough(1);
    await world.stores((stores) =>
      stores.steps.save(aStep({ ownerId: member(1).person.id, due: "2026-11-06", takenAt: MONDAY_MORNING, overdueCount: 2 })),
    );
    await liveThrough(5, { from: 1 });
    expect((await world.arrived("raised-step")).map(({ to }) => to)).toEqual(["ana"]);
    expect((await world.arrived("nudge")).filter(({ to }) => to === "ben")).not.toEqual([]);
  });
});
