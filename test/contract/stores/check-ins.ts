/** Check-ins: every shape survives, one open a membership, no change from a stale revision. */
import { describe, expect, test } from "vitest";
import type { CheckIn, Position } from "../../../src/core/check-in/check-in.ts";
import { aCheckIn, aQuestionItem, aStepItem } from "../../helpers/check-in.ts";
import { aRating } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const POSITIONS: readonly Position[] = [
  { on: "offer" },
  { on: "question", questionId: "logs" },
  { on: "step", stepId: "step-1" },
  { on: "summary" },
];

const RICH: CheckIn = aCheckIn({
  kind: "assessment",
  dimensionId: "technology",
  status: "finished",
  revision: 2,
  items: [
    aStepItem({ outcome: "not-yet" }),
    aQuestionItem({
      because: "stale",
      before: { reply: { kind: "not-sure" }, at: 4 },
      outcome: "answered",
      reply: { kind: "not-applicable", reason: "architecture" },
      note: "“quoted” 备注 \u0000",
      noteShared: false,
      evidence: "https://example.com/",
    }),
    aQuestionItem({ questionId: "logs", outcome: "answered", reply: aRating(3), noteShared: true }),
  ],
  finishedAt: 6,
  sealedAt: 7,
});

export function describeCheckIns(open: OpenStorage): void {
  describe("check-ins", () => {
    const { work, reopen } = useStorage(open);
    const find = (id = "check-in-1") => work((stores) => stores.checkIns.find(id));

    test("come back with agenda, replies and remarks", async () => {
      expect(await find()).toEqual(aCheckIn());
      await work((stores) => stores.checkIns.update(RICH));
      expect(await find()).toEqual(RICH);
    });

    test("come back as another connection changed them, and unchanged where a unit of work failed", async () => {
      const other = await reopen();
      expect(await find()).toEqual(aCheckIn());
      await other.work((stores) => stores.checkIns.update(RICH));
      expect(await find()).toEqual(RICH);
      const failing = work(async (stores) => {
        await stores.checkIns.update(aCheckIn({ revision: 3 }));
        throw new Error("undone");
      });
      await expect(failing).rejects.toThrow("undone");
      expect(await find()).toEqual(RICH);
    });

    test.each(POSITIONS)("keep the position on $on", async (position) => {
      await work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, position })));
      expect((await find())?.position).toEqual(position);
    });

    test("are changed from the stored revision alone", async () => {
      await work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status: "paused" })));
      const stale = work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status: "cancelled" })));
      await expect(stale).rejects.toMatchObject({ code: "lost-race" });
      expect((await find())?.status).toBe("paused");
    });

    test("pressed twice at once on two connections move once", async () => {
      const other = await reopen();
      const settled = await Promise.allSettled([
        work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status: "paused" }))),
        other.work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status: "finished" }))),
      ]);
      expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    test.each(["open", "paused"] as const)("a second one is a lost race while one is %s", async (status) => {
      await work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status })));
      const second = work((stores) => stores.checkIns.insert(aCheckIn({ id: "check-in-2" })));
      await expect(second).rejects.toMatchObject({ code: "lost-race" });
      expect((await work((stores) => stores.checkIns.findOpen("ana")))?.id).toBe("check-in-1");
    });

    test.each(["finished", "closed", "cancelled"] as const)("a new one opens once the last is %s", async (status) => {
      await work((stores) => stores.checkIns.update(aCheckIn({ revision: 2, status })));
      expect(await work((stores) => stores.checkIns.findOpen("ana"))).toBeUndefined();
      await work((stores) => stores.checkIns.insert(aCheckIn({ id: "check-in-2" })));
      expect((await work((stores) => stores.checkIns.findOpen("ana")))?.id).toBe("check-in-2");
    });

    test("opened by two connections at once for one membership: one opens", async () => {
      const other = await reopen();
      const ben = { membershipId: "ben", personId: "person-ben" };
      const settled = await Promise.allSettled([
        work((stores) => stores.checkIns.insert(aCheckIn({ ...ben, id: "check-in-2" }))),
        other.work((stores) => stores.checkIns.insert(aCheckIn({ ...ben, id: "check-in-3" }))),
      ]);
      expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    test("of a membership are listed newest first, of a round all", async () => {
      const finished = { status: "finished" } as const;
      await work(async (stores) => {
        await stores.checkIns.insert(aCheckIn({ ...finished, id: "older", openedAt: 1 }));
        await stores.checkIns.insert(aCheckIn({ ...finished, id: "newer", openedAt: 2 }));
        await stores.checkIns.insert(aCheckIn({ id: "of-ben", membershipId: "ben", personId: "person-ben" }));
      });
      const ids = (listed: readonly CheckIn[]) => listed.map(({ id }) => id);
      expect(ids(await work((stores) => stores.checkIns.listOfMembership("ana", 9)))).toEqual(["check-in-1", "newer", "older"]);
      expect(ids(await work((stores) => stores.checkIns.listOfMembership("ana", 1)))).toEqual(["check-in-1"]);
      expect(ids(await work((stores) => stores.checkIns.listOfRound("round-1")))).toContain("of-ben");
      expect(await work((stores) => stores.checkIns.listOfRound("round-2"))).toEqual([]);
    });
  });
}
