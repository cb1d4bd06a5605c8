/** One person with an account on each platform: confirmed by themselves, then asked and counted once, with all they had. */
import { beforeEach, describe, expect, test } from "vitest";
import { noteDeactivated } from "../../../src/app/news/platform-news.ts";
import { setMonthly } from "../../../src/app/programme/monthly.ts";
import { isActiveAt } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf } from "../../helpers/world.ts";
import { CHANNEL, codeIn, IN_CHANNEL, link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

/** `first` gets the code in Slack, `second` uses it in Teams, and `first` says yes. */
async function becomeOne(first: User, userId: string, second: User): Promise<void> {
  await second.says(`link me ${codeIn(await first.says("link me"))}`);
  await world.tick();
  await first.presses(buttonOf((await world.arrived("slack", userId)).at(-1), "That's me"));
}
const history = () => world.stores((stores) => stores.answers.historyOfTeam("owner"));
const active = async () => (await world.memberships("owner")).filter((membership) => isActiveAt(membership, world.clock.now()));
const checkInOf = async (user: User, teamId = "owner") => {
  const { id } = await user.person();
  return world.stores(async (stores) => {
    const membership = await stores.memberships.findOfPerson(teamId, id);
    return membership && stores.checkIns.findOpen(membership.id);
  });
};

describe("a person's own code", () => {
  test("joins nothing before its issuer says on the first side that it is them", async () => {
    const told = await world.eli.says(`link me ${codeIn(await world.ben.says("link me"))}`);
    expect(read(told)).toContain("I've asked Ben Example in Example Ltd (Slack) whether that's you");
    await world.tick();
    const question = (await world.arrived("slack", "u2")).at(-1);
    expect(question && toPlainText(question)).toContain("as Eli Example in Example GmbH (Microsoft Teams)");
    const yes = buttonOf(question, "That's me");
    expect(read(await world.ana.presses(yes))).toContain("for someone else");
    expect(read(await world.eli.presses(yes))).toContain("for someone else");
    expect((await world.eli.person()).id).not.toBe((await world.ben.person()).id);
    await world.ben.presses(buttonOf(question, "That's not me"));
    expect(read(await world.ben.presses(yes))).toContain("already been settled");
    expect((await world.eli.person()).id).not.toBe((await world.ben.person()).id);
  });

  test("pressed twice makes one person, once", async () => {
    await becomeOne(world.ben, "u2", world.eli);
    const { id } = await world.ben.person();
    expect((await world.eli.person()).id).toBe(id);
    await world.tick();
    const question = (await world.arrived("slack", "u2")).find(({ summary }) => summary.includes("Is that you"));
    expect(read(await world.ben.presses(buttonOf(question, "That's me")))).toContain("already been settled");
  });

  test("used on both sides at once makes one person, and the second question says so", async () => {
    const [bens, elis] = [codeIn(await world.ben.says("link me")), codeIn(await world.eli.says("link me"))];
    await world.eli.says(`link me ${bens}`);
    await world.ben.says(`link me ${elis}`);
    await world.tick();
    const [inSlack, inTeams] = [(await world.arrived("slack", "u2")).at(-1), (await world.arrived("teams", "u2")).at(-1)];
    await world.ben.presses(buttonOf(inSlack, "That's me"));
    const { card } = await world.eli.presses(buttonOf(inTeams, "That's me"));
    expect(card && toPlainText(card)).toContain("already one person");
    expect((await world.eli.person()).id).toBe((await world.ben.person()).id);
  });

  test("from before the two became one person is refused with that reason", async () => {
    const elis = codeIn(await world.eli.says("link me"));
    await becomeOne(world.ben, "u2", world.eli);
    expect(read(await world.ben.says(`link me ${elis}`))).toContain("already one person");
  });

  test("joins one account a platform", async () => {
    await becomeOne(world.ben, "u2", world.eli);
    const dees = codeIn(await world.dee.says("link me"));
    expect(read(await world.ben.says(`link me ${dees}`))).toContain("already linked");
  });

  test("joins nobody who leads the programme in both workspaces", async () => {
    for (const user of [world.ben, world.eli]) {
      const person = await user.person();
      await world.stores((stores) => stores.people.save({ ...person, programmeLead: true }));
    }
    expect(read(await world.eli.says(`link me ${codeIn(await world.ben.says("link me"))}`))).toContain("Hand one over");
  });
});

test("what either account turned off stays off, and who is away as either is away to the later day", async () => {
  const [ben, eli] = [await world.ben.person(), await world.eli.person()];
  const [soon, late] = [world.clock.now() + DAY_MS, world.clock.now() + 9 * DAY_MS];
  await world.stores(async (stores) => {
    await stores.people.save({ ...ben, awayUntil: soon, greetedAt: 2_000 });
    await stores.people.save({ ...eli, awayUntil: late, greetedAt: 1_000, nudges: false });
  });
  await becomeOne(world.ben, "u2", world.eli);
  expect(await world.ben.person()).toMatchObject({ nudges: false, awayUntil: late, greetedAt: 1_000 });
});

describe("R27: one person with accounts in two workspaces that are not linked", () => {
  beforeEach(() => becomeOne(world.ben, "u2", world.eli));

  test("sees and hears of each team in its own workspace alone", async () => {
    expect(await world.ben.teams()).toEqual(["other", "owner"]);
    expect(read(await world.ben.says("status"))).toContain("owner");
    expect(read(await world.eli.says("status"))).toContain("other");
    expect(JSON.stringify((await world.ben.opensHome()).card)).not.toContain("Team other");
    expect(read(await world.ben.presses({ act: "command", line: "status", teamId: "other" }))).toContain("not on that team");
    world.clock.advance({ days: 7 });
    await world.tick();
    const inSlack = world.sender.received.filter(({ workspaceId }) => workspaceId === "slack");
    const inTeams = world.sender.received.filter(({ workspaceId }) => workspaceId === "teams");
    expect(JSON.stringify(inSlack)).toContain("Team owner");
    expect(JSON.stringify(inSlack)).not.toContain("Team other");
    expect(JSON.stringify(inTeams)).toContain("Team other");
    expect(JSON.stringify(inTeams)).not.toContain("Team owner");
  });

  test("cannot answer one team's question from the other's workspace", async () => {
    world.clock.advance({ days: 7 });
    await world.tick();
    const checkIn = await checkInOf(world.eli, "other");
    const press = {
      act: "walk",
      checkInId: checkIn?.id ?? "",
      revision: checkIn?.revision ?? 0,
      event: { do: "pause" },
    } as const;
    expect((await world.ben.presses(press)).card).toBeUndefined();
    expect((await world.eli.presses(press)).card).toBeDefined();
  });

  test("keeps the name, language and clock of where they belong", async () => {
    const before = await world.ben.person();
    await world.eli.says("help");
    expect(await world.ben.person()).toEqual(before);
  });

  test("leads the programme where they belong, and nowhere else", async () => {
    const person = await world.ben.person();
    await world.stores((stores) => stores.people.save({ ...person, programmeLead: true }));
    expect(read(await world.ben.says("overview"))).toContain("Example Ltd");
    expect(read(await world.eli.says("overview"))).toContain("Only programme leads and observers can use");
    const lead = await world.dee.person();
    await world.stores((stores) => stores.people.save({ ...lead, programmeLead: true }));
    const { errors } = await world.dee.submits({ form: "programme" }, { people: ["u1", "u2"] });
    expect(errors?.people).toContain("Ben Example");
    expect(read(await world.dee.says("overview"))).toContain("Example GmbH");
  });
});

describe("one person who was in a linked team twice", () => {
  beforeEach(async () => {
    await link(world);
    world.clock.advance({ days: 7 });
    await world.tick();
  });

  test("is a member once, with the answers of both and nothing doubled", async () => {
    await world.answersAll(world.ben, "owner", 1);
    await world.answersAll(world.eli, "owner", 3);
    const before = (await history()).map(({ id, questionId, at }) => [id, questionId, at]);
    expect(await active()).toHaveLength(5);
    await becomeOne(world.ben, "u2", world.eli);
    expect(await active()).toHaveLength(4);
    const after = await history();
    expect(after.map(({ id, questionId, at }) => [id, questionId, at])).toEqual(before);
    const { id } = await world.ben.person();
    const [mine] = (await active()).filter(({ personId }) => personId === id);
    const current = await world.stores((stores) => stores.answers.currentOfMembership(mine?.id ?? "", world.clock.now()));
    expect(current.length).toBeGreaterThan(0);
    expect(new Set(current.map(({ questionId }) => questionId)).size).toBe(current.length);
  });

  test("goes on with one check-in, and the round waits for one answer of theirs", async () => {
    const gone = await checkInOf(world.eli);
    const stays = await checkInOf(world.ben);
    await becomeOne(world.ben, "u2", world.eli);
    expect((await checkInOf(world.ben))?.id).toBe(stays?.id);
    expect((await world.stores((stores) => stores.checkIns.find(gone?.id ?? "")))?.status).toBe("cancelled");
    await world.tick();
    const told = (await world.arrived("teams", "u2")).map((message) => toPlainText(message));
    expect(told.some((text) => text.includes("this check-in for Team owner has ended"))).toBe(true);
    const round = await world.stores((stores) => stores.rounds.latest("owner"));
    const turns = await world.stores((stores) => stores.turns.listOfRound(round?.id ?? ""));
    expect(turns).toHaveLength(4);
  });

  test("who finished on one side is not asked on the other", async () => {
    await world.answersAll(world.eli, "owner", 2);
    await becomeOne(world.ben, "u2", world.eli);
    expect(await checkInOf(world.ben)).toBeUndefined();
    for (const who of [world.ana, world.cem, world.dee]) await world.answersAll(who, "owner", 2);
    await world.tick();
    expect((await world.stores((stores) => stores.rounds.latest("owner")))?.status).toBe("closed");
  });

  test("closes a round that waited for nobody but the account that is no more", async () => {
    for (const who of [world.ana, world.cem, world.dee, world.eli]) await world.answersAll(who, "owner", 2);
    await becomeOne(world.ben, "u2", world.eli);
    expect((await world.stores((stores) => stores.rounds.latest("owner")))?.status).toBe("open");
    await world.tick();
    expect((await world.stores((stores) => stores.rounds.latest("owner")))?.status).toBe("closed");
  });

  test("makes forms that show the roster of before out of date", async () => {
    const { id = "", revision = 0 } = (await world.stores((stores) => stores.teams.find("owner"))) ?? {};
    await becomeOne(world.ben, "u2", world.eli);
    const form = { form: "members", teamId: id, revision } as const;
    const outcome = await world.ana.submits(form, { remove: ["u3"] });
    expect(read(outcome)).toContain("in the meantime");
    expect((await active()).map(({ personId }) => personId)).toContain((await world.ben.person()).id);
  });

  test("stays when the second home goes, and is asked where the team is", async () => {
    await becomeOne(world.ben, "u2", world.eli);
    await world.ana.says("link off yes");
    expect((await active()).map(({ personId }) => personId)).toContain((await world.ben.person()).id);
    expect(await active()).toHaveLength(3);
    expect(read(await world.eli.says("status", IN_CHANNEL))).not.toContain("owner");
    world.clock.advance({ days: 7 });
    await world.tick();
    expect(await checkInOf(world.ben)).toBeDefined();
    const last = (await world.arrived("teams", CHANNEL)).at(-1);
    expect(last && toPlainText(last)).toContain("no longer a home");
  });

  test("is met on the other platform when one account is switched off", async () => {
    await becomeOne(world.ben, "u2", world.eli);
    await world.answersAll(world.ben, "owner", 2);
    await noteDeactivated(world.world, { workspaceId: "slack", platformUserId: "u2", eventKey: "off" });
    const person = await world.eli.person();
    expect(person).toMatchObject({ workspaceId: "teams" });
    expect(person.unreachable).toBeUndefined();
    world.clock.advance({ days: 7 });
    await world.tick();
    const checkIn = await checkInOf(world.eli);
    const [post] = await world.stores((stores) => stores.posts.listOfSubject("check-in", checkIn?.id ?? ""));
    expect(post?.workspaceId).toBe("teams");
  });

  test("is forgotten with both accounts", async () => {
    await becomeOne(world.ben, "u2", world.eli);
    await world.eli.presses({ act: "confirm-forget" });
    for (const side of ["slack", "teams"]) {
      expect(await world.stores((stores) => stores.people.findByAccount(side, "u2"))).toBeUndefined();
    }
    expect(await active()).toHaveLength(3);
  });
});

test("steps of both accounts are one person's afterwards", async () => {
  await link(world);
  const { id } = await world.eli.person();
  const step = {
    id: "step-1",
    teamId: "owner",
    questionId: "logs",
    fromRating: 1 as const,
    status: "taken" as const,
    ownerId: id,
    due: "2026-11-23",
    takenAt: world.clock.now(),
    fromNudge: false,
    overdueCount: 0,
    createdAt: world.clock.now(),
    revision: 1,
  };
  await world.stores((stores) => stores.steps.save(step));
  await becomeOne(world.ben, "u2", world.eli);
  const owned = await world.stores(async (stores) =>
    stores.steps.listOfOwner((await stores.people.findByAccount("slack", "u2"))?.id ?? ""),
  );
  expect(owned.map(({ id: stepId }) => stepId)).toEqual(["step-1"]);
});

test("whoever wanted no monthly overview as either gets none as both", async () => {
  const [ben, eli, dee] = [await world.ben.person(), await world.eli.person(), await world.dee.person()];
  await world.stores(async (stores) => {
    for (const { id } of [eli, dee]) await setMonthly({ stores }, id, false);
  });
  await becomeOne(world.ben, "u2", world.eli);
  expect((await world.eli.person()).id).toBe(ben.id);
  expect(await world.stores(({ settings }) => settings.get("overview.monthly.off"))).toBe(`${dee.id} ${ben.id}`);
});

describe("a person with an account on each side of a linked team", () => {
  beforeEach(async () => {
    await link(world);
    await becomeOne(world.ben, "u2", world.eli);
    await world.tick();
  });
  const both = { slack: () => world.ben, teams: () => world.eli } as const;
  const cardsOf = async (user: User) => {
    const checkIn = await checkInOf(user);
    const posts = await world.stores((stores) => stores.posts.listOfSubject("check-in", checkIn?.id ?? ""));
    return posts.filter(({ removedAt, platformRef }) => removedAt === undefined && platformRef !== undefined);
  };

  test.each(["checkin", "assess"] as const)("gets what they ask for with `%s` where they ask", async (line) => {
    for (const side of ["teams", "slack", "teams"] as const) {
      await both[side]().says(line);
      await world.tick();
      expect((await cardsOf(world.ben)).map(({ workspaceId }) => workspaceId)).toEqual([side]);
    }
  });

  test("is shown an open check-in where they press, and is still asked at home", async () => {
    world.clock.advance({ days: 7 });
    await world.tick();
    expect((await cardsOf(world.ben)).map(({ workspaceId }) => workspaceId)).toEqual(["slack"]);
    const checkIn = await checkInOf(world.ben);
    await world.eli.presses({ act: "show-check-in", checkInId: checkIn?.id ?? "" });
    await world.tick();
    expect((await cardsOf(world.ben)).map(({ workspaceId }) => workspaceId)).toEqual(["teams"]);
    await world.answersAll(world.eli, "owner", 2);
    expect(await checkInOf(world.ben)).toBeUndefined();
  });

  test("is told on both sides where they are asked, and changes it", async () => {
    const told = async (side: "slack" | "teams") =>
      (await world.arrived(side, "u2")).map((message) => toPlainText(message)).join();
    for (const side of ["slack", "teams"] as const)
      expect(await told(side)).toContain("I'll ask you once, in Example Ltd (Slack)");
    const where = await world.eli.says("link me");
    expect(read(where)).toContain("I ask you in Example Ltd (Slack)");
    expect(read(await world.eli.presses(buttonOf(where.notice, "Ask me here")))).toContain("ask you here in Example GmbH");
    world.clock.advance({ days: 7 });
    await world.tick();
    expect((await cardsOf(world.ben)).map(({ workspaceId }) => workspaceId)).toEqual(["teams"]);
  });

  test("stays where they lead the programme", async () => {
    const person = await world.ben.person();
    await world.stores((stores) => stores.people.save({ ...person, programmeLead: true }));
    expect(read(await world.eli.says("link me here"))).toContain("programme lead in Example Ltd (Slack)");
    expect((await world.ben.person()).workspaceId).toBe("slack");
  });
});
