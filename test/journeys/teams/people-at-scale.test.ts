/** Teams of hundreds in Microsoft Teams: the members form, the people picker, and people whom the bot has not met. */
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { isActiveAt } from "../../../src/core/team.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { measureCard } from "../../../src/teams/card/card-limits.ts";
import { aMembership, aPerson } from "../../helpers/team.ts";
import { inputsOf, listNodes, textOf } from "../../helpers/teams/cards.ts";
import {
  aTeamsWorld,
  CHANNEL_ID,
  installInTeam,
  TENANT,
  type TeamsUser,
  type TeamsWorld,
} from "../../helpers/teams/teams-world.ts";

/** As the directory search returns people. */
const STRANGER = "3f2a9c10-0000-4000-8000-000000000001";

let world: TeamsWorld;
let ana: TeamsUser;

beforeEach(async () => {
  world = await aTeamsWorld({ catalogue: await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY) });
  ana = world.user("aad-ana", { zone: "Europe/Berlin" });
  world.user("aad-ben");
  world.user("aad-cy");
  await ana.installs();
  await installInTeam(world, "aad-ana");
});

afterEach(async () => {
  world.checkCards();
  await world.close();
});

const stores = <T>(task: (all: Stores) => Promise<T>): Promise<T> => world.storage().work(task);

async function setUp(values: Readonly<Record<string, string>> = {}): Promise<void> {
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-ben", channel: CHANNEL_ID, privacy: "open", ...values });
}

async function ids(): Promise<{ readonly workspaceId: string; readonly teamId: string }> {
  return stores(async ({ workspaces, teams }) => {
    const workspaceId = (await workspaces.findByPlatform("teams", TENANT))?.id ?? "";
    return { workspaceId, teamId: (await teams.listOfWorkspace(workspaceId))[0]?.id ?? "" };
  });
}

async function roster(): Promise<readonly { readonly name: string; readonly part: string }[]> {
  const { teamId } = await ids();
  return stores(async ({ memberships, people }) => {
    const active = (await memberships.listOfTeam(teamId)).filter((each) => isActiveAt(each, world.clock.now()));
    const named = await Promise.all(
      active.map(async ({ personId, kind, lead }) => ({
        name: (await people.find(personId))?.name ?? "",
        part: lead ? "lead" : kind,
      })),
    );
    return named.sort((left, right) => (left.name < right.name ? -1 : 1));
  });
}

async function fill(count: number): Promise<void> {
  const { workspaceId, teamId } = await ids();
  await stores(async ({ people, memberships }) => {
    for (let index = 0; index < count; index += 1) {
      const id = `p${String(index).padStart(4, "0")}`;
      await people.save(aPerson({ id, workspaceId, name: `Person ${id}` }));
      await people.saveAccount({ workspaceId, platformUserId: `aad-${id}`, personId: id });
      await memberships.save(aMembership({ id: `m-${id}`, teamId, personId: id, intervals: [{ since: 0 }] }));
    }
  });
}

const newest = (): string => textOf(ana.card());

it.each([298, 998])("a members form over %i people that is saved untouched removes nobody, and fits", async (count) => {
  await setUp();
  await fill(count);
  const before = await roster();
  expect(before).toHaveLength(count + 2);
  await ana.says("members");
  expect(newest()).toContain(`1–15 of ${(count + 2).toLocaleString("en")}`);
  await ana.taps("Change");
  const card = ana.card();
  expect(measureCard(card)).toBeLessThan(40_000);
  expect(inputsOf(card)).toMatchObject({ "field.members": "", "field.leads": "", "field.observers": "", "field.remove": "" });
  await ana.taps("Save", {});
  expect(newest()).toContain("Nothing changed in Payments.");
  expect(await roster()).toEqual(before);
  await ana.says("members");
  await ana.taps("Change");
  await ana.taps("Save", { members: "aad-cy", remove: "aad-p0007" });
  expect(newest()).toContain("Added: Cy Example");
  expect(newest()).toContain("Taken off: Person p0007");
  expect(await roster()).toHaveLength(count + 2);
});

