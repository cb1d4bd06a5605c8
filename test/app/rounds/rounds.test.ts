import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../../../src/core/team.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aSchedule } from "../../helpers/team.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "./round-world.ts";

/** Monday 2 November 2026, 08:00 UTC: an hour before the first round. */
const BEFORE = MONDAY_MORNING - HOUR_MS;

let world: RoundWorld;
beforeEach(async () => {
  world = await aRoundWorld({ start: BEFORE });
});
afterEach(() => world.close());

function changePerson(id: string, change: Partial<Person>): Promise<void> {
  return world.stores(async (stores) => {
    const person = await stores.people.find(id);
    if (person) await stores.people.save({ ...person, ...change });
  });
}

describe("a round", () => {
  it("opens at the team's hour and asks every member once", async () => {
    await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING - 1);
    expect(await world.arrived()).toEqual([]);
    await world.runUntil(MONDAY_MORNING);
    const asked = await world.arrived("check-in");
    expect(asked.map(({ to, at }) => [to, at])).toEqual([
      ["ana", MONDAY_MORNING],
      ["ben", MONDAY_MORNING],
    ]);
    const [round] = await world.rounds();
    expect(round).toMatchObject({ number: 1, slot: "2026-11-02T09:00", status: "open" });
  });

  it("asks each member at the team's hour in their own zone, also where a clock is ahead of the team's", async () => {
    world.clock.set(BEFORE - DAY_MS);
    world.actor("ana", { zone: "UTC" });
    world.actor("wang", { zone: "Asia/Shanghai" });
    world.actor("lee", { zone: "America/New_York" });
    await world.team(["ana", "wang", "lee"]);
    await world.runUntil(MONDAY_MORNING + 12 * HOUR_MS);
    const asked = await world.arrived("check-in");
    expect(asked.map(({ to, at }) => [to, (at - MONDAY_MORNING) / HOUR_MS])).toEqual([
      ["王示例", -8],
      ["ana", 0],
      ["lee", 5],
    ]);
  });

  it("asks all at once where the team chose one zone", async () => {
    world.actor("wang", { zone: "Asia/Shanghai" });
    await world.team(["ana", "wang"], { schedule: aSchedule({ oneZone: true }) });
    await world.runUntil(MONDAY_MORNING);
    expect((await world.arrived("check-in")).map(({ at }) => at)).toEqual([MONDAY_MORNING, MONDAY_MORNING]);
  });

  it("closes as soon as the last member has answered, and posts one digest to the channel", async () => {
    const { members } = await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING);
    world.clock.advance({ hours: 1 });
    for (const member of members) await world.answerAll(member);
    expect((await world.tick()).counts).toEqual({ closed: 1, digests: 1 });
    const [round] = await world.rounds();
    expect(round).toMatchObject({ status: "closed", closedAt: world.clock.now() });
    expect((await world.arrived("digest")).map(({ to, at }) => [to, at])).toEqual([["channel-1", world.clock.now()]]);
    expect(await world.stores((stores) => stores.standings.findOfRound(round?.id ?? ""))).toBeDefined();
  });

  it("reminds who has not answered once, within working hours, and nobody else", async () => {
    const { members } = await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING);
    if (members[0]) await world.answerAll(members[0]);
    await world.runUntil(MONDAY_MORNING + 7 * DAY_MS - 1);
    const reminders = await world.arrived("reminder");
    // 80 % of 48 hours is Tuesday 23:24, and on Wednesday at 09:00 the window ends: so it comes while Tuesday is still worked.
    expect(reminders.map(({ to, at }) => [to, new Date(at).toISOString()])).toEqual([["ben", "2026-11-03T17:24:00.000Z"]]);
  });

  it("reminds at 80 % of the window, and takes the reminder away when the member has answered", async () => {
    const { members } = await world.team(["ana"], { schedule: aSchedule({ windowHours: 8 }) });
    const [ana] = members;
    await world.runUntil(MONDAY_MORNING + 7 * HOUR_MS);
    const reminders = await world.arrived("reminder");
    expect(reminders.map(({ at }) => (at - MONDAY_MORNING) / HOUR_MS)).toEqual([6.4]);
    if (ana) await world.answerAll(ana);
    await world.tick();
    expect(world.sender.received.filter(({ operation }) => operation === "remove")).toHaveLength(1);
    await world.runUntil(MONDAY_MORNING + 2 * DAY_MS);
    expect(await world.arrived("reminder")).toHaveLength(1);
  });

  it("reminds twice who wants that, the second in place of the first, and never who wants none", async () => {
    const { members } = await world.team(["ana", "ben"], { schedule: aSchedule({ windowHours: 8 }) });
    await changePerson(members[0]?.person.id ?? "", { reminders: "standard" });
    await changePerson(members[1]?.person.id ?? "", { reminders: "off" });
    await world.runUntil(MONDAY_MORNING + DAY_MS);
    const reminders = await world.arrived("reminder");
    expect(reminders.map(({ to, at }) => [to, (at - MONDAY_MORNING) / HOUR_MS])).toEqual([
      ["ana", 4],
      ["ana", 6.4],
    ]);
    expect(world.sender.received.filter(({ operation }) => operation === "remove")).toHaveLength(2);
  });

  it("closes when the last window has ended, and counts who did not answer as run out", async () => {
    await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING + 48 * HOUR_MS);
    const [round] = await world.rounds();
    expect(round?.status).toBe("closed");
    expect((await world.turns(round?.id ?? "")).map(({ state }) => state)).toEqual(["expired", "expired"]);
  });

  it("waits with the digest for the team's own hours", async () => {
    await world.team(["ana"], { schedule: aSchedule({ windowHours: 12 }) });
    await world.runUntil(MONDAY_MORNING + 3 * DAY_MS);
    const [digest] = await world.arrived("digest");
    expect(new Date(digest?.at ?? 0).toISOString()).toBe("2026-11-03T09:00:00.000Z");
  });

  it("lets a late answer edit the digest until the next round opens, then refuses it", async () => {
    const { members } = await world.team(["ana", "ben"]);
    const [ana, ben] = members;
    if (!ana || !ben) throw new Error("two members");
    await world.runUntil(MONDAY_MORNING);
    await world.answerAll(ana);
    await world.runUntil(MONDAY_MORNING + 3 * DAY_MS);
    await world.answerAll(ben);
    await world.tick();
    const edits = world.sender.received.filter(({ operation, target }) => operation === "edit" && target.to === "channel");
    expect(edits).toHaveLength(1);
    const [round] = await world.rounds();
    expect((await world.turns(round?.id ?? "")).map(({ state }) => state)).toEqual(["finished", "finished"]);

    const late = await world.stores((stores) => stores.checkIns.listOfRound(round?.id ?? ""));
    await world.runUntil(MONDAY_MORNING + 7 * DAY_MS);
    const first = late.find(({ personId }) => personId === ana.person.id);
    if (!first) throw new Error("a check-in");
    const outcome = await ana.actor.presses({
      act: "walk",
      checkInId: first.id,
      revision: first.revision,
      event: { do: "change", questionId: "cluster-metrics" },
    });
    expect(outcome.notice?.summary).toContain("sealed");
    expect((await world.rounds()).map(({ status }) => status)).toEqual(["sealed", "open"]);
  });

  it("shows cards that were left open as sealed once the next one opens, with nothing on them to answer", async () => {
    const { members } = await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING);
    const [round] = await world.rounds();
    const open = await world.stores((stores) => stores.checkIns.listOfRound(round?.id ?? ""));
    // Ana never chose how to begin; Ben is at a question.
    const [ben, theirs] = [members[1], open.find(({ personId }) => personId === members[1]?.person.id)];
    if (!ben || !theirs) throw new Error("a check-in of Ben's");
    const event = { do: "choose-baseline", choice: "spread" } as const;
    await ben.actor.presses({ act: "walk", checkInId: theirs.id, revision: theirs.revision, event });
    await world.runUntil(MONDAY_MORNING + 7 * DAY_MS);
    const edits = world.sender.received.filter(
      ({ operation, target, at }) => operation === "edit" && target.to === "person" && at === MONDAY_MORNING + 7 * DAY_MS,
    );
    const shown = edits.map(({ message }) => JSON.stringify(message.elements));
    const words = ["This check-in is over", "This round is sealed", '"walk"', "Done, thanks"];
    const expected = [true, true, false, false];
    expect(shown.map((text) => words.map((word) => text.includes(word)))).toEqual([expected, expected]);
  });

  it("does not open where the app was taken out of the workspace", async () => {
    await world.team(["ana"]);
    await world.stores((stores) => stores.workspaces.save({ ...world.workspace, uninstalledAt: BEFORE }));
    await world.runUntil(MONDAY_MORNING + DAY_MS);
    expect(await world.rounds()).toEqual([]);
    expect(await world.stores((stores) => stores.teams.nextRoundAt("team-1"))).toBeUndefined();
  });

  it("is sealed a week after its close where no next one opens", async () => {
    await world.team(["ana"], {
      schedule: aSchedule({ cadence: { every: "quarter", nth: 1, weekday: 1 }, anchor: "2026-11-02" }),
    });
    await world.runUntil(MONDAY_MORNING + 48 * HOUR_MS);
    expect((await world.rounds())[0]?.status).toBe("closed");
    await world.runUntil(MONDAY_MORNING + 48 * HOUR_MS + 7 * DAY_MS - 1);
    expect((await world.rounds())[0]?.status).toBe("closed");
    await world.runUntil(MONDAY_MORNING + 48 * HOUR_MS + 7 * DAY_MS);
    expect((await world.rounds())[0]?.status).toBe("sealed");
  });

  it("posts the digest of a daily round although the next one opens at the same moment", async () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 * * 1-5" }, windowHours: 24 });
    await world.team(["ana"], { schedule });
    await world.runUntil(MONDAY_MORNING + DAY_MS + HOUR_MS);
    expect((await world.arrived("digest")).map(({ at }) => at)).toEqual([MONDAY_MORNING + DAY_MS]);
  });
});

