/** Programme leads are appointed: by the operator's list or command, or by another programme lead; nobody by being first. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Profile } from "../../../src/app/ports/directory.ts";
import type { Log } from "../../../src/app/ports/log.ts";
import type { ListedLead, World } from "../../../src/app/ports/world.ts";
import { checkProgrammes } from "../../../src/app/programme/check-programmes.ts";
import { beginProgramme, createListedLeads, saveAwaitedLeads } from "../../../src/app/programme/listed-leads.ts";
import type { ProgrammeLeadSource } from "../../../src/core/team.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import type { Actor, TestWorldOptions } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "../team/settings-world.ts";

let world: SettingsWorld;
let warned: string[];
const log: Log = { info: () => {}, warn: (_, text) => void warned.push(text), error: () => {} };
const open = async (options: TestWorldOptions = {}) => {
  await world?.close();
  world = await aSettingsWorld({ platform: "slack", ...options });
};
beforeEach(async () => {
  warned = [];
  await open();
});
afterEach(() => world.close());

const leadBy = async (actor: Actor) => (await actor.person()).programmeLeadBy;
const appoint = async (actor: Actor, by: ProgrammeLeadSource = "operator") => {
  const person = await actor.person();
  await world.stores((stores) => beginProgramme({ stores, world: world.world, now: world.clock.now() }, person, by));
};

test("the first who sets up a team on a platform leads the team, and no programme", async () => {
  const { notice } = await world.setUp();
  expect(notice && toPlainText(notice)).not.toContain("programme lead");
  expect((await world.ana.person()).programmeLead).toBe(false);
  const opened = await world.ana.presses({ act: "open-form", form: { form: "programme" } });
  expect(told(opened)).toContain("Only programme leads can use");
});

test("in the playground the first still leads the programme", async () => {
  await open({ platform: "playground" });
  await world.setUp();
  expect(await leadBy(world.ana)).toBe("first");
});

test("a stranger does not become programme lead once the only one is forgotten", async () => {
  await world.ana.says("help");
  await appoint(world.ana);
  await world.ana.presses({ act: "confirm-forget" });
  await world.eve.submits({ form: "setup" }, setupValues());
  expect((await world.eve.person()).programmeLead).toBe(false);
});

test("somebody on the configured list leads from first contact on, under either name of the workspace", async () => {
  const listed: ListedLead[] = [
    { kind: "account", workspace: "w-1", userId: "eve" },
    { kind: "account", workspace: "w-9", userId: "ben" },
  ];
  await open({ programmeLeads: listed });
  await world.eve.says("help");
  await world.ben.says("help");
  expect(await leadBy(world.eve)).toBe("configuration");
  expect(await leadBy(world.ben)).toBeUndefined();
});

test("somebody who was known before leads with the next look, and whoever is struck from the list goes on", async () => {
  await world.eve.says("help");
  const listed: World = { ...world.world, programmeLeads: [{ kind: "account", workspace: "w-1", userId: "eve" }] };
  await createListedLeads(listed, { log })();
  expect(await leadBy(world.eve)).toBe("configuration");
  await createListedLeads(world.world, { log })();
  expect(await leadBy(world.eve)).toBe("configuration");
});

test("an e-mail address counts where one workspace has the bot, and not where two have it", async () => {
  await open({
    findByEmail: async (email) => (email === "eve@example.com" ? { platformUserId: "eve", name: "Eve Example" } : undefined),
  });
  await world.eve.says("help");
  const listed: World = { ...world.world, programmeLeads: [{ kind: "email", email: "eve@example.com" }] };
  await world.stores(({ workspaces }) => workspaces.save({ ...world.workspace, id: "w-2", platformId: "w-2" }));
  await createListedLeads(listed, { log })();
  expect(await leadBy(world.eve)).toBeUndefined();
  await world.stores(({ workspaces }) => workspaces.save({ ...world.workspace, id: "w-2", platformId: "w-2", uninstalledAt: 1 }));
  await createListedLeads(listed, { log })();
  expect(await leadBy(world.eve)).toBe("configuration");
});

test("a guest with the address of somebody on the list leads nothing, and keeps nobody from leading", async () => {
  let found: Profile = { platformUserId: "gus", name: "Gus Example", kind: "guest" };
  await open({ findByEmail: async () => found });
  const gus = world.actor("gus");
  await gus.says("help");
  await world.eve.says("help");
  const listed: World = { ...world.world, programmeLeads: [{ kind: "email", email: "eve@example.com" }] };
  const look = createListedLeads(listed, { log });
  await look();
  expect(await leadBy(gus)).toBeUndefined();
  found = { platformUserId: "eve", name: "Eve Example", kind: "full" };
  world.clock.advance({ minutes: 10 });
  await look();
  expect(await leadBy(world.eve)).toBe("configuration");
});

test("whom the operator appointed unseen leads from first contact on, once", async () => {
  await world.stores((stores) => saveAwaitedLeads({ stores }, ["w-1/eve"]));
  await world.eve.says("help");
  expect(await leadBy(world.eve)).toBe("operator");
  await world.eve.presses({ act: "confirm-forget" });
  await world.eve.says("help");
  expect(await leadBy(world.eve)).toBeUndefined();
});

test("another programme lead appoints and ends in chat, and those concerned are told", async () => {
  await world.ana.says("help");
  await world.ben.says("help");
  await appoint(world.ana);
  await world.ana.submits({ form: "programme" }, { people: ["ben"] });
  expect(await leadBy(world.ben)).toBe("programme-lead");
  await world.ben.submits({ form: "programme" }, { remove: [(await world.ana.person()).id] });
  expect((await world.ana.person()).programmeLead).toBe(false);
  const texts = async (actor: Actor) => (await world.queuedFor(actor.userId)).map(({ message }) => message.summary);
  expect(await texts(world.ben)).toEqual([
    "Ana Example made you a programme lead of Example Ltd. overview shows you the numbers of all teams, but nobody's answers.",
  ]);
  expect(await texts(world.ana)).toEqual([
    "Ben Example changed the list, so you're no longer a programme lead of Example Ltd. Your own teams stay as they are.",
  ]);
});

test("where only programme leads set up teams, everybody else is told whom to ask, also by a forged form", async () => {
  await open({ teamCreation: "programme" });
  expect(told(await world.ben.says("setup"))).toContain("there aren't any yet. Ask whoever runs me");
  await world.ana.says("help");
  await appoint(world.ana);
  expect(told(await world.ben.says("setup"))).toContain("Only programme leads can set up teams here. Ask Ana Example.");
  expect(told(await world.ben.submits({ form: "setup" }, setupValues()))).toContain("Only programme leads");
  expect(await world.stores(({ teams }) => teams.listOfWorkspace("w-1"))).toEqual([]);
  await world.setUp();
  expect((await world.team()).name).toBe("Speed");
});

test("that setting stops the start where nobody leads or is listed, and names the command", async () => {
  const programme: World = { ...world.world, teamCreation: "programme" };
  await expect(checkProgrammes(programme, { log })).rejects.toThrow("npx speedboat programme add WORKSPACE/USER-ID");
  await checkProgrammes({ ...programme, programmeLeads: [{ kind: "email", email: "ana@example.com" }] }, { log });
  await world.stores((stores) => saveAwaitedLeads({ stores }, ["w-1/eve"]));
  await checkProgrammes(programme, { log });
});

test("the start warns of programmes that are led by being first, and not in the playground", async () => {
  await world.ana.says("help");
  await appoint(world.ana, "first");
  await checkProgrammes(world.world, { log });
  expect(warned).toHaveLength(1);
  expect(warned[0]).toContain("npx speedboat programme list");
  await open({ platform: "playground" });
  await world.ana.says("help");
  await appoint(world.ana, "first");
  await checkProgrammes(world.world, { log });
  expect(warned).toHaveLength(1);
});
