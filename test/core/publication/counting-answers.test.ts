import { describe, expect, it } from "vitest";
import type { Lapse } from "../../../src/core/answer.ts";
import {
  type Counting,
  createCountingRule,
  listCountedRatings,
  listLapsing,
} from "../../../src/core/publication/counting-answers.ts";
import type { Membership } from "../../../src/core/team.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";

const DAY = 86_400_000;
const CATALOGUE = aCatalogueOf([aQuestion(), aQuestion({ id: "for-security", roles: ["security"] })], {
  renamed: { "old-metrics": "cluster-metrics" },
});

describe("an answer of a private team counts", () => {
  const rule = ({ memberships = [aMembership()], lapses = [] }: { memberships?: Membership[]; lapses?: Lapse[] }) =>
    createCountingRule({ memberships, lapses, renamed: CATALOGUE.renamed, at: NOW });
  const given = (at: number, questionId = "cluster-metrics", membershipId = "ana") => ({ membershipId, questionId, at });

  it("whenever it was given, where its author never left", () => {
    expect(rule({})(given(0))).toBe(true);
    expect(rule({ memberships: [] })(given(0))).toBe(true);
  });

  it("where its author came back, from that instant on", () => {
    const back = aMembership({
      intervals: [{ since: 0, until: NOW - 3 * DAY }, { since: NOW - 2 * DAY, until: NOW - DAY }, { since: NOW - DAY }],
    });
    const counts = rule({ memberships: [back, aMembership({ id: "ben" })] });
    expect(counts(given(NOW - DAY - 1))).toBe(false);
    expect(counts(given(NOW - DAY))).toBe(true);
    expect(counts(given(NOW - 5 * DAY, "cluster-metrics", "ben"))).toBe(true);
  });

  it("as before, while a return is still to come", () => {
    const later = (since: number) => aMembership({ intervals: [{ since: 0, until: NOW - DAY }, { since }] });
    expect(rule({ memberships: [later(NOW + 1)] })(given(1))).toBe(true);
    expect(rule({ memberships: [later(NOW)] })(given(1))).toBe(false);
  });

  it("after it lapsed, only if it was given since, for that question and person alone", () => {
    const counts = rule({ lapses: [{ membershipId: "ana", questionId: "cluster-metrics", until: NOW - DAY }] });
    expect(counts(given(NOW - DAY))).toBe(false);
    expect(counts(given(NOW - DAY + 1))).toBe(true);
    expect(counts(given(0, "for-security"))).toBe(true);
    expect(counts(given(0, "cluster-metrics", "ben"))).toBe(true);
  });

  it("by the question's id of today, whichever of the two the answer or the lapse has", () => {
    const old = rule({ lapses: [{ membershipId: "ana", questionId: "old-metrics", until: NOW - DAY }] });
    const today = rule({ lapses: [{ membershipId: "ana", questionId: "cluster-metrics", until: NOW - DAY }] });
    for (const counts of [old, today]) {
      expect([counts(given(0, "old-metrics")), counts(given(0))]).toEqual([false, false]);
      expect([counts(given(NOW, "old-metrics")), counts(given(NOW))]).toEqual([true, true]);
    }
  });
});

const counting = (parts: Partial<Counting>): Counting => ({
  catalogue: CATALOGUE,
  memberships: [aMembership({ roles: ["security"] }), aMembership({ id: "ben", roles: ["developer"] })],
  answers: [],
  at: NOW,
  ...parts,
});

describe("an answer lapses", () => {
  const lapsing = (parts: Partial<Counting>, counts = true) => listLapsing(counting(parts), () => counts);
  const answers = [anAnswer({ questionId: "for-security", membershipId: "ben" })];

  it("where its author is in the team and is not asked that question any more", () => {
    expect(lapsing({ answers })).toEqual([{ membershipId: "ben", questionId: "for-security", until: NOW }]);
    const observing = [aMembership({ kind: "observer" }), aMembership({ id: "ben" })];
    expect(lapsing({ memberships: observing, answers: [anAnswer()] })).toEqual([
      { membershipId: "ana", questionId: "cluster-metrics", until: NOW },
    ]);
  });

  it("under the question's id of today", () => {
    const memberships = [aMembership({ kind: "observer" }), aMembership({ id: "ben" })];
    expect(lapsing({ memberships, answers: [anAnswer({ questionId: "old-metrics" })] })).toEqual([
      { membershipId: "ana", questionId: "cluster-metrics", until: NOW },
    ]);
  });

  it("not where its author is asked, has left, lapsed before, or answered what the catalogue no longer has", () => {
    expect(lapsing({ answers: [anAnswer(), anAnswer({ questionId: "for-security" })] })).toEqual([]);
    const left = aMembership({ id: "ben", intervals: [{ since: 0, until: NOW - 1 }] });
    expect(lapsing({ answers, memberships: [aMembership({ roles: ["security"] }), left] })).toEqual([]);
    expect(lapsing({ answers }, false)).toEqual([]);
    expect(lapsing({ answers: [anAnswer({ questionId: "long-gone", membershipId: "ben" })] })).toEqual([]);
  });
});

describe("the counted ratings of a question", () => {
  const ratings = (parts: Partial<Counting>) =>
    listCountedRatings(counting(parts)).map(({ question, raters }) => [
      question.id,
      raters.map(({ membershipId, rating }) => `${membershipId} ${rating}`),
    ]);

  it("are those of everybody who is asked it, and of nobody else", () => {
    const everybody = ["ana", "ben"].flatMap((membershipId) => [
      anAnswer({ membershipId, reply: aRating(membershipId === "ana" ? 3 : 0) }),
      anAnswer({ membershipId, questionId: "for-security", reply: aRating(1) }),
    ]);
    expect(ratings({ answers: everybody })).toEqual([
      ["cluster-metrics", ["ana 3", "ben 0"]],
      ["for-security", ["ana 1"]],
    ]);
  });

  it("hold no reply without a rating", () => {
    const answers = [anAnswer({ reply: { kind: "not-sure" } })];
    expect(ratings({ answers })[0]).toEqual(["cluster-metrics", []]);
  });

  it("are the latest of each person, in whatever order they come and under whichever id they were given", () => {
    const early = anAnswer({ questionId: "old-metrics", reply: aRating(0), at: NOW - 2 * DAY });
    const late = anAnswer({ reply: aRating(2), at: NOW - DAY });
    for (const answers of [
      [early, late],
      [late, early],
    ])
      expect(ratings({ answers })[0]).toEqual(["cluster-metrics", ["ana 2"]]);
  });

  it("leave out whoever has left", () => {
    const left = aMembership({ intervals: [{ since: 0, until: NOW - 1 }] });
    expect(ratings({ memberships: [left, aMembership({ id: "ben" })], answers: [anAnswer()] })[0]).toEqual([
      "cluster-metrics",
      [],
    ]);
  });
});