describe("who is not asked", () => {
  it("is away, and is asked again afterwards", async () => {
    const { members } = await world.team(["ana", "ben"]);
    await changePerson(members[1]?.person.id ?? "", { awayUntil: MONDAY_MORNING + 3 * DAY_MS });
    await world.runUntil(MONDAY_MORNING + 7 * DAY_MS);
    const asked = (await world.arrived("check-in")).filter(({ to }) => to === "ben");
    expect(asked.map(({ at }) => at)).toEqual([MONDAY_MORNING + 7 * DAY_MS]);
    const [round] = await world.rounds();
    expect((await world.turns(round?.id ?? "")).map(({ state, excuse }) => [state, excuse])).toContainEqual(["excused", "away"]);
  });

  it("planned to be away, and is asked before and afterwards", async () => {
    const { members } = await world.team(["ana", "ben"]);
    const planned = [{ from: MONDAY_MORNING + 6 * DAY_MS, until: MONDAY_MORNING + 13 * DAY_MS }];
    await changePerson(members[1]?.person.id ?? "", { plannedAbsences: planned });
    await world.runUntil(MONDAY_MORNING + 14 * DAY_MS);
    const asked = (await world.arrived("check-in")).filter(({ to }) => to === "ben");
    expect(asked.map(({ at }) => at)).toEqual([MONDAY_MORNING, MONDAY_MORNING + 14 * DAY_MS]);
  });

  it("had two unsolicited messages this week already, from any team", async () => {
    const teams = ["team-1", "team-2", "team-3"];
    for (const [index, id] of teams.entries()) {
      const time = `${10 + index}:00`;
      await world.team(["ana"], { id, name: id, channelId: id, schedule: aSchedule({ time, windowHours: 4 }) });
    }
    await world.runUntil(MONDAY_MORNING + 6 * DAY_MS);
    const toAna = (await world.arrived()).filter(({ to }) => to === "ana");
    expect(toAna.map(({ purpose }) => purpose)).toEqual(["check-in", "check-in"]);
    const [third] = await world.rounds("team-3");
    expect((await world.turns(third?.id ?? "")).map(({ excuse }) => excuse)).toEqual(["message-limit"]);
  });

  it("of several teams is the one that waited longest next, so that none is left out for ever", async () => {
    const teams = ["team-1", "team-2", "team-3"];
    for (const id of teams) await world.team(["ana"], { id, name: id, channelId: id, schedule: aSchedule({ windowHours: 4 }) });
    await world.runUntil(MONDAY_MORNING + 6 * 7 * DAY_MS - DAY_MS);
    const toAna = (await world.arrived("check-in")).filter(({ to }) => to === "ana");
    const times = teams.map((id) => toAna.filter(({ summary }) => summary.startsWith(id)).length);
    expect(times).toEqual([4, 4, 4]);
  });

  it("is told in the next card that a round left them out", async () => {
    for (const id of ["team-1", "team-2", "team-3"]) {
      await world.team(["ana"], { id, name: id, channelId: id, schedule: aSchedule({ windowHours: 4 }) });
    }
    await world.runUntil(MONDAY_MORNING + 4 * 7 * DAY_MS - DAY_MS);
    const texts = world.sender.received.map(({ message }) => toPlainText(message));
    const told = texts.filter((text) => text.includes("I left you out of the team's last round"));
    expect(told.length).toBeGreaterThan(0);
    expect(texts[0]).not.toContain("I left you out");
  });

  it("gets no reminder that would take the place of another team's check-in", async () => {
    await world.team(["ana"], { schedule: aSchedule({ windowHours: 8 }) });
    const wednesday = aSchedule({ cadence: { every: "week", weekday: 3 } });
    await world.team(["ana"], { id: "team-2", name: "Second", channelId: "c-2", schedule: wednesday });
    await world.runUntil(MONDAY_MORNING + 6 * DAY_MS);
    const toAna = (await world.arrived()).filter(({ to }) => to === "ana");
    expect(toAna.map(({ purpose }) => purpose)).toEqual(["check-in", "check-in"]);
  });

  it("gets the first of two reminders in each round where they asked for two, and no second", async () => {
    const { members } = await world.team(["ana"], { schedule: aSchedule({ windowHours: 8 }) });
    await changePerson(members[0]?.person.id ?? "", { reminders: "standard" });
    const wednesday = aSchedule({ cadence: { every: "week", weekday: 3 } });
    await world.team(["ana"], { id: "team-2", name: "Second", channelId: "c-2", schedule: wednesday });
    await world.runUntil(MONDAY_MORNING + 6 * DAY_MS);
    const toAna = (await world.arrived()).filter(({ to }) => to === "ana");
    expect(toAna.map(({ purpose }) => purpose)).toEqual(["check-in", "reminder", "check-in", "reminder"]);
  });

  it.each(["deactivated", "left-workspace"] as const)("has an account that is gone: %s", async (unreachable) => {
    const { members } = await world.team(["ana", "ben"]);
    await changePerson(members[1]?.person.id ?? "", { unreachable });
    await world.runUntil(MONDAY_MORNING);
    expect((await world.arrived("check-in")).map(({ to }) => to)).toEqual(["ana"]);
    const [round] = await world.rounds();
    expect((await world.turns(round?.id ?? "")).map(({ excuse }) => excuse)).toEqual([undefined, "unreachable"]);
  });

  it("left before their hour", async () => {
    const { members } = await world.team(["ana", "lee"]);
    await changePerson(members[1]?.person.id ?? "", { zone: "America/New_York" });
    await world.runUntil(MONDAY_MORNING + HOUR_MS);
    const lee = members[1]?.membership;
    if (lee)
      await world.stores((stores) =>
        stores.memberships.save({ ...lee, intervals: [{ since: BEFORE, until: world.clock.now() }] }),
      );
    await world.runUntil(MONDAY_MORNING + DAY_MS);
    expect((await world.arrived("check-in")).map(({ to }) => to)).toEqual(["ana"]);
  });

  it("cannot be reached: the leads are told once with the mend, the round goes on, and the next one tries again", async () => {
    const { members } = await world.team(["ana", "ben"]);
    const ben = members[1]?.person.id ?? "";
    world.sender.behaviour = ({ target }) =>
      target.to === "person" && target.personId === ben
        ? { answer: { kind: "unreachable", reason: "not-installed" } }
        : undefined;
    await world.runUntil(MONDAY_MORNING + 8 * DAY_MS);
    const notices = await world.arrived("notice");
    expect(notices.map(({ to }) => to)).toEqual(["ana"]);
    expect(notices[0]?.summary).toContain("Ben Example");
    const [first, second] = await world.rounds();
    for (const round of [first, second]) {
      const turns = await world.turns(round?.id ?? "");
      expect(turns.find(({ personId }) => personId === ben)).toMatchObject({ state: "excused", excuse: "unreachable" });
    }
    world.sender.behaviour = () => undefined;
    await world.runUntil(MONDAY_MORNING + 14 * DAY_MS);
    expect((await world.arrived("check-in")).filter(({ to }) => to === "ben")).toHaveLength(1);
    expect((await world.stores((stores) => stores.people.find(ben)))?.unreachable).toBeUndefined();
  });

  it("cannot be reached in the middle of the lead's night: the lead hears of it in working hours", async () => {
    const { members } = await world.team(["ana", "ben"]);
    const [ana, ben] = members.map(({ person }) => person.id);
    await changePerson(ana ?? "", { zone: "America/New_York" });
    world.sender.behaviour = ({ target }) =>
      target.to === "person" && target.personId === ben
        ? { answer: { kind: "unreachable", reason: "not-installed" } }
        : undefined;
    await world.runUntil(MONDAY_MORNING + DAY_MS);
    const notices = await world.arrived("notice");
    expect(notices.map(({ to, at }) => [to, new Date(at).toISOString()])).toEqual([["ana", "2026-11-02T14:00:00.000Z"]]);
  });
});

