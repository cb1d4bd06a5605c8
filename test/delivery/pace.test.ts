/** What holds a lane or a workspace back, and how a workspace goes on afterwards. */
import { beforeEach, describe, expect, it } from "vitest";
import { longestWindowMs, PLATFORM_LIMITS, type SendLimits } from "../../src/delivery/limits.ts";
import { createPacing, createResumption, type PacedLane, type Pacing, type Resumption } from "../../src/delivery/pacing.ts";

const LIMITS: SendLimits = {
  lane: [{ amount: 1, perMs: 1_000 }],
  workspace: [{ amount: 3, perMs: 1_000 }],
  bulk: [{ amount: 2, perMs: 1_000 }],
  concurrent: 8,
  concurrentForWaiting: 4,
};
const FREE: SendLimits = { ...LIMITS, lane: [], workspace: [], bulk: [] };

let pacing: Pacing;
beforeEach(() => {
  pacing = createPacing();
});

function aPlace(lane: string, overrides: Partial<PacedLane> = {}): PacedLane {
  return { workspaceId: "w", lane, limits: LIMITS, isWaitedFor: false, ...overrides };
}

function sendAt(place: PacedLane, at: number): void {
  pacing.begin(place);
  pacing.end(place, at);
}

const waiting = (now: number) => [...pacing.listWaitingLanes("w", now)];

describe("the room of a workspace", () => {
  it("is what its rates leave, and for those whom nobody waits for what theirs leaves of it", () => {
    expect(pacing.room(aPlace("a"), 0)).toEqual({ all: 3, bulk: 2 });
    pacing.begin(aPlace("a"));
    expect(pacing.room(aPlace("a"), 0)).toEqual({ all: 2, bulk: 1 });
    pacing.begin(aPlace("b", { isWaitedFor: true }));
    expect(pacing.room(aPlace("a"), 0)).toEqual({ all: 1, bulk: 1 });
    pacing.begin(aPlace("c", { isWaitedFor: true }));
    expect(pacing.room(aPlace("a"), 0)).toEqual({ all: 0, bulk: 0 });
  });

  it("is none while the workspace is held, until the latest instant that was told", () => {
    pacing.holdWorkspace(aPlace("a"), 5_000);
    pacing.holdWorkspace(aPlace("a"), 2_000);
    expect(pacing.room(aPlace("a"), 4_999)).toEqual({ all: 0, bulk: 0 });
    expect(pacing.room(aPlace("a"), 5_000)).toEqual({ all: 3, bulk: 2 });
    expect(pacing.room(aPlace("a", { workspaceId: "other" }), 0)).toEqual({ all: 3, bulk: 2 });
  });

  it("has no end where the platform has no rates", () => {
    expect(pacing.room(aPlace("a", { limits: FREE }), 0)).toEqual({
      all: Number.POSITIVE_INFINITY,
      bulk: Number.POSITIVE_INFINITY,
    });
  });
});

describe("when a workspace may begin more", () => {
  it("is when the rate of those whom nobody waits for has room, as long as the whole one has", () => {
    sendAt(aPlace("a"), 100);
    sendAt(aPlace("b"), 300);
    expect(pacing.workspaceFreeAt(aPlace("a"), 400)).toBe(1_100);
    sendAt(aPlace("c", { isWaitedFor: true }), 500);
    expect(pacing.workspaceFreeAt(aPlace("a"), 600)).toBe(1_100);
    expect(pacing.workspaceFreeAt(aPlace("a"), 1_200)).toBe(1_200);
  });

  it("is when the whole rate has room where that is used up, though nobody used the other", () => {
    for (const lane of ["a", "b", "c"]) sendAt(aPlace(lane, { isWaitedFor: true }), 100);
    expect(pacing.workspaceFreeAt(aPlace("a"), 200)).toBe(1_100);
  });

  it("is unknown while only the end of one under way can tell", () => {
    for (const lane of ["a", "b"]) pacing.begin(aPlace(lane));
    expect(pacing.workspaceFreeAt(aPlace("a"), 0)).toBeUndefined();
  });

  it("is not before what it was told to wait for", () => {
    pacing.holdWorkspace(aPlace("a"), 7_000);
    expect(pacing.workspaceFreeAt(aPlace("a"), 10)).toBe(7_000);
    expect(pacing.workspaceFreeAt(aPlace("a"), 8_000)).toBe(8_000);
  });
});

