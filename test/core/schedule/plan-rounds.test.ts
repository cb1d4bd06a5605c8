import { describe, expect, it } from "vitest";
import { DIGEST_WITHIN_MS, decideRound, type RoundQuery, SEAL_AFTER_MS } from "../../../src/core/schedule/plan-rounds.ts";
import { settleTurn } from "../../../src/core/schedule/plan-turns.ts";
import type { Turn } from "../../../src/core/schedule/round.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { aRound, aTurn } from "../../helpers/round.ts";
import { aSchedule, NOW } from "../../helpers/team.ts";

const at = (iso: string) => Date.parse(iso);
const CLOSES = NOW + 48 * HOUR_MS;

const anAskedTurn = (overrides: Partial<Turn> = {}) =>
  aTurn({ state: "asked", askedAt: NOW, nextActionAt: CLOSES, ...overrides });
const finished = settleTurn(anAskedTurn(), "finished", { now: NOW + HOUR_MS });

function aQuery(overrides: Partial<RoundQuery> = {}): RoundQuery {
  return { round: aRound(), turns: [anAskedTurn()], schedule: aSchedule(), now: NOW + HOUR_MS, superseded: false, ...overrides };
}

function acts(query: RoundQuery): readonly string[] {
  return decideRound(query).decisions.map((decision) => decision.do);
}

describe("an open round", () => {
  it("waits for the last window while somebody may still answer", () => {
    expect(decideRound(aQuery({ turns: [finished, anAskedTurn()] }))).toEqual({ decisions: [], round: aRound() });
  });

  it("closes with its digest as soon as all are finished, excused or had nothing to be asked", () => {
    const turns = [
      finished,
      settleTurn(anAskedTurn({ state: "due" }), "excused", { now: NOW, excuse: "away" }),
      settleTurn(anAskedTurn(), "nothing-to-ask", { now: NOW }),
    ];
    const now = NOW + HOUR_MS;

    expect(decideRound(aQuery({ turns }))).toEqual({
      decisions: [{ do: "close" }, { do: "digest" }],
      round: aRound({ status: "closed", closedAt: now, digestAt: now, nextActionAt: now + SEAL_AFTER_MS }),
    });
  });

  it("does not close while a member further west is still to be asked", () => {
    expect(acts(aQuery({ turns: [finished, anAskedTurn({ state: "due" })] }))).toEqual([]);
  });

  it("closes when the last window ended, to the millisecond", () => {
    expect(acts(aQuery({ now: CLOSES - 1 }))).toEqual([]);
    expect(acts(aQuery({ now: CLOSES }))).toEqual(["close", "digest"]);
  });

  it("is not cut short by the next round", () => {
    expect(acts(aQuery({ superseded: true }))).toEqual([]);
    expect(acts(aQuery({ superseded: true, now: CLOSES }))).toEqual(["close", "digest", "seal"]);
  });
});

describe("a digest", () => {
  const late = at("2026-11-27T19:30:00Z");
  const closing = aQuery({ turns: [finished], now: late });

  it("waits for the team's own working hours", () => {
    const closed = decideRound(closing);
    expect(closed.decisions).toEqual([{ do: "close" }]);
    expect(closed.round.nextActionAt).toBe(at("2026-11-30T09:00:00Z"));

    expect(acts({ ...closing, round: closed.round, now: at("2026-11-30T08:59:59Z") })).toEqual([]);
    expect(acts({ ...closing, round: closed.round, now: at("2026-11-30T09:00:00Z") })).toEqual(["digest"]);
  });

  it("counts the hours of the team's zone", () => {
    const shanghai = aSchedule({ zone: "Asia/Shanghai" });

    expect(decideRound({ ...closing, schedule: shanghai, now: at("2026-11-23T01:00:00Z") }).decisions).toContainEqual({
      do: "digest",
    });
    expect(decideRound({ ...closing, schedule: shanghai, now: at("2026-11-23T10:00:00Z") }).round.nextActionAt).toBe(
      at("2026-11-24T01:00:00Z"),
    );
  });

  it("is posted once, also when the clock goes back", () => {
    const posted = decideRound(aQuery({ turns: [finished] })).round;

    for (const jump of [0, 30_000, -30_000, -DAY_MS]) {
      expect(acts(aQuery({ turns: [finished], round: posted, now: NOW + HOUR_MS + jump }))).toEqual([]);
    }
  });

  it("still comes when the next round opened before the team's hours", () => {
    const closed = decideRound(closing).round;
    const sealed = decideRound({ ...closing, round: closed, superseded: true, now: at("2026-11-29T20:00:00Z") });
    expect(sealed.decisions).toEqual([{ do: "seal" }]);

    const monday = decideRound({ ...closing, round: sealed.round, superseded: true, now: at("2026-11-30T09:00:00Z") });
    expect(monday.decisions).toEqual([{ do: "digest" }]);
    expect(monday.round).not.toHaveProperty("nextActionAt");
  });

  it("outlasts long holidays, but is not sent two weeks late", () => {
    const closed = aRound({ status: "sealed", closedAt: NOW });

    expect(acts(aQuery({ round: closed, now: NOW + DIGEST_WITHIN_MS - 1 }))).toEqual([]);
    expect(acts(aQuery({ round: closed, now: NOW + DIGEST_WITHIN_MS - 4 * DAY_MS }))).toEqual(["digest"]);
    expect(acts(aQuery({ round: closed, now: NOW + DIGEST_WITHIN_MS }))).toEqual([]);
    expect(decideRound(aQuery({ round: closed, now: NOW + DIGEST_WITHIN_MS })).round).not.toHaveProperty("nextActionAt");
  });
});

describe("a closed round", () => {
  const closed = aRound({ status: "closed", closedAt: CLOSES, digestAt: CLOSES });

  it("is sealed when the next opens", () => {
    expect(decideRound(aQuery({ round: closed, superseded: true, now: CLOSES + 1 }))).toMatchObject({
      decisions: [{ do: "seal" }],
      round: { status: "sealed", sealedAt: CLOSES + 1 },
    });
  });

  it("is sealed seven days after its close at the latest", () => {
    expect(acts(aQuery({ round: closed, now: CLOSES + 7 * DAY_MS - 1 }))).toEqual([]);
    expect(acts(aQuery({ round: closed, now: CLOSES + 7 * DAY_MS }))).toEqual(["seal"]);
  });

  it("asks for nothing more once sealed, or when it was missed", () => {
    for (const status of ["sealed", "missed"] as const) {
      const outcome = decideRound(aQuery({ round: { ...closed, status }, now: CLOSES + 100 * DAY_MS }));
      expect(outcome.decisions).toEqual([]);
      expect(outcome.round).not.toHaveProperty("nextActionAt");
    }
  });
});
