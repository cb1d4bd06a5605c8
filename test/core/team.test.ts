import { describe, expect, it, test } from "vitest";
import { isActiveAt, isLost, leadsProgrammeOf, listMembersAt, type UnreachableReason } from "../../src/core/team.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { aMembership, aPerson, NOW } from "../helpers/team.ts";

test.each<[UnreachableReason, boolean]>([
  ["deactivated", true],
  ["left-workspace", true],
  ["not-installed", false],
  ["direct-messages-closed", false],
])("who is unreachable because of %s is lost until the platform tells of them again: %s", (unreachable, lost) => {
  expect(isLost(aPerson({ unreachable }))).toBe(lost);
});

test("who can be reached is not lost", () => {
  expect(isLost(aPerson())).toBe(false);
});

test("leading the programme holds in one's own workspace alone", () => {
  const lead = aPerson({ programmeLead: true, workspaceId: "workspace-1" });
  expect(leadsProgrammeOf(lead, "workspace-1")).toBe(true);
  expect(leadsProgrammeOf(lead, "workspace-2")).toBe(false);
  expect(leadsProgrammeOf(aPerson({ workspaceId: "workspace-1" }), "workspace-1")).toBe(false);
});

describe("belonging to a team", () => {
  const back = aMembership({ intervals: [{ since: NOW, until: NOW + DAY_MS }, { since: NOW + 2 * DAY_MS }] });

  it("begins with the first moment of an interval and ends before its last", () => {
    const moments = [NOW - 1, NOW, NOW + DAY_MS - 1, NOW + DAY_MS, NOW + 2 * DAY_MS - 1, NOW + 2 * DAY_MS, NOW + 99 * DAY_MS];
    expect(moments.map((at) => isActiveAt(back, at))).toEqual([false, true, true, false, false, true, true]);
  });

  it("counts members, never observers", () => {
    const observer = aMembership({ id: "ben", kind: "observer" });
    expect(listMembersAt([back, observer], NOW)).toEqual([back]);
    expect(listMembersAt([back, observer], NOW + DAY_MS)).toEqual([]);
  });
});