describe("the lanes that wait", () => {
  it("are those whose last send left no room, until it has room again", () => {
    pacing.begin(aPlace("a"));
    expect(waiting(0)).toEqual([]);
    pacing.end(aPlace("a"), 50);
    expect(waiting(60)).toEqual([["a", 1_050]]);
    expect(waiting(1_050)).toEqual([]);
    expect(waiting(60)).toEqual([]);
  });

  it("are those that were told to wait, until the latest instant that was told", () => {
    pacing.holdLane(aPlace("a"), 3_000);
    pacing.holdLane(aPlace("a"), 2_000);
    pacing.holdLane(aPlace("b"), 500);
    expect(waiting(499)).toEqual([
      ["a", 3_000],
      ["b", 500],
    ]);
    expect(waiting(500)).toEqual([["a", 3_000]]);
    expect(waiting(3_000)).toEqual([]);
  });

  it("wait for the later of both reasons", () => {
    sendAt(aPlace("a"), 0);
    sendAt(aPlace("b"), 0);
    pacing.holdLane(aPlace("a"), 700);
    pacing.holdLane(aPlace("b"), 4_000);
    expect(waiting(10)).toEqual([
      ["a", 1_000],
      ["b", 4_000],
    ]);
  });

  it("are not those that had room after their last send, while another send of theirs is under way", () => {
    const two: SendLimits = { ...FREE, lane: [{ amount: 2, perMs: 1_000 }] };
    sendAt(aPlace("a", { limits: two }), 0);
    pacing.begin(aPlace("a", { limits: two }));
    expect(waiting(10)).toEqual([]);
  });

  it("are none of a workspace that was never met", () => {
    expect([...pacing.listWaitingLanes("nobody", 0)]).toEqual([]);
  });

  it("keep their count over a thousand sends of others, as long as it counts", () => {
    const hour: SendLimits = { ...FREE, lane: [{ amount: 2, perMs: 3_600_000 }] };
    sendAt(aPlace("kept", { limits: hour }), 0);
    for (let index = 0; index < 2_000; index += 1) sendAt(aPlace(`other-${index}`, { limits: hour }), index);
    expect(waiting(2_000)).toEqual([]);
    sendAt(aPlace("kept", { limits: hour }), 2_000);
    expect(waiting(2_001)).toEqual([["kept", 3_600_000]]);
  });

  it("include one that another run of the program filled", () => {
    pacing.remember(aPlace("a"), 400);
    expect(waiting(500)).toEqual([["a", 1_400]]);
    expect(pacing.room(aPlace("b"), 500)).toEqual({ all: 2, bulk: 1 });
  });
});

describe("a workspace whose conversations were told to wait", () => {
  let resumption: Resumption;
  beforeEach(() => {
    resumption = createResumption();
  });
  const limit = (...lanes: readonly string[]) => lanes.map((lane) => resumption.noteLimited({ workspaceId: "w", lane }));

  it("is held back from the third conversation on, and the same one counts once", () => {
    expect(limit("a", "a", "b", "b")).toEqual([false, false, false, false]);
    expect(resumption.mostOf("w")).toBe(Number.POSITIVE_INFINITY);
    expect(limit("c")).toEqual([true]);
    expect([resumption.mostOf("w"), resumption.mostOf("other")]).toEqual([1, Number.POSITIVE_INFINITY]);
  });

  it("is not held back where something was taken in between", () => {
    limit("a", "b");
    resumption.noteSent("w");
    expect(limit("c", "d")).toEqual([false, false]);
    expect(limit("e")).toEqual([true]);
  });

  it("goes on with one, and with twice as many after each that was taken, until nothing holds it back", () => {
    limit("a", "b", "c");
    const most: number[] = [];
    for (let sent = 0; sent < 6; sent += 1) {
      most.push(resumption.mostOf("w"));
      resumption.noteSent("w");
    }
    expect(most).toEqual([1, 2, 4, 8, 16, Number.POSITIVE_INFINITY]);
  });

  it("begins with one again at the first that is told to wait meanwhile", () => {
    limit("a", "b", "c");
    resumption.noteSent("w");
    resumption.noteSent("w");
    expect(limit("d")).toEqual([true]);
    expect(resumption.mostOf("w")).toBe(1);
  });
});

describe("how far back sends count", () => {
  it("is the longest stretch of any platform's rates", () => {
    expect(longestWindowMs(PLATFORM_LIMITS)).toBe(3_600_000);
  });

  it.each(["lane", "workspace", "bulk"] as const)("counts the rates of a %s", (of) => {
    const one = { ...FREE, [of]: [{ amount: 1, perMs: 5_000 }] };
    expect(longestWindowMs({ slack: FREE, teams: one, playground: FREE })).toBe(5_000);
  });

  it("is nothing without rates", () => {
    expect(longestWindowMs({ slack: FREE, teams: FREE, playground: FREE })).toBe(0);
  });
});
