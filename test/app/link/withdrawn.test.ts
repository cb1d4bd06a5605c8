/** A used code that nobody has confirmed yet: who may take it back, and until when; and a side that goes meanwhile. */
import { beforeEach, expect, test } from "vitest";
import type { Outcome } from "../../../src/app/request.ts";
import { buttonOf } from "../../helpers/world.ts";
import { codeIn, read, type TwoSides, twoSides } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

const homes = () => world.stores((stores) => stores.homes.listOfTeam("owner"));
const waiting = async (): Promise<Outcome> => world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
const takeBack = ({ notice }: Outcome) => buttonOf(notice, "Cancel my request");
async function question() {
  await world.tick();
  return (await world.arrived("slack", "u1")).at(-1);
}

test("is taken back by nobody else of that side, and goes on waiting", async () => {
  const asked = takeBack(await waiting());
  const question1 = await question();
  expect(read(await world.eli.presses(asked))).not.toContain("Canceled");
  await world.ana.presses(buttonOf(question1, "Make it one team"));
  expect(await homes()).toHaveLength(1);
});

test("is not taken back once it was confirmed, or its time is over", async () => {
  const asked = takeBack(await waiting());
  await world.ana.presses(buttonOf(await question(), "Make it one team"));
  expect(read(await world.dee.presses(asked))).not.toContain("Canceled");
  expect(await homes()).toHaveLength(1);
});

test("joins nothing where the side that used it is gone by the time it is confirmed", async () => {
  await waiting();
  const asked = await question();
  await world.stores(async ({ workspaces }) => {
    const side = await workspaces.find("teams");
    if (side) await workspaces.save({ ...side, uninstalledAt: world.clock.now() });
  });
  await world.ana.presses(buttonOf(asked, "Make it one team"));
  expect(await homes()).toEqual([]);
});
