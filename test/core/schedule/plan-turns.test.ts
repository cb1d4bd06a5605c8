import { describe, expect, it } from "vitest";
import { decideTurn, isTurnSettled, settleTurn, type TurnFacts, type TurnQuery } from "../../../src/core/schedule/plan-turns.ts";
import type { ReminderLevel } from "../../../src/core/team.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { aTurn } from "../../helpers/round.ts";
import { aSchedule, NOW } from "../../helpers/team.ts";

const at = (iso: string) => Date.parse(iso);

function facts(overrides: Partial<TurnFacts> = {}): TurnFacts {
  return { active: true, zone: "UTC", unreachable: false, reminders: "light", mayAsk: true, mayRemind: true, ...overrides };
}

function aQuery(overrides: Partial<TurnQuery> = {}): TurnQuery {
  return { turn: aTurn(), slot: "2026-11-23T09:00", facts: facts(), schedule: aSchedule(), now: NOW, ...overrides };
}

type Act = { readonly did: string; readonly at: string };

/** Lets the scheduler look exactly when it is told to, until nothing more is due. */
function live(query: TurnQuery): readonly Act[] {
  const acts: Act[] = [];
  let { turn } = query;
  while (turn.nextActionAt !== undefined) {
    const now = Math.max(query.now, turn.nextActionAt);
    const outcome = decideTurn({ ...query, turn, now });
    const isNew = outcome.decision.do !== "wait";
    if (isNew) acts.push({ did: outcome.decision.do, at: new Date(now).toISOString().slice(5, 16) });
    else if (outcome.turn.nextActionAt === turn.nextActionAt) throw new Error(`stands still at ${now}`);
    turn = outcome.turn;
  }
  return acts;
}

describe("a turn", () => {
  it("is asked at its hour, and not before", () => {
    expect(decideTurn(aQuery({ now: NOW - 1 }))).toEqual({ decision: { do: "wait" }, turn: aTurn() });
    expect(decideTurn(aQuery())).toMatchObject({ decision: { do: "ask" }, turn: { state: "asked", askedAt: NOW } });
  });

  it("waits for the instant that the jitter gave it", () => {
    const turn = aTurn({ nextActionAt: NOW + 300_000 });

    expect(decideTurn(aQuery({ turn, now: NOW + 299_999 }))).toEqual({ decision: { do: "wait" }, turn });
    expect(decideTurn(aQuery({ turn, now: NOW + 300_000 })).decision).toEqual({ do: "ask" });
  });

  it("is asked once, whatever the clock does afterwards", () => {
    const { turn } = decideTurn(aQuery());

    for (const jump of [0, 30_000, -30_000, -DAY_MS]) {
      expect(decideTurn(aQuery({ turn, now: NOW + jump }))).toEqual({ decision: { do: "wait" }, turn });
    }
  });

  it.each(["finished", "nothing-to-ask", "expired", "missed", "excused"] as const)("that is %s is left alone", (state) => {
    const turn = settleTurn(aTurn(), state, { now: NOW });

    expect(turn).not.toHaveProperty("nextActionAt");
    expect(isTurnSettled(turn)).toBe(true);
    expect(decideTurn(aQuery({ turn, now: NOW + 100 * DAY_MS }))).toEqual({ decision: { do: "wait" }, turn });
  });

  it("keeps when it was found that there is nothing to ask, which counts as finished", () => {
    expect(settleTurn(aTurn(), "nothing-to-ask", { now: NOW })).toMatchObject({ state: "nothing-to-ask", finishedAt: NOW });
    for (const state of ["expired", "missed", "excused"] as const) {
      expect(settleTurn(aTurn(), state, { now: NOW })).not.toHaveProperty("finishedAt");
    }
  });

  it("keeps when it was finished, also after it ran out", () => {
    const expired = settleTurn(aTurn({ state: "asked" }), "expired", { now: NOW });

    expect(settleTurn(expired, "finished", { now: NOW + 1 })).toMatchObject({ state: "finished", finishedAt: NOW + 1 });
    expect(expired).not.toHaveProperty("finishedAt");
  });
});

