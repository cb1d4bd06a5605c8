/** The value ledger: goals, KPIs, readings, questions for one, confirmations. */
import { describe, expect, test } from "vitest";
import type { ReadingAsk } from "../../../src/app/ports/ledger-store.ts";
import { aGoal, aKpi, aReading, aValueConfirmation } from "../../helpers/value.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const ASK: ReadingAsk = {
  id: "ask-1",
  kpiId: "kpi-1",
  personId: "person-ben",
  workspaceId: "workspace-1",
  on: "2026-11-01",
  askedAt: 10,
};

export function describeLedger(open: OpenStorage): void {
  describe("the value ledger", () => {
    const { work } = useStorage(open);
    const begin = () =>
      work(async ({ goals, kpis }) => {
        await goals.save(aGoal());
        await kpis.save(aKpi());
      });

    test("goals come back as they were kept, oldest first, and are changed from the stored revision alone", async () => {
      const owned = aGoal({ id: "goal-2", ownerId: "person-ben", retiredAt: 5 });
      await work(async ({ goals }) => {
        await goals.save(owned);
        await goals.save(aGoal());
      });
      expect(await work(({ goals }) => goals.listOfTeam("team-1"))).toEqual([aGoal(), owned]);
      expect(await work(({ goals }) => goals.find("goal-2"))).toEqual(owned);
      expect(await work(({ goals }) => goals.listOfOwner(owned.ownerId ?? ""))).toEqual([owned]);
      expect(await work(({ goals }) => goals.listOfTeam("team-2"))).toEqual([]);
      await work(({ goals }) => goals.save(aGoal({ sentence: "Sooner", revision: 2 })));
      await expect(work(({ goals }) => goals.save(aGoal({ revision: 2 })))).rejects.toMatchObject({ code: "lost-race" });
      expect((await work(({ goals }) => goals.find("goal-1")))?.sentence).toBe("Sooner");
    });

    test("KPIs come back as they were kept", async () => {
      const { baseline: _, target: __, ...bare } = aKpi({ id: "kpi-2" });
      const full = aKpi({
        source: "The release board",
        readerId: "person-ben",
        money: { currency: "EUR", worthOfOne: "12000", oneOff: "36000.5", runningPerYear: "0" },
        questionId: "business-value",
        movedBySteps: ["step-1"],
        movedByQuestions: ["pipeline"],
        retiredAt: 7,
      });
      await work(async ({ goals, kpis }) => {
        await goals.save(aGoal());
        await kpis.save(full);
        await kpis.save(bare);
      });
      expect(await work(({ kpis }) => kpis.listOfTeam("team-1"))).toEqual([full, bare]);
      expect(await work(({ kpis }) => kpis.find("kpi-2"))).toEqual(bare);
      expect(await work(({ kpis }) => kpis.listOfReader("person-ben"))).toEqual([full]);
      await expect(work(({ kpis }) => kpis.save(bare))).rejects.toMatchObject({ code: "lost-race" });
    });

    test("a KPI keeps its next question through changes of anything else", async () => {
      await begin();
      await work(({ kpis }) => kpis.setNextAskAt("kpi-1", 50));
      await work(({ kpis }) => kpis.save(aKpi({ name: "Days", revision: 2 })));
      expect(await work(({ kpis }) => kpis.nextAskAt("kpi-1"))).toBe(50);
      expect(await work(({ kpis }) => kpis.listDue(49, 5))).toEqual([]);
      expect(await work(({ kpis }) => kpis.listDue(50, 5))).toEqual(["kpi-1"]);
      await work(({ kpis }) => kpis.setNextAskAt("kpi-1", undefined));
      expect(await work(({ kpis }) => kpis.nextAskAt("kpi-1"))).toBeUndefined();
      expect(await work(({ kpis }) => kpis.listDue(9e15, 5))).toEqual([]);
    });

    test("readings are added and set aside once, and never changed", async () => {
      await begin();
      const noted = aReading({ id: "reading-2", note: "from the board", link: "https://example.com/board", on: "2026-11-01" });
      const { addedBy: _, ...ofFile } = aReading({ id: "reading-3", on: "2026-12-01" });
      await work(async ({ readings }) => {
        for (const reading of [aReading(), noted, ofFile]) await readings.add("team-1", reading);
      });
      expect(await work(({ readings }) => readings.listOfKpi("kpi-1"))).toEqual([aReading(), noted, ofFile]);
      expect(await work(({ readings }) => readings.listOfTeam("team-1"))).toHaveLength(3);
      expect(await work(({ readings }) => readings.countOfAuthor("person-ben"))).toBe(2);
      await expect(work(({ readings }) => readings.add("team-1", aReading({ value: "1" })))).rejects.toMatchObject({
        code: "lost-race",
      });
      await work(({ readings }) => readings.retire("reading-1", { supersededBy: "reading-2" }));
      await work(({ readings }) => readings.retire("reading-3", { withdrawnAt: 9 }));
      const twice = work(({ readings }) => readings.retire("reading-1", { withdrawnAt: 9 }));
      await expect(twice).rejects.toMatchObject({ code: "lost-race" });
      expect(await work(({ readings }) => readings.find("reading-1"))).toEqual(aReading({ supersededBy: "reading-2" }));
      expect((await work(({ readings }) => readings.find("reading-3")))?.withdrawnAt).toBe(9);
    });

    test("one question about a KPI waits at a time", async () => {
      await begin();
      await work(({ readings }) => readings.addAsk(ASK));
      const next = { ...ASK, id: "ask-2", askedAt: 20 };
      await work(({ readings }) => readings.addAsk(next));
      expect(await work(({ readings }) => readings.listAsksOf("person-ben"))).toEqual([next]);
      expect(await work(({ readings }) => readings.findAsk("kpi-1"))).toEqual(next);
      await work(({ readings }) => readings.endAsk("kpi-1"));
      expect(await work(({ readings }) => readings.findAsk("kpi-1"))).toBeUndefined();
    });

    test("confirmations are kept in the order in which they were added", async () => {
      await begin();
      await work(({ readings }) => readings.add("team-1", aReading()));
      const linked = aValueConfirmation({ id: "confirmation-2", link: "https://example.com/mail" });
      for (const each of [aValueConfirmation(), linked])
        await work(({ valueConfirmations }) => valueConfirmations.add("team-1", each));
      expect(await work(({ valueConfirmations }) => valueConfirmations.listOfTeam("team-1"))).toEqual([
        aValueConfirmation(),
        linked,
      ]);
    });

    test("a forgotten person owns no goal, reads no KPI and is asked nothing", async () => {
      await work(async ({ goals, kpis, readings }) => {
        await goals.save(aGoal({ ownerId: "person-ben" }));
        await kpis.save(aKpi({ readerId: "person-ben" }));
        await kpis.setNextAskAt("kpi-1", 5);
        await readings.add("team-1", aReading({ note: "canary note" }));
        await readings.addAsk(ASK);
      });
      await work(({ valueConfirmations }) => valueConfirmations.add("team-1", aValueConfirmation({ recordedBy: "person-ben" })));
      await work(({ people }) => people.forget("person-ben", 1));
      expect((await work(({ goals }) => goals.find("goal-1")))?.ownerId).toBeUndefined();
      expect((await work(({ kpis }) => kpis.find("kpi-1")))?.readerId).toBeUndefined();
      expect(await work(({ kpis }) => kpis.listDue(9e15, 5))).toEqual([]);
      expect(await work(({ readings }) => readings.findAsk("kpi-1"))).toBeUndefined();
      const [kept] = await work(({ readings }) => readings.listOfKpi("kpi-1"));
      expect(kept).toMatchObject({ value: "12" });
      expect(kept).not.toHaveProperty("note");
      expect(kept).not.toHaveProperty("addedBy");
      const [word] = await work(({ valueConfirmations }) => valueConfirmations.listOfTeam("team-1"));
      expect(word).toMatchObject({ ownerName: "", how: "" });
    });
  });
}
