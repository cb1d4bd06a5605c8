/** The shares of the four urgencies, and the turns of workspaces. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { URGENCIES, type Urgency } from "../../src/app/ports/outbox-store.ts";
import { createTurns } from "../../src/delivery/look.ts";
import { pickUrgency } from "../../src/pace/meter.ts";

const ROOM = { all: 1, bulk: 1 };

/** So many picks in a row from what never runs out. */
function pickMany(from: number, count: number, has: (urgency: Urgency) => boolean): readonly (Urgency | undefined)[] {
  return Array.from({ length: count }, (_, index) => pickUrgency(from + index, has, ROOM));
}

describe("R33: of the four urgencies", () => {
  it("each that always has something is taken within sixteen, from wherever it is counted", () => {
    fc.assert(
      fc.property(fc.nat(), fc.subarray([...URGENCIES], { minLength: 1 }), (from, full) => {
        const picked = new Set(pickMany(from, 16, (urgency) => full.includes(urgency)));
        expect([...picked].sort()).toEqual([...full].sort());
      }),
    );
  });

  it("those who wait at the screen get three places of four, whatever else there is", () => {
    fc.assert(
      fc.property(fc.nat(), (from) => {
        const picked = pickMany(from, 16, () => true);
        expect(picked.filter((urgency) => urgency === "waiting")).toHaveLength(12);
      }),
    );
  });

  it("the more urgent is taken where no place is kept, and nothing where there is no room", () => {
    expect(pickUrgency(0, (urgency) => urgency !== "waiting", ROOM)).toBe("personal");
    expect(pickUrgency(0, (urgency) => urgency === "background", ROOM)).toBe("background");
    expect(pickUrgency(0, () => true, { all: 0, bulk: 0 })).toBeUndefined();
    expect(pickUrgency(4, () => true, { all: 1, bulk: 0 })).toBe("waiting");
    expect(pickUrgency(4, (urgency) => urgency !== "waiting", { all: 1, bulk: 0 })).toBeUndefined();
  });
});

describe("workspaces have their turn", () => {
  it("where somebody waits first, then by who was served longest ago", () => {
    const turns = createTurns();
    const due = ["a", "b", "c"].map((id) => ({ id, urgency: id === "c" ? ("waiting" as const) : ("personal" as const) }));
    const order = () => turns.order(due).map(({ id }) => id);
    expect(order()).toEqual(["c", "a", "b"]);
    turns.note("a", 3);
    expect(order()).toEqual(["c", "b", "a"]);
    turns.note("b", 0);
    expect(order()).toEqual(["c", "b", "a"]);
    expect([turns.takenOf("a"), turns.takenOf("b"), turns.takenOf("nobody")]).toEqual([3, 0, 0]);
    turns.note("a", 2);
    expect(turns.takenOf("a")).toBe(5);
  });

  it("in the same order, however they are listed", () => {
    const turns = createTurns();
    for (const id of ["d", "b", "c", "a"]) turns.note(id, 1);
    const all = [
      { id: "a", urgency: "waiting" },
      { id: "b", urgency: "personal" },
      { id: "c", urgency: "waiting" },
      { id: "d", urgency: "background" },
    ] as const;
    fc.assert(
      fc.property(fc.shuffledSubarray([...all], { minLength: 4 }), (due) => {
        expect(turns.order(due).map(({ id }) => id)).toEqual(["c", "a", "d", "b"]);
      }),
    );
  });
});