describe("a platform that is down", () => {
  const down = { answer: { kind: "failed", reason: "503", retry: true } } as const;

  it("delays a check-in, which comes once and within working hours", async () => {
    await world.team(["ana"]);
    world.sender.behaviour = () => (world.clock.now() < MONDAY_MORNING + 12 * HOUR_MS ? down : undefined);
    await world.runUntil(MONDAY_MORNING + 3 * DAY_MS);
    const asked = await world.arrived("check-in");
    expect(asked.map(({ at }) => new Date(at).toISOString())).toEqual(["2026-11-03T09:00:00.000Z"]);
  });

  it("past the window's end, leaves it unsent", async () => {
    await world.team(["ana"], { schedule: aSchedule({ windowHours: 4 }) });
    world.sender.behaviour = () => (world.clock.now() < MONDAY_MORNING + 4 * HOUR_MS ? down : undefined);
    await world.runUntil(MONDAY_MORNING + 3 * DAY_MS);
    expect(await world.arrived("check-in")).toEqual([]);
    expect((await world.queued("dropped")).map(({ failure }) => failure)).toContain("expired");
  });
});

describe("a digest that the channel refuses", () => {
  it("is told to the leads, with the platform's reason", async () => {
    world.sender.behaviour = ({ target }) =>
      target.to === "channel" ? { answer: { kind: "failed", reason: "not_in_channel", retry: false } } : undefined;
    const { members } = await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING);
    for (const member of members) await world.answerAll(member);
    await world.tick();
    const [notice] = await world.arrived("notice");
    expect(notice?.to).toBe("ana");
    expect(notice?.summary).toContain("not_in_channel");
  });
});

