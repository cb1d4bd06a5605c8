/** Guests and people of other organisations answer where a lead added them; they lead nothing and set up nothing. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepAccountKind } from "../../../src/app/account-kind.ts";
import { noteDeactivated, noteProfile } from "../../../src/app/news/platform-news.ts";
import { beginProgramme } from "../../../src/app/programme/listed-leads.ts";
import { isActiveAt } from "../../../src/core/team.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";
import { type Actor, buttonOf } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "./settings-world.ts";

let world: SettingsWorld;
let gus: Actor;
beforeEach(async () => {
  world = await aSettingsWorld({ platform: "slack" });
  gus = world.actor("gus", { kind: "guest" });
});
afterEach(() => world.close());

const listTeams = () => world.stores(({ teams }) => teams.listOfWorkspace("w-1"));
const leadProgramme = async (actor: Actor) => {
  await actor.says("help");
  const person = await actor.person();
  await world.stores((stores) => beginProgramme({ stores, world: world.world, now: world.clock.now() }, person, "operator"));
};
const summariesFor = async (actor: Actor) => (await world.queuedFor(actor.userId)).map(({ message }) => message.summary);

describe("a guest", () => {
  test("sets up no team, by command, by button or by a forged form", async () => {
    expect(told(await gus.says("setup"))).toContain("setup needs a full account in Example Ltd");
    expect(told(await gus.presses({ act: "open-form", form: { form: "setup" } }))).toContain("needs a full account");
    expect(told(await gus.submits({ form: "setup" }, setupValues()))).toContain("needs a full account");
    expect(await listTeams()).toEqual([]);
  });

  test("is a member where a lead adds them, and answers", async () => {
    await world.setUp({ members: ["ben", "gus"] });
    expect(await world.membership(gus)).toMatchObject({ kind: "member", lead: false });
    expect(told(await gus.says("checkin"))).not.toContain("needs a full account");
    expect(told(await gus.says("members"))).toContain("members needs a full account");
  });

  test("is refused as a lead at the field, in the form of a new team and of its members", async () => {
    const { errors } = await world.setUp({ leads: ["gus"] });
    expect(errors).toEqual({
      leads: "Gus Example can't be a lead. Guests, people from other organizations and closed accounts can only be members.",
    });
    await world.setUp();
    const { id: teamId, revision } = await world.team();
    const refused = await world.ana.submits(
      { form: "members", teamId, revision },
      { members: ["ben", "chen"], leads: ["ana", "gus"], observers: [] },
    );
    expect(Object.keys(refused.errors ?? {})).toEqual(["leads"]);
  });

  test("is not made a programme lead by another, nor by the operator's list", async () => {
    await leadProgramme(world.ana);
    const refused = await world.ana.submits({ form: "programme" }, { people: ["ana", "gus"] });
    expect(Object.keys(refused.errors ?? {})).toEqual(["people"]);
    await world.close();
    world = await aSettingsWorld({ platform: "slack", programmeLeads: [{ kind: "account", workspace: "w-1", userId: "gus" }] });
    gus = world.actor("gus", { kind: "guest" });
    await gus.says("help");
    expect((await gus.person()).programmeLead).toBe(false);
  });
});

describe("an account whose kind changes", () => {
  beforeEach(async () => {
    await world.setUp();
    const { id: teamId, revision } = await world.team();
    await world.ana.submits(
      { form: "members", teamId, revision },
      { members: ["chen"], leads: ["ana", "ben"], observers: ["dora"] },
    );
    expect((await world.membership(world.ben)).lead).toBe(true);
  });
  const becomesGuest = (userId: string) =>
    noteProfile(world.world, "w-1", { platformUserId: userId, name: nameInCast(userId), kind: "guest" });

  test("stops leading at once and stays a member; the other leads are told", async () => {
    await becomesGuest("ben");
    expect(await world.membership(world.ben)).toMatchObject({ kind: "member", lead: false });
    expect(await summariesFor(world.ana)).toContain(
      "Ben Example is now a guest here, so they no longer lead Speed. They're still on the team and answer as before.",
    );
    expect((await summariesFor(world.ben)).some((text) => text.startsWith("You're now a guest here"))).toBe(true);
  });

  test("of the only lead leaves the team to its members and the programme leads to hear of it", async () => {
    await leadProgramme(world.eve);
    await becomesGuest("ben");
    await becomesGuest("ana");
    expect((await world.membership(world.ana)).lead).toBe(false);
    expect(await summariesFor(world.eve)).toContain(
      "Speed doesn't have a lead anymore, so nobody can change its members or schedule. You can appoint one.",
    );
    expect((await summariesFor(world.ben)).some((text) => text.includes("doesn't have a lead anymore"))).toBe(true);
  });

  test("ends the lead of the programme, and a form that was open meanwhile saves nothing", async () => {
    await leadProgramme(world.ben);
    const { id: teamId, revision } = await world.team();
    await becomesGuest("ben");
    expect((await world.ben.person()).programmeLead).toBe(false);
    const late = await world.ben.submits(
      { form: "members", teamId, revision },
      { members: ["ben"], leads: ["ben"], observers: [] },
    );
    expect(told(late)).toContain("members needs a full account");
    expect(told(await world.ben.submits({ form: "programme" }, { people: ["ben"] }))).toContain("needs a full account");
    expect((await world.membership(world.ana)).lead).toBe(true);
  });

  test("gives nothing back when the guest becomes a full member again", async () => {
    await becomesGuest("ben");
    await noteProfile(world.world, "w-1", { platformUserId: "ben", name: nameInCast("ben"), kind: "full" });
    expect((await world.membership(world.ben)).lead).toBe(false);
    expect(told(await world.ben.says("members"))).toContain("Only leads of Speed can use");
  });

  test("each end stands in the audit log as the platform's", async () => {
    await becomesGuest("ben");
    const entries = await world.stores(({ audit }) => audit.list({ limit: 100 }));
    const { id } = await world.ben.person();
    expect(entries.filter(({ subjectId, act }) => subjectId === id && act === "lead-ended")).toMatchObject([
      { by: { kind: "platform" }, through: "news" },
    ]);
  });
});

describe("a lead from before, whose account nobody has asked about", () => {
  test("is asked about with their first act as a lead, and leads no more where they are a guest", async () => {
    await world.setUp();
    const ana = await world.ana.person();
    await world.stores(async ({ people }) => {
      await people.forget(ana.id, 0);
      await people.save({ ...ana, name: "Ana Example" });
      await people.saveAccount({ workspaceId: "w-1", platformUserId: "ana", personId: ana.id });
    });
    const { id: teamId } = await world.team();
    await world.stores(({ memberships }) =>
      memberships.save({
        id: "ana-again",
        teamId,
        personId: ana.id,
        kind: "member",
        lead: true,
        roles: [],
        intervals: [{ since: 0 }],
      }),
    );
    world.actor("ana", { kind: "guest" });
    expect(told(await world.ana.says("members"))).toContain("members needs a full account");
    expect((await world.membership(world.ana)).lead).toBe(false);
  });
});

describe("a team without a lead", () => {
  const contextOf = async () => ({ form: "appoint-lead" as const, teamId: (await world.team()).id });
  beforeEach(async () => {
    await leadProgramme(world.eve);
    await world.setUp();
  });

  test("gets one from a programme lead by the button of the message", async () => {
    await noteDeactivated(world.world, { workspaceId: "w-1", platformUserId: "ana", eventKey: "event-1" });
    const [offered] = (await world.queuedFor("eve")).filter(({ message }) => message.summary.includes("You can appoint one"));
    const opened = await world.eve.presses(buttonOf(offered?.message, "Appoint a lead"));
    expect(opened.form?.title).toBe("Appoint a lead");
    expect(told(await world.eve.submits(await contextOf(), { person: ["ben"] }))).toBe(
      "Ben Example now leads Speed. I'll let them know.",
    );
    expect(await world.membership(world.ben)).toMatchObject({ kind: "member", lead: true });
    expect((await summariesFor(world.ben)).at(-1)).toContain("Eve Example made you a lead of Speed");
    expect((await summariesFor(world.dora)).filter((text) => text.includes("has no lead"))).toEqual([]);
  });

  test("takes no guest and nobody unknown", async () => {
    gus = world.actor("gus", { kind: "guest" });
    await noteDeactivated(world.world, { workspaceId: "w-1", platformUserId: "ana", eventKey: "event-1" });
    for (const userId of ["gus", "U-nobody"]) {
      const { errors } = await world.eve.submits(await contextOf(), { person: [userId] });
      expect(Object.keys(errors ?? {}), userId).toEqual(["person"]);
    }
  });

  test("is nobody's to give but a programme lead's, and not while it has a lead", async () => {
    expect(told(await world.eve.submits(await contextOf(), { person: ["eve"] }))).toContain("Speed already has a lead");
    await noteDeactivated(world.world, { workspaceId: "w-1", platformUserId: "ana", eventKey: "event-1" });
    expect(told(await world.ben.submits(await contextOf(), { person: ["ben"] }))).toContain("Only programme leads can use");
    const other = { form: "appoint-lead", teamId: "no-such-team" } as const;
    expect(told(await world.eve.submits(other, { person: ["eve"] }))).toContain("You're not on that team.");
    const { teamId } = await contextOf();
    const memberships = await world.stores(({ memberships: all }) => all.listOfTeam(teamId));
    expect(memberships.filter((one) => one.lead && isActiveAt(one, world.clock.now()))).toHaveLength(1);
  });

  test("lets a form of its deactivated lead that was open meanwhile do nothing to others' leads", async () => {
    const { id: teamId, revision } = await world.team();
    await noteDeactivated(world.world, { workspaceId: "w-1", platformUserId: "ana", eventKey: "event-1" });
    await world.eve.submits(await contextOf(), { person: ["ben"] });
    const late = await world.ana.submits({ form: "members", teamId, revision }, { members: [], leads: ["ana"], observers: [] });
    expect(told(late)).toContain("Nothing changed");
    expect((await world.membership(world.ben)).lead).toBe(true);
  });
});

test("a kind that is told again changes nothing", async () => {
  await world.setUp();
  const person = await world.ana.person();
  const work = async (kind: "full" | "guest") =>
    world.stores((stores) =>
      keepAccountKind(
        { stores, world: world.world, now: world.clock.now() },
        { workspace: world.workspace, person, platformUserId: "ana", kind },
      ),
    );
  await work("full");
  expect((await world.membership(world.ana)).lead).toBe(true);
  await work("guest");
  await work("guest");
  expect((await summariesFor(world.ana)).filter((text) => text.startsWith("You're now a guest"))).toHaveLength(1);
});
