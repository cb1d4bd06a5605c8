/** What a private team shows of its answers stays within the rule of publication when two sides link and when they part. */
import { beforeEach, expect, test } from "vitest";
import { suspendWorkspace } from "../../../src/app/link/suspend.ts";
import { forgetUninstalled } from "../../../src/app/upkeep/forget-uninstalled.ts";
import { buttonOf } from "../../helpers/world.ts";
import { codeIn, link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

/** The lines of `why` that say who chose what, and their sum; coverage is a live count. */
async function ratingsShownTo(user: User): Promise<readonly string[]> {
  const text = read(await user.says("why BUS-01"));
  return text.split("\n").filter((line) => /people?|person|points/.test(line) && !line.startsWith("Coverage"));
}

async function closeNextRound(answers: readonly (readonly [User, 0 | 1 | 2 | 3])[]): Promise<void> {
  world.clock.advance({ days: daysToMonday() });
  await world.tick();
  for (const [user, rating] of answers) await world.answersAll(user, "owner", rating);
  world.clock.advance({ days: 3 });
  await world.tick();
}

function daysToMonday(): number {
  return 8 - (new Date(world.clock.now()).getUTCDay() || 7);
}

const anasSide = () =>
  [
    [world.ana, 0],
    [world.ben, 1],
    [world.cem, 2],
  ] as const;
const deesSide = () =>
  [
    [world.dee, 3],
    [world.eli, 0],
  ] as const;

test("two people who join change nothing that is shown, until three differ", async () => {
  await closeNextRound(anasSide());
  const before = await ratingsShownTo(world.ana);
  expect(before.join()).toContain("3 of 9 points");
  await link(world);
  await closeNextRound(deesSide());
  const answered = await world.stores((stores) => stores.answers.historyOfTeam("owner"));
  expect(answered.filter(({ questionId }) => questionId === "business-value")).toHaveLength(5);
  expect(await ratingsShownTo(world.ana)).toEqual(before);
  expect(await ratingsShownTo(world.dee)).toEqual(before);
});

test.each(["ana", "dee"] as const)("two people who leave with the link stay in what is shown: by %s", async (who) => {
  await link(world);
  await closeNextRound([...anasSide(), ...deesSide()]);
  const before = await ratingsShownTo(world.ana);
  expect(before.join()).toContain("label 3: 1 person");
  await world[who].says("link off yes");
  world.clock.advance({ days: 1 });
  await world.tick();
  expect(await ratingsShownTo(world.ana)).toEqual(before);
  await closeNextRound([]);
  expect(await ratingsShownTo(world.ana)).toEqual(before);
});

test("nothing of the two who are left is shown once the other three went with the workspace", async () => {
  await link(world);
  await closeNextRound([...anasSide(), ...deesSide()]);
  await world.stores(async (stores) => {
    const gone = await stores.workspaces.find("slack");
    if (gone) await suspendWorkspace({ stores, world: world.world, now: world.clock.now() }, gone);
  });
  expect((await ratingsShownTo(world.dee)).join()).toContain("label 3: 1 person");
  world.clock.advance({ days: 91 });
  await forgetUninstalled(world.world);
  await world.tick();
  world.clock.advance({ days: 1 });
  await world.tick();
  expect(read(await world.dee.says("why BUS-01"))).not.toMatch(/\d points|label \d: \d|%/);
});

test("the same two linked again, the other way round, tell no more", async () => {
  await link(world);
  await closeNextRound([...anasSide(), ...deesSide()]);
  await world.ana.says("link off yes");
  await world.dee.says("resume");
  await world.tick();
  await world.ana.says(`link ${codeIn(await world.dee.says("link"))}`);
  await world.tick();
  await world.dee.presses(buttonOf((await world.arrived("teams", "u1")).at(-1), "Make it one team"));
  await world.tick();
  expect(await world.ana.teams()).toContain("other");
  world.clock.advance({ days: daysToMonday() });
  await world.tick();
  for (const [user, rating] of deesSide()) await world.answersAll(user, "other", rating);
  world.clock.advance({ days: 3 });
  await world.tick();
  expect(read(await world.ana.says("why BUS-01"))).not.toMatch(/\d points|label \d: \d/);
});