describe("asking", () => {
  it.each<[string, Partial<TurnFacts>, string]>([
    ["who left", { active: false, unreachable: true }, "left"],
    ["who cannot be reached", { unreachable: true, awayUntil: NOW + 1 }, "unreachable"],
    ["who is away", { awayUntil: NOW + 1 }, "away"],
    ["who heard enough this week", { mayAsk: false }, "message-limit"],
  ])("excuses a member %s", (_who, overrides, excuse) => {
    expect(decideTurn(aQuery({ facts: facts(overrides) }))).toMatchObject({
      decision: { do: "excuse", excuse },
      turn: { state: "excused", excuse },
    });
  });

  it("excuses everybody while the team pauses, to the moment it ends", () => {
    expect(decideTurn(aQuery({ pausedUntil: NOW + 1 })).decision).toEqual({ do: "excuse", excuse: "paused" });
    expect(decideTurn(aQuery({ pausedUntil: NOW })).decision).toEqual({ do: "ask" });
  });

  it("asks a member who came back in this very moment", () => {
    expect(decideTurn(aQuery({ facts: facts({ awayUntil: NOW }) })).decision).toEqual({ do: "ask" });
  });

  it("is missed when the window ended before", () => {
    expect(decideTurn(aQuery({ now: NOW + 48 * HOUR_MS })).decision).toEqual({ do: "miss" });
    expect(decideTurn(aQuery({ now: NOW + 48 * HOUR_MS })).turn.state).toBe("missed");
  });

  it("at the team's early hour is on time, though outside working hours", () => {
    const early = at("2026-11-23T06:30:00Z");
    const query = aQuery({ slot: "2026-11-23T06:30", turn: aTurn({ dueAt: early, nextActionAt: early }) });

    expect(decideTurn({ ...query, now: early }).decision).toEqual({ do: "ask" });
    expect(decideTurn({ ...query, now: early + HOUR_MS }).decision).toEqual({ do: "ask" });
  });

  it("late at night waits for the reader's working hours", () => {
    const night = at("2026-11-23T23:10:00Z");
    const outcome = decideTurn(aQuery({ now: night }));

    expect(outcome.decision).toEqual({ do: "wait" });
    expect(outcome.turn).toEqual(aTurn({ nextActionAt: at("2026-11-24T09:00:00Z") }));
    expect(live(aQuery({ now: night, facts: facts({ reminders: "off" }) }))).toEqual([
      { did: "ask", at: "11-24T09:00" },
      { did: "expire", at: "11-25T09:00" },
    ]);
  });

  it("late within working hours comes at once", () => {
    expect(decideTurn(aQuery({ now: NOW + 6 * HOUR_MS })).decision).toEqual({ do: "ask" });
  });

  it("comes in working hours to who moved to another zone since the round opened", () => {
    const outcome = decideTurn(aQuery({ facts: facts({ zone: "Asia/Tokyo" }) }));

    expect(outcome.turn.nextActionAt).toBe(at("2026-11-24T00:00:00Z"));
  });

  it("is excused where days off fill what is left of the window", () => {
    const isHoliday = (date: string) => date >= "2026-11-23" && date <= "2026-11-25";

    expect(decideTurn(aQuery({ isHoliday })).decision).toEqual({ do: "excuse", excuse: "holiday" });
  });

  it("is excused where the next hour worked is the very end of the window", () => {
    const turn = aTurn({ windowEndsAt: at("2026-11-24T00:00:00Z") });
    const isHoliday = (date: string) => date === "2026-11-23";

    expect(decideTurn(aQuery({ turn, isHoliday })).decision).toEqual({ do: "excuse", excuse: "holiday" });
  });

  it("keeps the team's quiet hours also where the hour was moved into them by a clock change", () => {
    const schedule = aSchedule({
      time: "02:30",
      zone: "America/New_York",
      workingDays: [7],
      quietHours: { from: "03:00", to: "06:00" },
    });
    const moved = at("2026-03-08T07:00:00Z");
    const turn = aTurn({ dueAt: moved, nextActionAt: moved, windowEndsAt: moved + 12 * HOUR_MS });
    const query = { schedule, slot: "2026-03-08T02:30", turn, now: moved, facts: facts({ zone: "America/New_York" }) };

    expect(decideTurn(aQuery(query)).turn.nextActionAt).toBe(at("2026-03-08T10:00:00Z"));
  });
});

