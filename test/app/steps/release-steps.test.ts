/** Steps of somebody who is not asked in the team any more. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Step } from "../../../src/core/next-steps/step.ts";
import type { ExampleTeam } from "../../helpers/example-team.ts";
import { aStep } from "../../helpers/team.ts";
import { buttonOf, MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let world: RoundWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING });
  example = await world.team(["ana", "ben", "chen"]);
});
afterEach(() => world.close());

const [ANA, BEN, CHEN] = [0, 1, 2];
function member(index: number) {
  const found = example.members[index];
  if (!found) throw new Error("no such member");
  return found;
}
const keep = (step: Step) => world.stores((stores) => stores.steps.save(step));
const find = (id: string) => world.stores((stores) => stores.steps.find(id));
const TAKEN = { status: "taken", due: "2026-11-16", takenAt: MONDAY_MORNING, questionId: "cluster-metrics" } as const;
const leave = async (index: number) => {
  const { actor } = member(index);
  await actor.presses(buttonOf((await actor.says("leave")).notice, "Leave"));
};

describe("a step whose owner left the team", () => {
  beforeEach(() => keep(aStep({ ...TAKEN, id: "bens", ownerId: member(BEN).person.id, overdueCount: 1 })));

  it("is nobody's, and anybody can take it at once", async () => {
    await leave(BEN);
    expect(await find("bens")).toMatchObject({ status: "snoozed", snoozedUntil: "2026-11-02", overdueCount: 0 });
    expect(await find("bens")).not.toHaveProperty("ownerId");
    const take = { act: "take-step", teamId: "team-1", questionId: "cluster-metrics", fromRating: 1 } as const;
    await member(CHEN).actor.presses(take);
    expect(await find("bens")).toMatchObject({ status: "taken", ownerId: member(CHEN).person.id, overdueCount: 0 });
  });

  it("is nobody's either where a lead made them an observer", async () => {
    const form = { form: "members", teamId: "team-1", revision: example.team.revision } as const;
    await member(ANA).actor.submits(form, { members: ["chen"], leads: ["ana"], observers: ["ben"] });
    expect(await find("bens")).not.toHaveProperty("ownerId");
  });

  it("stays what it was once done", async () => {
    await keep(aStep({ ...TAKEN, id: "done", status: "done", ownerId: member(BEN).person.id, doneAt: MONDAY_MORNING }));
    await leave(BEN);
    expect(await find("done")).toMatchObject({ status: "done", ownerId: member(BEN).person.id });
  });
});

it("a step that was only offered to whoever leaves stays with its owner", async () => {
  await keep(aStep({ ...TAKEN, id: "anas", ownerId: member(ANA).person.id, offeredTo: member(BEN).person.id }));
  await leave(BEN);
  const kept = await find("anas");
  expect(kept).toMatchObject({ status: "taken", ownerId: member(ANA).person.id, due: "2026-11-16" });
  expect(kept).not.toHaveProperty("offeredTo");
});
