/** Walks that a member began alone, and members who come and go while a round runs. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setNextRound } from "../../../src/app/rounds/open-round.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import type { ExampleMember } from "../../helpers/example-team.ts";
import { aSchedule } from "../../helpers/team.ts";
import { buttonOf, MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "./round-world.ts";

const WEEK_MS = 7 * DAY_MS;

let world: RoundWorld;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING - HOUR_MS });
});
afterEach(() => world.close());

function first(members: readonly ExampleMember[]): ExampleMember {
  const [member] = members;
  if (!member) throw new Error("a member");
  return member;
}
const find = (id: string) => world.stores((stores) => stores.checkIns.find(id));
const edits = () => world.sender.received.filter(({ operation, target }) => operation === "edit" && target.to === "channel");

describe("a walk that was begun before the round and left open", () => {
  it("is the round's from the member's hour on, and ends with it: the next round asks anew", async () => {
    const ana = first((await world.team(["ana"])).members);
    await ana.actor.says("assess");
    const own = await world.openOf(ana);
    await world.runUntil(MONDAY_MORNING);
    const [round] = await world.rounds();
    expect((await world.openOf(ana))?.roundId).toBe(round?.id);
    await world.runUntil(MONDAY_MORNING + WEEK_MS);
    expect((await find(own?.id ?? ""))?.status).toBe("closed");
    const next = await world.openOf(ana);
    expect(next).toMatchObject({ kind: "scheduled", roundId: (await world.rounds())[1]?.id });
    expect((await world.arrived("check-in")).map(({ at }) => at)).toContain(MONDAY_MORNING + WEEK_MS);
  });

  it("is shown again at the member's hour where its card lies days back", async () => {
    world.clock.set(MONDAY_MORNING - 4 * DAY_MS);
    const ana = first((await world.team(["ana"])).members);
    await ana.actor.says("assess");
    await world.runUntil(MONDAY_MORNING);
    expect((await world.arrived("check-in")).map(({ at }) => at)).toEqual([MONDAY_MORNING - 4 * DAY_MS, MONDAY_MORNING]);
  });

  it("is left where it is when it was begun within the day", async () => {
    const ana = first((await world.team(["ana"])).members);
    await ana.actor.says("assess");
    await world.runUntil(MONDAY_MORNING + HOUR_MS);
    expect(await world.arrived("check-in")).toHaveLength(1);
  });

  it("stays open for the member's new round where another member's clock still holds the one before", async () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 * * 1-5" }, windowHours: 24 });
    world.actor("lee", { zone: "America/New_York" });
    const { members } = await world.team(["ana", "lee"], { schedule });
    const ana = first(members);
    await world.runUntil(MONDAY_MORNING);
    await world.answerAll(ana);
    await ana.actor.says("assess");
    const own = await world.openOf(ana);
    await world.runUntil(MONDAY_MORNING + DAY_MS + 12 * HOUR_MS);
    expect((await world.rounds()).map(({ status }) => status)).toEqual(["sealed", "open"]);
    expect((await find(own?.id ?? ""))?.status).toBe("open");
  });

  it("edits the digest when an answer is changed after the close", async () => {
    const ana = first((await world.team(["ana"])).members);
    await ana.actor.says("assess");
    const own = await world.openOf(ana);
    await world.runUntil(MONDAY_MORNING);
    await world.answerAll(ana);
    await world.tick();
    expect(await world.arrived("digest")).toHaveLength(1);
    const done = await find(own?.id ?? "");
    if (!done) throw new Error("a walk");
    const questionId = done.items.flatMap((item) => (item.kind === "question" ? [item.questionId] : []))[0] ?? "";
    const move = { act: "walk", checkInId: done.id } as const;
    await ana.actor.presses({ ...move, revision: done.revision, event: { do: "change", questionId } });
    const event = { do: "answer", questionId, reply: { kind: "rating", rating: 0 } } as const;
    await ana.actor.presses({ ...move, revision: done.revision + 1, event });
    await world.tick();
    expect(edits()).toHaveLength(1);
  });
});

describe("a round that is open while the team chooses a quicker rhythm", () => {
  it("ends for each member where the new rhythm asks them again, and with the last of them", async () => {
    const { team, members } = await world.team(["ana", "ben"], { schedule: aSchedule({ windowHours: 160 }) });
    await world.runUntil(MONDAY_MORNING + HOUR_MS);
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 * * 1-5" }, windowHours: 12 });
    await world.stores(async (stores) => {
      const changed = { ...team, schedule, revision: team.revision + 1 };
      await stores.teams.save(changed);
      await setNextRound({ stores, world: world.world, now: world.clock.now() }, changed);
    });
    await world.runUntil(MONDAY_MORNING + DAY_MS + HOUR_MS);
    const [before, after] = await world.rounds();
    expect([before?.status, after?.status]).toEqual(["sealed", "open"]);
    expect((await world.turns(before?.id ?? "")).map(({ state }) => state)).toEqual(["expired", "expired"]);
    expect((await world.openOf(first(members)))?.roundId).toBe(after?.id);
    expect(await world.arrived("digest")).toHaveLength(1);
  });
});

describe("a member who was excused and answers all the same", () => {
  it("edits the digest with what they finish after the close", async () => {
    const { members } = await world.team(["ana", "ben"], { privacy: "open" });
    const [ana, ben] = members;
    if (!ana || !ben) throw new Error("two members");
    const person = await ben.actor.person();
    await world.stores((stores) => stores.people.save({ ...person, awayUntil: MONDAY_MORNING + HOUR_MS }));
    await world.runUntil(MONDAY_MORNING + 2 * HOUR_MS);
    await ben.actor.says("checkin");
    await world.answerAll(ana);
    await world.tick();
    expect(await world.arrived("digest")).toHaveLength(1);
    await world.answerAll(ben, 1);
    await world.tick();
    expect(edits()).toHaveLength(1);
    const [round] = await world.rounds();
    const stored = await world.stores((stores) => stores.standings.findOfRound(round?.id ?? ""));
    expect(stored?.standing.whole.respondents).toBe(2);
  });
});

describe("a member who leaves after a reminder", () => {
  it("keeps no reminder of what is not theirs any more", async () => {
    const { members } = await world.team(["ana", "ben"], { schedule: aSchedule({ windowHours: 8 }) });
    const ben = members[1];
    await world.runUntil(MONDAY_MORNING + 7 * HOUR_MS);
    expect((await world.arrived("reminder")).map(({ to }) => to)).toEqual(["ana", "ben"]);
    await ben?.actor.presses(buttonOf((await ben.actor.says("leave")).notice, "Leave"));
    await world.tick();
    expect(world.sender.received.filter(({ operation }) => operation === "remove")).toHaveLength(1);
  });
});
