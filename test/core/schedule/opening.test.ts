import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OpeningQuery, planNextRound, planOpening, type RoundOpening } from "../../../src/core/schedule/opening.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { cases } from "../../helpers/seed.ts";
import { aSchedule, NOW } from "../../helpers/team.ts";

const at = (iso: string) => Date.parse(iso);
const ANA = { membershipId: "ana", personId: "person-ana", zone: "UTC" };
const AUCKLAND = { membershipId: "moana", personId: "person-moana", zone: "Pacific/Auckland" };
const LOS_ANGELES = { membershipId: "lee", personId: "person-lee", zone: "America/Los_Angeles" };

/** Weekly, Monday 09:00 UTC with two days to answer; asked at the very slot, the week before was done. */
function aQuery(overrides: Partial<OpeningQuery> = {}): OpeningQuery {
  return {
    scheduleId: "team-1",
    schedule: aSchedule(),
    members: [ANA],
    lastSlot: "2026-11-16T09:00",
    since: NOW,
    now: NOW,
    ...overrides,
  };
}

function summary({ decisions }: RoundOpening): readonly string[] {
  return decisions.map((decision) => (decision.do === "open" ? `open ${decision.round.slot}` : `miss ${decision.slot}`));
}

describe("a round", () => {
  it("opens at the team's hour and tells when to look again", () => {
    expect(planOpening(aQuery())).toEqual({
      decisions: [
        {
          do: "open",
          round: {
            slot: "2026-11-23T09:00",
            opensAt: NOW,
            closesAt: NOW + 48 * HOUR_MS,
            nextActionAt: NOW + 48 * HOUR_MS,
            turns: [
              {
                membershipId: "ana",
                personId: "person-ana",
                dueAt: NOW,
                windowEndsAt: NOW + 48 * HOUR_MS,
                state: "due",
                remindersSent: 0,
                nextActionAt: NOW,
              },
            ],
          },
        },
      ],
      nextRoundAt: NOW + 7 * DAY_MS,
    });
  });

  it("does not open a moment before", () => {
    expect(planOpening(aQuery({ now: NOW - 1, since: NOW - DAY_MS }))).toEqual({ decisions: [], nextRoundAt: NOW });
  });

  it("opens when the first member's hour comes, and gives each the whole window", () => {
    const members = [ANA, AUCKLAND, LOS_ANGELES];
    const opensAt = at("2026-11-22T20:00:00Z");
    const { decisions, nextRoundAt } = planOpening(aQuery({ members, now: opensAt, since: opensAt }));

    expect(decisions).toMatchObject([
      {
        do: "open",
        round: {
          opensAt,
          closesAt: at("2026-11-25T17:00:00Z"),
          turns: [
            { dueAt: NOW },
            { dueAt: opensAt, windowEndsAt: opensAt + 48 * HOUR_MS },
            { dueAt: at("2026-11-23T17:00:00Z") },
          ],
        },
      },
    ]);
    expect(nextRoundAt).toBe(at("2026-11-29T20:00:00Z"));
    expect(planOpening(aQuery({ members, now: opensAt - 1, since: opensAt - DAY_MS })).decisions).toEqual([]);
  });

  it("asks all at the team's instant where the team chose one zone", () => {
    const { decisions } = planOpening(aQuery({ members: [AUCKLAND, LOS_ANGELES], schedule: aSchedule({ oneZone: true }) }));

    expect(decisions).toMatchObject([{ round: { opensAt: NOW, turns: [{ dueAt: NOW }, { dueAt: NOW }] } }]);
  });

  it("leaves no window reaching into the member's next round", () => {
    const { decisions } = planOpening(aQuery({ schedule: aSchedule({ windowHours: 336 }) }));

    expect(decisions).toMatchObject([{ round: { closesAt: NOW + 7 * DAY_MS, turns: [{ windowEndsAt: NOW + 7 * DAY_MS }] } }]);
  });

  it("is not opened where nobody is asked", () => {
    const { decisions } = planOpening(aQuery({ members: [] }));
    const closesAt = NOW + 48 * HOUR_MS;
    expect(decisions).toEqual([{ do: "miss", slot: "2026-11-23T09:00", opensAt: NOW, closesAt }]);
  });

  it("asks at an instant that the jitter moves, the same each time", () => {
    const jittered = () => planOpening(aQuery({ jitterMaxMs: 600_000 })).decisions[0];
    const [turn] = planTurns(jittered());

    expect(turn?.dueAt).toBe(NOW);
    expect(turn?.nextActionAt).toBeGreaterThan(NOW);
    expect(turn?.nextActionAt).toBeLessThan(NOW + 600_000);
    expect(jittered()).toEqual(jittered());
  });
});