describe("reminders", () => {
  const threeDays = aTurn({ windowEndsAt: NOW + 72 * HOUR_MS });

  it.each<[ReminderLevel, readonly Act[]]>([
    ["off", []],
    // 80 % of 72 hours is Wednesday 18:36; Thursday 09:00 the window has ended, so it comes an hour earlier.
    ["light", [{ did: "remind", at: "11-25T17:36" }]],
    [
      "standard",
      [
        { did: "remind", at: "11-25T09:00" },
        { did: "remind", at: "11-25T17:36" },
      ],
    ],
  ])("at level %s keep to working hours and the window", (reminders, expected) => {
    const acts = live(aQuery({ turn: threeDays, facts: facts({ reminders }) }));

    expect(acts).toEqual([{ did: "ask", at: "11-23T09:00" }, ...expected, { did: "expire", at: "11-26T09:00" }]);
  });

  it.each<[ReminderLevel, readonly Act[]]>([
    ["off", []],
    ["light", [{ did: "remind", at: "11-24T15:00" }]],
    [
      "standard",
      [
        { did: "remind", at: "11-24T09:00" },
        { did: "remind", at: "11-24T15:00" },
      ],
    ],
  ])("at level %s come at half and at 80 % of the window", (reminders, expected) => {
    // 37.5 hours: half is Tuesday 03:45, moved to 09:00; 80 % is Tuesday 15:00.
    const shown = live(aQuery({ turn: aTurn({ windowEndsAt: NOW + 37.5 * HOUR_MS }), facts: facts({ reminders }) }));

    expect(shown.filter(({ did }) => did === "remind")).toEqual(expected);
  });

  it("count from when the member was really asked", () => {
    const { turn } = decideTurn(aQuery({ now: NOW + 6 * HOUR_MS }));

    // Forty-two hours are left: 80 % is Wednesday 00:36, too late for the hours of Wednesday.
    expect(turn.nextActionAt).toBe(at("2026-11-24T17:36:00Z"));
  });

  it("come once with the window of two days that new teams have", () => {
    expect(live(aQuery())).toEqual([
      { did: "ask", at: "11-23T09:00" },
      { did: "remind", at: "11-24T17:24" },
      { did: "expire", at: "11-25T09:00" },
    ]);
  });

  it("are left out where the rest of the window holds no allowed hour", () => {
    const evening = at("2026-11-23T17:00:00Z");
    const turn = aTurn({ dueAt: evening, nextActionAt: evening, windowEndsAt: evening + 4 * HOUR_MS });

    expect(live(aQuery({ turn, slot: "2026-11-23T17:00", now: evening }))).toEqual([
      { did: "ask", at: "11-23T17:00" },
      { did: "expire", at: "11-23T21:00" },
    ]);
  });

  const asked = aTurn({ state: "asked", askedAt: NOW, nextActionAt: NOW + 4 * HOUR_MS, windowEndsAt: NOW + 8 * HOUR_MS });
  const standard = facts({ reminders: "standard" });

  it("that were slept through together are one", () => {
    const outcome = decideTurn(aQuery({ turn: asked, facts: standard, now: NOW + 7 * HOUR_MS }));

    expect(outcome).toMatchObject({ decision: { do: "remind" }, turn: { remindersSent: 2, nextActionAt: NOW + 8 * HOUR_MS } });
  });

  it("do not come at a look before their time, as after a check-in that was begun ahead of the hour", () => {
    const turn = aTurn({ state: "asked", askedAt: NOW - HOUR_MS, nextActionAt: NOW, windowEndsAt: NOW + 8 * HOUR_MS });
    const outcome = decideTurn(aQuery({ turn, facts: standard }));

    expect(outcome).toEqual({ decision: { do: "wait" }, turn: { ...turn, nextActionAt: NOW + 3.5 * HOUR_MS } });
  });

  it("that were slept through until after hours wait for the next morning, where the window lasts that long", () => {
    const asleepUntil = at("2026-11-24T19:00:00Z");
    const until = (windowEndsAt: number) =>
      live(aQuery({ turn: aTurn({ state: "asked", askedAt: NOW, windowEndsAt, nextActionAt: asleepUntil }), now: asleepUntil }));

    expect(until(NOW + 49 * HOUR_MS)).toEqual([
      { did: "remind", at: "11-25T09:00" },
      { did: "expire", at: "11-25T10:00" },
    ]);
    expect(until(NOW + 48 * HOUR_MS)).toEqual([{ did: "expire", at: "11-25T09:00" }]);
  });

  it("come once each, whatever the clock does afterwards", () => {
    const { turn } = decideTurn(aQuery({ turn: asked, facts: standard, now: NOW + 4 * HOUR_MS }));

    expect(turn.remindersSent).toBe(1);
    for (const jump of [4, 4.01, 3, 0]) {
      expect(decideTurn(aQuery({ turn, facts: standard, now: NOW + jump * HOUR_MS })).decision.do).toBe("wait");
    }
    expect(decideTurn(aQuery({ turn, facts: standard, now: NOW + 6.4 * HOUR_MS })).decision.do).toBe("remind");
  });

  it.each<[string, Partial<TurnQuery>]>([
    ["of a member who is away", { facts: facts({ reminders: "standard", awayUntil: NOW + 5 * HOUR_MS }) }],
    ["beyond the two messages a week", { facts: facts({ reminders: "standard", mayRemind: false }) }],
    ["of a team that pauses", { facts: standard, pausedUntil: NOW + 5 * HOUR_MS }],
  ])("%s are left out, not made up for", (_of, overrides) => {
    const outcome = decideTurn(aQuery({ turn: asked, now: NOW + 4 * HOUR_MS, ...overrides }));

    expect(outcome).toMatchObject({ decision: { do: "wait" }, turn: { remindersSent: 1, nextActionAt: NOW + 6.4 * HOUR_MS } });
  });

  it("stop at once when the member switched them off", () => {
    const outcome = decideTurn(aQuery({ turn: asked, facts: facts({ reminders: "off" }), now: NOW + 4 * HOUR_MS }));

    expect(outcome).toMatchObject({ decision: { do: "wait" }, turn: { nextActionAt: NOW + 8 * HOUR_MS } });
  });

  it("give way when the member left or cannot be reached", () => {
    const decide = (overrides: Partial<TurnFacts>) =>
      decideTurn(aQuery({ turn: asked, facts: facts(overrides), now: NOW + 4 * HOUR_MS })).decision;

    expect(decide({ active: false })).toEqual({ do: "excuse", excuse: "left" });
    expect(decide({ unreachable: true })).toEqual({ do: "excuse", excuse: "unreachable" });
  });

  it("never come when the window has ended", () => {
    expect(decideTurn(aQuery({ turn: asked, facts: standard, now: NOW + 8 * HOUR_MS })).decision).toEqual({ do: "expire" });
  });
});
