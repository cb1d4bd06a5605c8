/** Answers: only added, and current as the core itself would reckon it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Answer, currentAnswers } from "../../../src/core/answer.ts";
import { type Reply } from "../../../src/core/reply.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aMembership, anAnswer, aRating, aTeam } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const REPLIES: readonly Reply[] = [
  aRating(0),
  aRating(3),
  { kind: "not-sure" },
  { kind: "not-applicable", reason: "business-priority" },
];

const byId = (left: Answer, right: Answer) => (left.id < right.id ? -1 : 1);
const sorted = (answers: readonly Answer[]) => [...answers].sort(byId);

export function describeAnswers(open: OpenStorage): void {
  describe("answers", () => {
    const { work } = useStorage(open);
    const keep = (answers: readonly Answer[]) =>
      work(async (stores) => {
        for (const answer of answers) await stores.answers.append(answer);
      });
    const current = (at: number) => work((stores) => stores.answers.currentOfTeam("team-1", at));

    test.each(REPLIES)("come back with the reply %j and what stands beside it", async (reply) => {
      const full = anAnswer({ reply, note: "noted 备注", noteShared: true, evidence: "https://example.com/a" });
      const bare = anAnswer({ reply, questionId: "logs", noteShared: false });
      await keep([full, bare]);
      expect(sorted(await work((stores) => stores.answers.historyOfTeam("team-1")))).toEqual(sorted([full, bare]));
    });

    test("are current by membership and question, at any instant of the past", async () => {
      const first = anAnswer({ at: 10, reply: aRating(0) });
      const second = anAnswer({ at: 20, reply: aRating(1) });
      const other = anAnswer({ at: 15, questionId: "logs" });
      const bens = anAnswer({ at: 12, membershipId: "ben" });
      await keep([second, other, bens, first]);
      expect(await current(9)).toEqual([]);
      expect(await current(10)).toEqual([first]);
      expect(sorted(await current(19))).toEqual(sorted([first, bens, other]));
      expect(sorted(await current(20))).toEqual(sorted([second, bens, other]));
      expect(sorted(await work((stores) => stores.answers.currentOfMembership("ana", 99)))).toEqual(sorted([second, other]));
    });

    test("of one instant are decided by id", async () => {
      const early = anAnswer({ id: "a", at: 10, reply: aRating(3) });
      const late = anAnswer({ id: "b", at: 10, reply: aRating(0) });
      await keep([late, early]);
      expect(await current(10)).toEqual([late]);
    });

    test("of another team are never among them", async () => {
      await work(async (stores) => {
        await stores.teams.save(aTeam({ id: "team-2" }));
        await stores.memberships.save(aMembership({ id: "ana-2", personId: "person-ana", teamId: "team-2" }));
        await stores.checkIns.insert(aCheckIn({ id: "check-in-2", membershipId: "ana-2", teamId: "team-2" }));
      });
      const elsewhere = anAnswer({ membershipId: "ana-2", teamId: "team-2", checkInId: "check-in-2" });
      await keep([anAnswer(), elsewhere]);
      expect(await current(Number.MAX_SAFE_INTEGER)).toEqual([anAnswer()]);
      expect(await work((stores) => stores.answers.historyOfTeam("team-2"))).toEqual([elsewhere]);
    });

    test("have a history in order of time", async () => {
      const answers = [30, 10, 20].map((at) => anAnswer({ at }));
      await keep([...answers, anAnswer({ at: 5, membershipId: "ben" })]);
      const times = async (history: Promise<readonly Answer[]>) => (await history).map(({ at }) => at);
      expect(await times(work((stores) => stores.answers.historyOfTeam("team-1")))).toEqual([5, 10, 20, 30]);
      expect(await times(work((stores) => stores.answers.historyOfMembership("ana")))).toEqual([10, 20, 30]);
    });

    test("kept twice under one id are a lost race, and the first stays", async () => {
      await keep([anAnswer()]);
      await expect(keep([anAnswer({ reply: aRating(0) })])).rejects.toMatchObject({ code: "lost-race" });
      expect(await current(Number.MAX_SAFE_INTEGER)).toEqual([anAnswer()]);
    });

    test("are current exactly as the core reckons, whatever was answered when", async () => {
      let run = 0;
      const entry = fc.record({
        membershipId: fc.constantFrom("ana", "ben"),
        questionId: fc.constantFrom("a", "b", "c", "aa", "问"),
        at: fc.integer({ min: 0, max: 8 }),
        rating: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
      });
      const history: Answer[] = [];
      const property = fc.asyncProperty(fc.array(entry, { maxLength: 12 }), async (entries) => {
        run += 1;
        const added = entries.map(({ membershipId, questionId, at, rating }, index) =>
          anAnswer({ id: `run-${run}-${index}`, membershipId, questionId: `${questionId}`, at, reply: aRating(rating) }),
        );
        await keep(added);
        history.push(...added);
        for (const at of [0, 4, 8]) expect(sorted(await current(at))).toEqual(sorted(currentAnswers(history, at)));
      });
      await fc.assert(property, { numRuns: 20 });
    });
  });
}