function planTurns(decision: RoundOpening["decisions"][number] | undefined) {
  return decision?.do === "open" ? decision.round.turns : [];
}

describe("R2: after sleeping", () => {
  it("six hours the round is opened once, late", () => {
    const opening = planOpening(aQuery({ now: NOW + 6 * HOUR_MS }));

    expect(summary(opening)).toEqual(["open 2026-11-23T09:00"]);
    expect(
      summary(planOpening(aQuery({ now: NOW + 6 * HOUR_MS, lastSlot: "2026-11-23T09:00", since: opening.nextRoundAt }))),
    ).toEqual([]);
  });

  it("to the last millisecond of the window it is opened, then it is missed", () => {
    expect(summary(planOpening(aQuery({ now: NOW + 48 * HOUR_MS - 1 })))).toEqual(["open 2026-11-23T09:00"]);
    expect(summary(planOpening(aQuery({ now: NOW + 48 * HOUR_MS })))).toEqual(["miss 2026-11-23T09:00"]);
  });

  it("weeks the latest is sent and the rest recorded as missed", () => {
    expect(summary(planOpening(aQuery({ now: NOW + 15 * DAY_MS })))).toEqual([
      "miss 2026-11-23T09:00",
      "miss 2026-11-30T09:00",
      "open 2026-12-07T09:00",
    ]);
    expect(summary(planOpening(aQuery({ now: NOW + 19 * DAY_MS })))).toEqual([
      "miss 2026-11-23T09:00",
      "miss 2026-11-30T09:00",
      "miss 2026-12-07T09:00",
    ]);
  });

  it("only those are asked whose own window is still open", () => {
    const now = at("2026-11-25T12:00:00Z");
    const { decisions } = planOpening(aQuery({ members: [AUCKLAND, LOS_ANGELES], now, since: at("2026-11-22T20:00:00Z") }));

    expect(planTurns(decisions[0])).toMatchObject([{ state: "missed" }, { state: "due" }]);
    expect(planTurns(decisions[0])[0]).not.toHaveProperty("nextActionAt");
  });

  it("into the next round nobody is asked for the one before, though a window further west is still open", () => {
    const query = aQuery({
      members: [AUCKLAND, LOS_ANGELES],
      schedule: aSchedule({ windowHours: 336 }),
      since: at("2026-11-22T20:00:00Z"),
      now: at("2026-11-29T20:00:00Z"),
    });

    expect(summary(planOpening(query))).toEqual(["miss 2026-11-23T09:00", "open 2026-11-30T09:00"]);
  });

  it("a century it ends soon, with a year of misses at most", () => {
    const { decisions, nextRoundAt } = planOpening(aQuery({ now: NOW + 36_525 * DAY_MS }));

    expect(decisions.length).toBeLessThan(60);
    expect(nextRoundAt).toBeGreaterThan(NOW + 36_525 * DAY_MS);
  });
});

describe("R3: a clock that goes back", () => {
  it.each([30_000, HOUR_MS, 30 * DAY_MS])("by %i ms opens nothing again", (back) => {
    const opened = planOpening(aQuery());
    const again = planOpening(aQuery({ lastSlot: "2026-11-23T09:00", since: opened.nextRoundAt, now: NOW - back }));

    expect(again).toEqual({ decisions: [], nextRoundAt: opened.nextRoundAt });
  });

  it("thirty seconds and returns opens once", () => {
    const early = planOpening(aQuery({ now: NOW - 30_000, since: NOW - DAY_MS }));
    const late = planOpening(aQuery({ now: NOW + 30_000, since: early.nextRoundAt }));

    expect([...summary(early), ...summary(late)]).toEqual(["open 2026-11-23T09:00"]);
  });
});

