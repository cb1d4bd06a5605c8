/** Link codes: who gets one, how long it works, and what is said to a wrong one. */
import { beforeEach, describe, expect, test } from "vitest";
import { hashCode, readCode } from "../../../src/app/link/code.ts";
import { codeIn, IN_CHANNEL, read, type TwoSides, twoSides } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

const isLinked = async () => (await world.stores((stores) => stores.homes.listOfTeam("owner"))).length > 0;
const isAsked = async () => (await world.queued()).length > 0;

describe("a code", () => {
  test("is shown to the lead who asks, with the command of the other platform, and kept as a hash alone", async () => {
    const outcome = await world.ana.says("link", IN_CHANNEL);
    const code = codeIn(outcome);
    expect(read(outcome)).toContain("leads the team in Microsoft Teams");
    expect(read(outcome)).toContain(`link ${code}`);
    expect(await isAsked()).toBe(false);
    const request = await world.stores((stores) => stores.links.findByHash(hashCode(code)));
    expect(request).toMatchObject({ kind: "team", teamId: "owner", workspaceId: "slack" });
    expect(JSON.stringify(request)).not.toContain(code);
    expect(read(await world.dee.says("link"))).toContain("/level2 link ");
  });

  test("is for leads of a team", async () => {
    expect(read(await world.ben.says("link"))).toContain("Only leads of Team owner can use");
    expect(read(await world.user("slack", "u9", "Fay Example").says("link"))).toContain("You don't lead a team here");
  });

  test("gives way to the next one of the same lead", async () => {
    const [first, second] = [codeIn(await world.ana.says("link")), codeIn(await world.ana.says("link"))];
    expect(read(await world.dee.says(`link ${first}`))).toContain("I don't recognize this code");
    expect(read(await world.dee.says(`link ${second}`))).toContain("The code is good");
  });

  test("is of no use once its issuer leads no more", async () => {
    const code = codeIn(await world.ana.says("link"));
    const own = (await world.memberships("owner")).find(({ lead }) => lead);
    if (!own) throw new Error("a lead");
    await world.stores((stores) => stores.memberships.save({ ...own, lead: false }));
    expect(read(await world.dee.says(`link ${code}`))).toContain("no longer");
    expect(await isAsked()).toBe(false);
  });

  test("is read however it is typed", () => {
    expect(readCode("7k3qd xm2pa")).toBe("7K3QD-XM2PA");
    expect(readCode("7K3QDXM2PA")).toBe("7K3QD-XM2PA");
    expect(readCode("oil00-ooooo")).toBe("01100-00000");
    expect(readCode("status")).toBeUndefined();
    expect(readCode("7K3QD-XM2P")).toBeUndefined();
  });

  test("works once", async () => {
    const code = codeIn(await world.ana.says("link"));
    await world.dee.says(`link ${code}`);
    await world.tick();
    expect(read(await world.dee.says(`link ${code}`))).toContain("already been used");
    expect(await isAsked()).toBe(false);
  });

  test("works to the last moment of ten minutes and not after", async () => {
    const late = codeIn(await world.ana.says("link"));
    world.clock.advance({ minutes: 10 });
    expect(read(await world.dee.says(`link ${late}`))).toContain("older than 10 minutes");
    const timely = codeIn(await world.ana.says("link"));
    world.clock.set(world.clock.now() + 10 * 60_000 - 1);
    expect(read(await world.dee.says(`link ${timely}`))).toContain("The code is good");
  });

  test("does nothing in its own workspace, and is not used up there", async () => {
    const code = codeIn(await world.ana.says("link"));
    expect(read(await world.ben.says(`link ${code}`))).toContain("comes from this workspace");
    expect(read(await world.dee.says(`link ${code}`))).toContain("The code is good");
  });

  test("does nothing on the same platform", async () => {
    const code = codeIn(await world.ana.says("link"));
    const other = world.user("other-slack", "u1", "Gus Example");
    expect(read(await other.says(`link ${code}`))).toContain("Example Ltd (Slack)");
    expect(await isAsked()).toBe(false);
  });

  test("of a person joins no team, and the other way round", async () => {
    const own = codeIn(await world.ana.says("link me"));
    expect(read(await world.dee.says(`link ${own}`))).toContain("link me");
    const team = codeIn(await world.ana.says("link"));
    expect(read(await world.dee.says(`link me ${team}`))).toContain("links a team");
  });

  test("is of no use once the bot was removed where it was issued", async () => {
    const code = codeIn(await world.ana.says("link"));
    await world.stores(async (stores) => {
      const slack = await stores.workspaces.find("slack");
      if (slack) await stores.workspaces.save({ ...slack, uninstalledAt: world.clock.now() });
    });
    expect(read(await world.dee.says(`link ${code}`))).toContain("I don't recognize this code");
  });
});

describe("wrong codes", () => {
  test("are answered kindly, and after five none is looked at for ten minutes", async () => {
    const code = codeIn(await world.ana.says("link"));
    for (let tries = 0; tries < 5; tries += 1) {
      expect(read(await world.dee.says("link 00000-00000"))).toContain("I don't recognize this code");
    }
    expect(read(await world.dee.says(`link ${code}`))).toContain("Too many wrong codes");
    expect(read(await world.eli.says("link 00000-00000"))).toContain("I don't recognize this code");
    world.clock.advance({ minutes: 10 });
    const next = codeIn(await world.ana.says("link"));
    expect(read(await world.dee.says(`link ${next}`))).toContain("The code is good");
  });

  test("that are none are not counted", async () => {
    for (let tries = 0; tries < 6; tries += 1) {
      expect(read(await world.dee.says("link nonsense"))).toContain("doesn't look like a code");
    }
    expect(await isLinked()).toBe(false);
  });
});

test("a member who leads nothing cannot bring the team along", async () => {
  const code = codeIn(await world.ana.says("link"));
  expect(read(await world.eli.says(`link ${code}`))).toContain("Only a lead");
  expect(read(await world.eli.says(`link ${code}`, IN_CHANNEL))).toContain("Only a lead");
  expect(await isAsked()).toBe(false);
});

test("help shows a lead how to link the team, and everybody how to link themselves", async () => {
  const leads = read(await world.ana.says("help"));
  expect(leads).toContain("link [code|off]");
  const [first, more] = read(await world.ben.says("help")).split("More commands, once you");
  expect(first).not.toContain("For leads");
  expect(first).toContain("link me [code|here]");
  expect(more).toContain("link [code|off]");
});

test("the playground has nothing to link with", async () => {
  const somebody = world.actor("zoe");
  expect(read(await somebody.says("link"))).toContain("playground");
  expect(read(await somebody.says("link me"))).toContain("playground");
});
