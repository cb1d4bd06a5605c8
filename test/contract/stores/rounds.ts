/** Rounds and turns: each slot once, whoever comes first. */
import { describe, expect, test } from "vitest";
import type { Round, Turn } from "../../../src/core/schedule/round.ts";
import { aRound, aTurn } from "../../helpers/round.ts";
import { aTeam, NOW } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const SEALED: Round = {
  id: "round-1",
  teamId: "team-1",
  number: 1,
  slot: "2026-11-23T09:00",
  opensAt: NOW,
  closesAt: NOW + 1,
  status: "sealed",
  closedAt: NOW + 2,
  digestAt: NOW + 3,
  sealedAt: NOW + 4,
};

export function describeRounds(open: OpenStorage): void {
  describe("rounds", () => {
    const { work, reopen } = useStorage(open);
    const second = aRound({ id: "round-2", number: 2, slot: "2026-11-30T09:00" });

    test("come back as they were kept, without what fell away", async () => {
      expect(await work((stores) => stores.rounds.find("round-1"))).toEqual(aRound());
      await work((stores) => stores.rounds.update(SEALED));
      expect(await work((stores) => stores.rounds.find("round-1"))).toEqual(SEALED);
    });

    test("of one slot are claimed once", async () => {
      const again = aRound({ id: "round-again", number: 2 });
      expect(await work((stores) => stores.rounds.claim(again))).toBe(false);
      expect(await work((stores) => stores.rounds.find("round-again"))).toBeUndefined();
      expect(await work((stores) => stores.rounds.claim(second))).toBe(true);
    });

    test("of one slot belong to each team on its own", async () => {
      await work((stores) => stores.teams.save(aTeam({ id: "team-2" })));
      expect(await work((stores) => stores.rounds.claim(aRound({ id: "round-3", teamId: "team-2" })))).toBe(true);
    });

    test("claimed by many on two connections are claimed by one", async () => {
      const other = await reopen();
      const claims = Array.from({ length: 20 }, (_, index) => {
        const round = aRound({ ...second, id: `round-of-${index}` });
        return (index % 2 ? other.work : work)((stores) => stores.rounds.claim(round));
      });
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    test("of a team are listed newest first", async () => {
      await work((stores) => stores.rounds.claim(second));
      expect(await work((stores) => stores.rounds.latest("team-1"))).toEqual(second);
      expect(await work((stores) => stores.rounds.listOfTeam("team-1", 9))).toEqual([second, aRound()]);
      expect(await work((stores) => stores.rounds.listOfTeam("team-1", 1))).toEqual([second]);
      expect(await work((stores) => stores.rounds.latest("team-2"))).toBeUndefined();
    });

    test("fall due at their next action, earliest first, and never without one", async () => {
      await work(async (stores) => {
        await stores.rounds.claim({ ...second, nextActionAt: NOW });
        await stores.rounds.claim({ ...SEALED, id: "round-3", slot: "2026-12-07T09:00" });
      });
      const due = async (now: number, limit = 9) =>
        (await work((stores) => stores.rounds.listDue(now, limit))).map(({ id }) => id);
      expect(await due(NOW - 1)).toEqual([]);
      expect(await due(NOW)).toEqual(["round-2"]);
      expect(await due(Number.MAX_SAFE_INTEGER)).toEqual(["round-2", "round-1"]);
      expect(await due(Number.MAX_SAFE_INTEGER, 1)).toEqual(["round-2"]);
    });
  });

  describe("turns", () => {
    const { work, reopen } = useStorage(open);
    const bens = aTurn({ id: "turn-2", membershipId: "ben", personId: "person-ben" });
    const { nextActionAt: _done, ...rest } = aTurn();
    const finished: Turn = {
      ...rest,
      state: "excused",
      excuse: "holiday",
      checkInId: "check-in-1",
      askedAt: 1,
      finishedAt: 2,
      remindersSent: 2,
    };

    test("come back as they were kept, and are found by their check-in", async () => {
      await work((stores) => stores.turns.claim(aTurn()));
      expect(await work((stores) => stores.turns.find("turn-1"))).toEqual(aTurn());
      await work((stores) => stores.turns.update(finished));
      expect(await work((stores) => stores.turns.findOfCheckIn("check-in-1"))).toEqual(finished);
      expect(await work((stores) => stores.turns.findOfCheckIn("check-in-2"))).toBeUndefined();
    });

    test("are claimed once a round and membership, over all connections", async () => {
      const other = await reopen();
      const claims = await Promise.all([
        work((stores) => stores.turns.claim(aTurn())),
        other.work((stores) => stores.turns.claim(aTurn({ id: "turn-9" }))),
        work((stores) => stores.turns.claim(bens)),
      ]);
      expect(claims.filter(Boolean)).toHaveLength(2);
      expect(await work((stores) => stores.turns.listOfRound("round-1"))).toHaveLength(2);
    });

    test("fall due at their next action, earliest first, and never without one", async () => {
      await work(async (stores) => {
        await stores.turns.claim({ ...aTurn(), nextActionAt: 20 });
        await stores.turns.claim({ ...bens, nextActionAt: 10 });
      });
      const due = async (now: number, limit = 9) =>
        (await work((stores) => stores.turns.listDue(now, limit))).map(({ id }) => id);
      expect(await due(9)).toEqual([]);
      expect(await due(10)).toEqual(["turn-2"]);
      expect(await due(20)).toEqual(["turn-2", "turn-1"]);
      expect(await due(20, 1)).toEqual(["turn-2"]);
      await work((stores) => stores.turns.update(finished));
      expect(await due(99)).toEqual(["turn-2"]);
    });
  });
}