describe("R7: a change of settings is not retroactive", () => {
  const atTen = aSchedule({ time: "10:00" });
  const atEight = aSchedule({ time: "08:00" });

  it("a second before the slot moves this very round", () => {
    const change = NOW - 1000;

    expect(planNextRound(aQuery({ schedule: atTen, since: change }))).toMatchObject({ slot: "2026-11-23T10:00" });
    expect(planNextRound(aQuery({ schedule: atEight, since: change }))).toMatchObject({ slot: "2026-11-30T08:00" });
  });

  it("a second after the slot leaves the round that opened alone and asks nobody twice that day", () => {
    const done = { lastSlot: "2026-11-23T09:00", since: NOW + 1000 };

    expect(planNextRound(aQuery({ schedule: atTen, ...done }))).toMatchObject({ slot: "2026-11-30T10:00" });
  });

  it("does not deliver an hour of today that the new schedule names and that has passed", () => {
    const opening = planOpening(aQuery({ schedule: atEight, since: NOW + 1000, now: NOW + 1000 }));

    expect(summary(opening)).toEqual([]);
  });

  it("to a zone further west neither repeats the date nor skips the next week", () => {
    const west = aSchedule({ zone: "America/Los_Angeles" });
    const moved = planNextRound(aQuery({ schedule: west, lastSlot: "2026-11-23T09:00", since: NOW + 1000 }));

    expect(moved).toMatchObject({ slot: "2026-11-30T09:00", at: at("2026-11-30T17:00:00Z") });
  });

  it("opens at once, not in the past, where a member's hour has passed already", () => {
    const since = at("2026-11-22T22:00:00Z");

    expect(planNextRound(aQuery({ members: [AUCKLAND], since }))).toMatchObject({ slot: "2026-11-23T09:00", opensAt: since });
    expect(summary(planOpening(aQuery({ members: [AUCKLAND], since, now: since })))).toEqual(["open 2026-11-23T09:00"]);
  });

  it("does not make up for what a pause left out", () => {
    const paused = planNextRound(aQuery({ since: NOW + 10 * DAY_MS }));

    expect(paused.slot).toBe("2026-12-07T09:00");
  });
});

describe("R1: any sequence of ticks", () => {
  it("with clocks jumping to and fro opens each slot once at most, and never one that lies ahead", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3 * DAY_MS, max: 12 * DAY_MS }), { minLength: 5, maxLength: 40 }),
        fc.constantFrom([ANA], [ANA, AUCKLAND, LOS_ANGELES]),
        (jumps, members) => {
          const seen: string[] = [];
          let [now, since, lastSlot] = [NOW, NOW - DAY_MS, "2026-11-16T09:00"];
          for (const jump of jumps) {
            now += jump;
            const { decisions, nextRoundAt } = planOpening(aQuery({ members, now, since, lastSlot }));
            for (const decision of decisions) {
              const { slot, opensAt } = decision.do === "open" ? decision.round : decision;
              expect(opensAt).toBeLessThanOrEqual(now);
              expect(slot > lastSlot).toBe(true);
              seen.push(slot);
              lastSlot = slot;
            }
            expect(decisions.slice(0, -1).every((decision) => decision.do === "miss")).toBe(true);
            since = nextRoundAt;
          }
          expect(new Set(seen).size).toBe(seen.length);
        },
      ),
      { numRuns: cases(100) },
    );
  });

  it("that moves on vanishes no round", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 * DAY_MS }), { minLength: 1, maxLength: 30 }), (jumps) => {
        let [now, since, lastSlot] = [NOW - DAY_MS, NOW - DAY_MS, "2026-11-16T09:00"];
        const seen: string[] = [];
        for (const jump of jumps) {
          now += jump;
          const opening = planOpening(aQuery({ members: [ANA, AUCKLAND], now, since, lastSlot }));
          since = opening.nextRoundAt;
          for (const decision of opening.decisions) {
            lastSlot = decision.do === "open" ? decision.round.slot : decision.slot;
            seen.push(lastSlot);
          }
        }
        const weeks = Math.floor((now - at("2026-11-22T20:00:00Z")) / (7 * DAY_MS)) + 1;
        expect(seen).toHaveLength(Math.max(0, weeks));
      }),
      { numRuns: cases(100) },
    );
  });
});
