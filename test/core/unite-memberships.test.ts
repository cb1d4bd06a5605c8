/** Two memberships become one: the time of both, the part of now. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isActiveAt, type Membership } from "../../src/core/team.ts";
import { uniteMemberships } from "../../src/core/unite-memberships.ts";
import { aMembership } from "../helpers/team.ts";

const GONE = [{ since: 1, until: 5 }];

describe("two memberships of one person", () => {
  test("are one with the wider part where both are active", () => {
    const stays = aMembership({ id: "ana", kind: "observer", roles: ["developer"] });
    const goes = aMembership({ id: "bea", lead: true, roles: ["operator"] });
    expect(uniteMemberships(stays, goes, 9)).toEqual(
      aMembership({ id: "ana", kind: "member", lead: true, roles: ["developer", "operator"] }),
    );
  });

  test("are asked everything where one was", () => {
    const united = uniteMemberships(aMembership({ roles: ["developer"] }), aMembership({ id: "bea" }), 9);
    expect(united.roles).toEqual([]);
  });

  test("have the part of the one that is active", () => {
    const stays = aMembership({ lead: true, roles: ["developer"], intervals: GONE });
    const goes = aMembership({ id: "bea", kind: "observer", roles: ["operator"], intervals: [{ since: 7 }] });
    const united = uniteMemberships(stays, goes, 9);
    expect(united).toMatchObject({ kind: "observer", lead: false, roles: ["operator"] });
    expect(united.intervals).toEqual([...GONE, { since: 7 }]);
  });

  test("have the part of the one that stays where neither is active", () => {
    const stays = aMembership({ lead: true, roles: ["developer"], intervals: GONE });
    const goes = aMembership({ id: "bea", kind: "observer", roles: ["operator"], intervals: GONE });
    expect(uniteMemberships(stays, goes, 9)).toEqual(stays);
  });

  test("belong at every instant at which one of them did, in intervals that are in order and apart", () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 9 }))
      .map(([since, length]) => (length === 9 ? { since } : { since, until: since + length }));
    const intervals = fc.array(interval, { maxLength: 4 }).map((list): Membership["intervals"] => list);
    fc.assert(
      fc.property(intervals, intervals, (first, second) => {
        const [stays, goes] = [aMembership({ intervals: first }), aMembership({ intervals: second })];
        const united = uniteMemberships(stays, goes, 100);
        for (let at = 0; at < 31; at += 1) {
          expect(isActiveAt(united, at)).toBe(isActiveAt(stays, at) || isActiveAt(goes, at));
        }
        united.intervals.reduce((end, { since, until }) => {
          expect(since).toBeGreaterThan(end);
          return until ?? Number.POSITIVE_INFINITY;
        }, -1);
      }),
    );
  });
});