it("set-up keeps its observers, and a set-up that is refused comes back with everybody who was chosen", async () => {
  await ana.says("setup");
  await ana.taps("Set up", { name: "", members: "aad-ben", observers: "aad-cy", channel: CHANNEL_ID, privacy: "open" });
  const card = ana.card();
  expect(inputsOf(card)).toMatchObject({ "field.members": "aad-ben", "field.observers": "aad-cy" });
  expect(listNodes(card).find(({ id }) => id === "field.observers")?.choices).toEqual([{ title: "Cy Example", value: "aad-cy" }]);
  await ana.taps("Set up", { name: "Payments" });
  expect(await roster()).toEqual([
    { name: "Ana Example", part: "lead" },
    { name: "Ben Example", part: "member" },
    { name: "Cy Example", part: "observer" },
  ]);
  await ana.says("setup");
  await ana.taps("Change Payments");
  await ana.taps("Save", { questions: "7" });
  expect(await roster()).toHaveLength(3);
});

it("who was chosen before the bot met them is kept by id, says what to do, and has a name from the first contact on", async () => {
  await setUp({ members: `aad-ben,${STRANGER}` });
  expect(await roster()).toContainEqual({ name: "Not met yet (3f2a9c10)", part: "member" });
  await ana.says("members");
  expect(newest()).toContain("hasn't met me yet, so I don't know their name");
  const dee = world.user(STRANGER, { name: "Dee Example" });
  await dee.says("help");
  expect(await roster()).toContainEqual({ name: "Dee Example", part: "member" });
  await ana.says("members");
  expect(newest()).not.toContain("hasn't met me yet");
});

it("e-mail addresses serve clients without the search, and one that nobody has is refused at its field with what was typed", async () => {
  const { workspaceId } = await ids();
  await stores(({ teamsConversations }) =>
    teamsConversations.saveUser({
      workspaceId,
      userId: "aad-ben",
      teamsId: "29:aad-ben",
      name: "Ben Example",
      email: "Ben@Example.com",
    }),
  );
  await ana.says("setup");
  const form = ana.card();
  expect(listNodes(form).find(({ id }) => id === "emails.members")).toMatchObject({ isVisible: false });
  const values = { name: "Payments", channel: CHANNEL_ID, privacy: "open" };
  await ana.taps("Set up", { ...values, "emails.members": "ben@example.com, nobody@example.com" });
  const again = ana.card();
  expect(textOf(again)).toContain("I don't know anyone with nobody@example.com");
  expect(listNodes(again).find(({ id }) => id === "emails.members")).toMatchObject({
    isVisible: true,
    value: "ben@example.com, nobody@example.com",
  });
  await ana.taps("Set up", { "emails.members": "ben@example.com" });
  expect(await roster()).toContainEqual({ name: "Ben Example", part: "member" });
});

it("ids that are nobody's, and 5,000 of them, are refused at the field and leave nobody behind", async () => {
  await setUp();
  const { workspaceId } = await ids();
  const before = await stores(({ people }) => people.listOfWorkspace(workspaceId));
  for (const forged of ["ghost", "29:aad-ghost", "p-1", "../../people", STRANGER.slice(1)]) {
    await ana.says("members");
    await ana.taps("Change");
    await ana.taps("Save", { members: forged });
    expect(newest()).toContain("I can't find");
  }
  const crowd = Array.from({ length: 5_000 }, (_, index) => `3f2a9c10-0000-4000-8000-${String(index).padStart(12, "0")}`);
  await ana.says("members");
  await ana.taps("Change");
  await ana.taps("Save", { members: crowd.join(",") });
  expect(newest()).toContain("You chose 5,000 people");
  expect(measureCard(ana.card())).toBeLessThan(80_000);
  await ana.taps("Save", { members: `${STRANGER},ghost` });
  expect(newest()).toContain("I can't find ghost");
  expect(await stores(({ people }) => people.listOfWorkspace(workspaceId))).toEqual(before);
  expect(await roster()).toHaveLength(2);
});