describe("a coming year without announced holidays", () => {
  it("is told to the leads once, in time", async () => {
    const china = Object.assign(() => false, { knownUntil: 2026 });
    const other = await aRoundWorld({ holidays: (country) => (country === "CN" ? china : undefined) });
    await other.team(["ana", "ben"], { schedule: aSchedule({ holidayCountry: "CN" }) });
    await other.runUntil(MONDAY_MORNING + 6 * 7 * DAY_MS);
    const notices = (await other.arrived("notice")).filter(({ summary }) => summary.includes("public holidays for 2027"));
    expect(notices.map(({ to }) => to)).toEqual(["ana"]);
    expect(notices[0]?.summary).toContain("I don't know China's public holidays for 2027 yet");
    await other.close();
  });

  it("is told to the leads of a paused team when they resume it", async () => {
    const china = Object.assign(() => false, { knownUntil: 2026 });
    const other = await aRoundWorld({ holidays: (country) => (country === "CN" ? china : undefined) });
    const overrides = { schedule: aSchedule({ holidayCountry: "CN" }), pausedUntil: Number.POSITIVE_INFINITY };
    const { members } = await other.team(["ana", "ben"], { ...overrides });
    await other.runUntil(MONDAY_MORNING + 6 * 7 * DAY_MS);
    const told = async () =>
      (await other.arrived("notice")).filter(({ summary }) => summary.includes("public holidays for 2027"));
    expect(await told()).toEqual([]);
    await members[0]?.actor.says("resume");
    await other.runUntil(MONDAY_MORNING + 6 * 7 * DAY_MS + HOUR_MS);
    expect((await told()).map(({ to }) => to)).toEqual(["ana"]);
    await other.close();
  });
});
