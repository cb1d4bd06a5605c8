/** One team on Slack and Teams: asked, confirmed, then one roster, one score, digests in both; and separated again. */
import { beforeEach, describe, expect, test } from "vitest";
import { resumeWorkspace, suspendWorkspace } from "../../../src/app/link/suspend.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { queueGreeting } from "../../../src/app/team/greetings.ts";
import { forgetUninstalled } from "../../../src/app/upkeep/forget-uninstalled.ts";
import { isActiveAt } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aSchedule } from "../../helpers/team.ts";
import { buttonOf, MONDAY_MORNING } from "../../helpers/world.ts";
import { CHANNEL, codeIn, IN_CHANNEL, link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

const homes = () => world.stores((stores) => stores.homes.listOfTeam("owner"));
const team = (id: string) => world.stores((stores) => stores.teams.find(id));
const lastTold = async (side: "slack" | "teams", to: string) => {
  const messages = await world.arrived(side, to);
  const last = messages.at(-1);
  return last ? toPlainText(last) : "";
};
/** Names of who is in the owning team now. */
async function roster(): Promise<readonly string[]> {
  const active = (await world.memberships("owner")).filter((membership) => isActiveAt(membership, world.clock.now()));
  const people = await world.stores((stores) => stores.people.findMany(active.map(({ personId }) => personId)));
  return people.map(({ name }) => name.replace(" Example", "")).sort();
}
/** The workspace in which somebody's open check-in arrived. */
async function askedIn(user: User): Promise<string | undefined> {
  const { id } = await user.person();
  return world.stores(async (stores) => {
    const membership = await stores.memberships.findOfPerson("owner", id);
    const checkIn = membership && (await stores.checkIns.findOpen(membership.id));
    const [post] = checkIn ? await stores.posts.listOfSubject("check-in", checkIn.id) : [];
    return post?.platformRef === undefined ? undefined : post.workspaceId;
  });
}
async function waitingFor(user: User) {
  const { id } = await user.person();
  return (await world.queued()).filter(({ lane }) => lane === `person:${id}`);
}
async function uninstall(workspaceId: string): Promise<void> {
  await world.stores(async (stores) => {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace) await suspendWorkspace({ stores, world: world.world, now: world.clock.now() }, workspace);
  });
}
async function comeBack(workspaceId: string): Promise<void> {
  await world.stores(async (stores) => {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace) await resumeWorkspace({ stores, world: world.world, now: world.clock.now() }, workspace);
  });
}
/** The end of the 90 days after the bot was removed. */
async function forget(): Promise<void> {
  world.clock.advance({ days: 91 });
  await forgetUninstalled(world.world);
}

describe("before a link", () => {
  test("nothing crosses between workspaces whose ids are equal", async () => {
    world.clock.advance({ days: 7 });
    await world.tick();
    await world.answersAll(world.ana, "owner", 3);
    expect(await world.dee.teams()).toEqual(["other"]);
    expect(read(await world.dee.says("status", IN_CHANNEL))).toContain("other");
    expect(read(await world.dee.says("status", IN_CHANNEL))).not.toContain("owner");
    const owner = await world.stores((stores) => stores.teams.findByChannel("slack", CHANNEL));
    const other = await world.stores((stores) => stores.teams.findByChannel("teams", CHANNEL));
    expect([owner?.id, other?.id]).toEqual(["owner", "other"]);
    const inTeams = world.sender.received.filter(({ workspaceId }) => workspaceId === "teams");
    expect(inTeams.length).toBeGreaterThan(0);
    expect(JSON.stringify(inTeams)).not.toMatch(/owner|Ana|Ben|Cem/);
  });
});

describe("a used code", () => {
  test("joins nothing before the issuing lead has read what is shared and said yes", async () => {
    const told = read(await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`));
    expect(told).toContain("I've asked Ana Example in Example Ltd (Slack)");
    expect(told).toContain("the 2 people in Team other will answer in Team owner");
    await world.tick();
    const question = await lastTold("slack", "u1");
    expect(question).toContain("Dee Example used your code in Example GmbH (Microsoft Teams)");
    expect(question).toContain("The 2 people on their team Team other would join Team owner");
    for (const shared of ["Members.", "Answers.", "Digests.", "Nothing else is shared"]) expect(question).toContain(shared);
    expect(await homes()).toEqual([]);
    expect(await roster()).toEqual(["Ana", "Ben", "Cem"]);
  });

  test("is confirmed by a lead of the issuing team alone", async () => {
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const yes = buttonOf((await world.arrived("slack", "u1")).at(-1), "Make it one team");
    expect(read(await world.ben.presses(yes))).toContain("Only leads of");
    expect(read(await world.dee.presses(yes))).toContain("for someone else");
    expect(read(await world.user("other-slack", "u1", "Gus Example").presses(yes))).toContain("already been settled");
    expect(await homes()).toEqual([]);
  });

  test("is refused or taken back for good, and both sides know", async () => {
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const question = (await world.arrived("slack", "u1")).at(-1);
    await world.ana.presses(buttonOf(question, "Don't link"));
    expect(read(await world.ana.presses(buttonOf(question, "Make it one team")))).toContain("already been settled");
    await world.tick();
    expect(await lastTold("teams", "u1")).toContain("said no");
    const waiting = await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const again = (await world.arrived("slack", "u1")).at(-1);
    expect(read(await world.dee.presses(buttonOf(waiting.notice, "Cancel my request")))).toContain("Canceled");
    await world.tick();
    expect(await lastTold("slack", "u1")).toContain("Dee Example canceled the request");
    expect(read(await world.ana.presses(buttonOf(again, "Make it one team")))).toContain("already been settled");
    expect(await homes()).toEqual([]);
  });

  test("waits a day for the word of the other side", async () => {
    const usedAt = world.clock.now();
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const question = (await world.arrived("slack", "u1")).at(-1);
    world.clock.set(usedAt + DAY_MS);
    expect(read(await world.ana.presses(buttonOf(question, "Make it one team")))).toContain("more than a day old");
    expect(await homes()).toEqual([]);
  });

  test("joins nothing when the other side's lead leads no more by then", async () => {
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const question = (await world.arrived("slack", "u1")).at(-1);
    await world.stores(async (stores) => {
      const [dee] = (await stores.memberships.listOfTeam("other")).filter(({ lead }) => lead);
      if (dee) await stores.memberships.save({ ...dee, lead: false });
    });
    await world.ana.presses(buttonOf(question, "Make it one team"));
    expect(await homes()).toEqual([]);
    expect((await team("other"))?.channelId).toBe(CHANNEL);
  });
});

describe("two leads who use each other's code", () => {
  test.each(["ana", "dee"] as const)("make one link, and the second confirmation says so: %s first", async (first) => {
    const [anas, dees] = [codeIn(await world.ana.says("link")), codeIn(await world.dee.says("link"))];
    await world.dee.says(`link ${anas}`);
    await world.ana.says(`link ${dees}`);
    await world.tick();
    const yes = {
      ana: buttonOf((await world.arrived("slack", "u1")).at(-1), "Make it one team"),
      dee: buttonOf((await world.arrived("teams", "u1")).at(-1), "Make it one team"),
    };
    const second = first === "ana" ? "dee" : "ana";
    await world[first].presses(yes[first]);
    const name = first === "ana" ? "Team owner" : "Team other";
    const { card } = await world[second].presses(yes[second]);
    expect(card && toPlainText(card)).toContain(`${name} is already one team on both platforms`);
    expect(card?.elements.some(({ kind }) => kind === "buttons")).toBe(false);
    await world.tick();
    const told = (await world.arrived(first === "ana" ? "slack" : "teams", "u1")).map((message) => toPlainText(message)).join();
    expect(told).toContain(`${name} is already one team on both platforms`);
    expect(read(await world[second].says("status"))).toContain(name.replace("Team ", ""));
  });
});

test("the joining side's people are asked in the team joined what they were asked in their own", async () => {
  const eli = await world.eli.person();
  const former = (await world.memberships("other")).find(({ personId }) => personId === eli.id);
  if (!former) throw new Error("a member");
  await world.stores((stores) => stores.memberships.save({ ...former, roles: ["security"] }));
  await link(world);
  const joined = (await world.memberships("owner")).find(({ personId }) => personId === eli.id);
  expect(joined?.roles).toEqual(["security"]);
});

describe("people who came new to their own team in the week of the link", () => {
  test("are not greeted again, and are asked in the week's round", async () => {
    const eli = await world.eli.person();
    const former = (await world.memberships("other")).find(({ personId }) => personId === eli.id);
    const [own, by] = [await team("other"), await world.dee.person()];
    if (!own || !former) throw new Error("a team and a member");
    await world.stores((stores) =>
      queueGreeting({ stores, world: world.world, now: world.clock.now() }, { team: own, membership: former, by }),
    );
    await world.tick();
    world.clock.advance({ days: 5 });
    await link(world);
    await world.tick();
    const greetings = world.sender.received.filter(({ target }) => target.to === "person" && target.personId === eli.id);
    expect(greetings.map(({ operation }) => operation)).toEqual(["post", "edit"]);
    expect(await lastTold("teams", "u2")).toContain("Team owner");
    expect(await lastTold("teams", "u2")).not.toContain("Team other");
    world.clock.set(MONDAY_MORNING + 7 * DAY_MS);
    await world.tick();
    expect(await askedIn(world.eli)).toBe("teams");
  });

  test("are asked in the first round where their own team's check-in left room for one message, and greeted with it", async () => {
    // Their own team asks on Monday, they are linked on Tuesday, and the team that they join asks on Wednesday.
    world.clock.set(MONDAY_MORNING + 7 * DAY_MS);
    await world.tick();
    await world.stores(async (stores) => {
      const owner = await stores.teams.find("owner");
      if (!owner) throw new Error("no team");
      const schedule = aSchedule({ cadence: { every: "week", weekday: 3 } });
      await stores.teams.save({ ...owner, schedule, revision: owner.revision + 1 });
    });
    world.clock.set(MONDAY_MORNING + 8 * DAY_MS);
    await link(world);
    await world.tick();
    world.clock.set(MONDAY_MORNING + 9 * DAY_MS);
    await world.tick();
    expect(await askedIn(world.eli)).toBe("teams");
    const eli = await world.eli.person();
    const counted = await world.stores((stores) => stores.outbox.countUnsolicited(eli.id, world.clock.now() - 6.5 * DAY_MS));
    expect(counted).toBe(2);
    expect(await lastTold("teams", "u2")).toContain("You're in Team owner");
  });

  test("get the greeting of the team joined where theirs still waits; none, once they left", async () => {
    const eli = await world.eli.person();
    const former = (await world.memberships("other")).find(({ personId }) => personId === eli.id);
    const [own, by] = [await team("other"), await world.dee.person()];
    if (!own || !former) throw new Error("a team and a member");
    await world.stores(async (stores) => {
      await stores.people.save({ ...eli, awayUntil: world.clock.now() + DAY_MS });
      await queueGreeting({ stores, world: world.world, now: world.clock.now() }, { team: own, membership: former, by });
    });
    await link(world);
    expect((await waitingFor(world.eli)).map(({ message }) => toPlainText(message))).toEqual([
      expect.stringContaining("Team owner"),
    ]);
    await world.eli.presses(buttonOf((await world.eli.says("leave")).notice, "Leave"));
    expect(await waitingFor(world.eli)).toEqual([]);
  });
});

describe("a guest", () => {
  const becomesGuest = async (side: "slack" | "teams", user: User, platformUserId: string) => {
    const { id: personId } = await user.person();
    await world.stores(({ people }) => people.saveAccount({ workspaceId: side, platformUserId, personId, kind: "guest" }));
  };
  const leadsOfOwner = async () => (await world.memberships("owner")).filter(({ lead }) => lead).map(({ personId }) => personId);

  test("uses no code, in a channel or in a direct message, with or without a team", async () => {
    const gus = world.user("teams", "u8", "Gus Example");
    await gus.opensHome();
    for (const [user, id] of [
      [gus, "u8"],
      [world.dee, "u1"],
      [world.eli, "u2"],
    ] as const) {
      await becomesGuest("teams", user, id);
      for (const place of [{ in: "direct" }, IN_CHANNEL, { in: "channel", channelId: "C9" }] as const) {
        expect(read(await user.says(`link ${codeIn(await world.ana.says("link"))}`, place))).toContain("needs a full account");
      }
    }
    await world.tick();
    expect((await world.arrived("slack", "u1")).filter(({ summary }) => summary.includes("asks in"))).toEqual([]);
  });

  test("who became one after using the code joins nothing", async () => {
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const question = (await world.arrived("slack", "u1")).at(-1);
    await becomesGuest("teams", world.dee, "u1");
    await world.ana.presses(buttonOf(question, "Make it one team"));
    expect(await homes()).toEqual([]);
    expect(await leadsOfOwner()).toEqual([(await world.ana.person()).id]);
  });

  test("who leads the team that comes along comes as a member", async () => {
    const eli = await world.eli.person();
    await world.stores(async ({ memberships }) => {
      const part = await memberships.findOfPerson("other", eli.id);
      if (part) await memberships.save({ ...part, lead: true });
    });
    await becomesGuest("teams", world.eli, "u2");
    await link(world);
    expect(await roster()).toContain("Eli");
    expect(await leadsOfOwner()).not.toContain(eli.id);
  });

  test("confirms nothing for the team that they led", async () => {
    await world.dee.says(`link ${codeIn(await world.ana.says("link"))}`);
    await world.tick();
    const question = (await world.arrived("slack", "u1")).at(-1);
    await becomesGuest("slack", world.ana, "u1");
    await world.ana.presses(buttonOf(question, "Make it one team"));
    expect(await homes()).toEqual([]);
  });
});

describe("once linked", () => {
  beforeEach(async () => {
    await link(world);
    await world.tick();
  });

  test("the people of both sides are one roster, the lead of either side leads", async () => {
    expect(await roster()).toEqual(["Ana", "Ben", "Cem", "Dee", "Eli"]);
    const leads = (await world.memberships("owner")).filter(({ lead }) => lead);
    expect(leads.map(({ personId }) => personId).sort()).toEqual(
      [(await world.ana.person()).id, (await world.dee.person()).id].sort(),
    );
  });

  test("the joining side's team rests with its history: not asked, not in the way, not deleted", async () => {
    const other = await team("other");
    expect(other?.pausedUntil).toBe(Number.POSITIVE_INFINITY);
    expect(await world.stores((stores) => stores.teams.nextRoundAt("other"))).toBeUndefined();
    expect((await world.memberships("other")).every((membership) => isActiveAt(membership, world.clock.now()))).toBe(true);
    expect(read(await world.dee.says("status"))).toContain("owner");
  });

  test("both channels are told, and the second one's commands reach the team", async () => {
    for (const side of ["slack", "teams"] as const)
      expect(await lastTold(side, CHANNEL)).toContain("the same members and the same score");
    expect(read(await world.eli.says("status", IN_CHANNEL))).toContain("owner");
    expect(read(await world.dee.says("link", IN_CHANNEL))).toContain("Example GmbH (Microsoft Teams)");
  });

  test("a confirmation pressed twice is one link", async () => {
    const revision = (await team("owner"))?.revision;
    const question = (await world.arrived("slack", "u1")).find(({ summary }) => summary.includes("asks to join"));
    expect(read(await world.ana.presses(buttonOf(question, "Make it one team")))).toContain("already been settled");
    expect((await team("owner"))?.revision).toBe(revision);
    expect(await homes()).toHaveLength(1);
  });

  test("each is asked where they are, and one digest of all reaches both channels, with its edits", async () => {
    world.clock.advance({ days: 7 });
    await world.tick();
    const asked = { slack: [world.ana, world.ben, world.cem], teams: [world.dee, world.eli] };
    for (const [side, users] of Object.entries(asked)) {
      for (const user of users) expect(await askedIn(user)).toBe(side);
    }
    for (const who of [world.ana, world.ben, world.dee]) await world.answersAll(who, "owner", 2);
    world.clock.advance({ days: 3 });
    await world.tick();
    const digests = async () => [await lastTold("slack", CHANNEL), await lastTold("teams", CHANNEL)];
    const [inSlack, inTeams] = await digests();
    expect(inSlack).toContain("owner");
    expect(inSlack).toBe(inTeams);
    expect(inSlack).toContain("3 of 5");
    await world.answersAll(world.eli, "owner", 3);
    await world.tick();
    const [editedSlack, editedTeams] = await digests();
    expect(editedSlack).toContain("4 of 5");
    expect(editedTeams).toBe(editedSlack);
  });

  test("a digest on demand goes to both channels", async () => {
    await world.dee.says("digest", IN_CHANNEL);
    await world.tick();
    const [slack, teams] = [await lastTold("slack", CHANNEL), await lastTold("teams", CHANNEL)];
    expect(slack).toBe(teams);
    expect(slack).not.toContain("the same members");
  });

  test("each side chooses its own channel, the settings are one", async () => {
    const { revision = 0 } = (await team("owner")) ?? {};
    const opened = await world.dee.presses({ act: "open-form", form: { form: "setup", teamId: "owner", revision } });
    expect(opened.form?.fields.find(({ id }) => id === "channel")).toMatchObject({ value: CHANNEL });
    await world.dee.submits(
      { form: "setup", teamId: "owner", revision },
      { name: "One", channel: "C2", questions: "5", locale: "en", privacy: "private" },
    );
    expect(await team("owner")).toMatchObject({ name: "One", channelId: CHANNEL, workspaceId: "slack" });
    expect(await homes()).toMatchObject([{ workspaceId: "teams", channelId: "C2" }]);
  });

  test("a roster changed on one side leaves the other's people alone", async () => {
    const { revision = 0 } = (await team("owner")) ?? {};
    await world.dee.submits({ form: "members", teamId: "owner", revision }, { remove: ["u2"] });
    expect(await roster()).toEqual(["Ana", "Ben", "Cem", "Dee"]);
  });

  test("it is linked with nothing else", async () => {
    expect(read(await world.ana.says("link"))).toContain("one team on two platforms since");
    const third = world.user("other-slack", "u1", "Gus Example");
    await world.teamOf("other-slack", "third", [["u1", "Gus Example"]]);
    expect(read(await world.dee.says(`link ${codeIn(await third.says("link"))}`))).toContain("already linked");
  });
});

describe("a side without a team", () => {
  test("joins with its channel and whoever used the code there as a lead", async () => {
    const fay = world.user("teams", "u9", "Fay Example");
    const place = { in: "channel", channelId: "C9" } as const;
    expect(read(await fay.says(`link ${codeIn(await world.ana.says("link"))}`, place))).toContain(
      "this channel becomes the second home",
    );
    await world.tick();
    await world.ana.presses(buttonOf((await world.arrived("slack", "u1")).at(-1), "Make it one team"));
    expect(await homes()).toMatchObject([{ workspaceId: "teams", channelId: "C9" }]);
    expect(await roster()).toEqual(["Ana", "Ben", "Cem", "Fay"]);
    expect((await team("other"))?.pausedUntil).toBeUndefined();
    expect(await fay.teams()).toEqual(["owner"]);
  });
});

describe("separating", () => {
  beforeEach(async () => {
    await link(world);
    await world.tick();
    world.clock.advance({ days: 7 });
    await world.tick();
    for (const who of [world.ana, world.dee]) await world.answersAll(who, "owner", 2);
  });
  const answersOf = (teamId: string) => world.stores((stores) => stores.answers.historyOfTeam(teamId));

  test.each(["ana", "dee"] as const)("by %s asks first, then closes that side's memberships and deletes nothing", async (who) => {
    const before = await answersOf("owner");
    const asked = await world[who].says("link off");
    expect(read(asked)).toMatch(/2 people .*Example GmbH \(Microsoft Teams\).* leave the team/);
    expect(await homes()).toHaveLength(1);
    expect(read(await world[who].presses(buttonOf(asked.notice, "Separate")))).toContain("on one platform again");
    expect(await homes()).toEqual([]);
    expect(await roster()).toEqual(["Ana", "Ben", "Cem"]);
    expect(await answersOf("owner")).toEqual(before);
    await world.tick();
    expect(await lastTold("teams", CHANNEL)).toContain("no longer a home of Team owner");
    expect(await lastTold("teams", "u1")).toContain("Team other is yours again");
    expect(await team("other")).toMatchObject({ channelId: CHANNEL, pausedUntil: Number.POSITIVE_INFINITY });
    expect(read(await world.dee.says("status", IN_CHANNEL))).not.toContain("owner");
    expect(read(await world.dee.says("resume"))).toContain("other");
  });

  test("is for leads", async () => {
    expect(read(await world.eli.says("link off"))).toContain("Only leads of");
    expect(await homes()).toHaveLength(1);
  });

  test("sends the next digest to the remaining channel alone", async () => {
    await world.ana.says("link off yes");
    const { length } = await world.arrived("teams", CHANNEL);
    world.clock.advance({ days: 3 });
    await world.tick();
    expect(await lastTold("slack", CHANNEL)).toContain("owner");
    expect((await world.arrived("teams", CHANNEL)).length).toBe(length + 1);
    expect(await lastTold("teams", CHANNEL)).toContain("no longer a home");
  });

  test("lets nothing through that still waited for the second channel", async () => {
    await world.ana.says("digest");
    await world.ana.says("link off yes");
    const { length } = await world.arrived("teams", CHANNEL);
    await world.tick();
    const [told, ...more] = (await world.arrived("teams", CHANNEL)).slice(length);
    expect(told && toPlainText(told)).toContain("no longer a home");
    expect(more).toEqual([]);
    expect((await world.arrived("slack", CHANNEL)).some(({ summary }) => summary.includes("round"))).toBe(true);
  });

  test("happens 90 days after the second home's workspace removed the bot; again it changes nothing", async () => {
    await uninstall("teams");
    expect(await roster()).toEqual(["Ana", "Ben", "Cem", "Dee", "Eli"]);
    await forget();
    await forgetUninstalled(world.world);
    expect(await roster()).toEqual(["Ana", "Ben", "Cem"]);
    expect(await homes()).toEqual([]);
    expect(await world.stores((stores) => stores.teams.nextRoundAt("owner"))).toBeDefined();
  });

  test("leaves the team to the second home 90 days after the owning workspace removed the bot", async () => {
    const before = await answersOf("owner");
    await uninstall("slack");
    expect(await team("owner")).toMatchObject({ workspaceId: "slack" });
    await forget();
    expect(await roster()).toEqual(["Dee", "Eli"]);
    expect(await team("owner")).toMatchObject({ workspaceId: "teams", channelId: CHANNEL });
    expect((await answersOf("owner")).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(read(await world.dee.says("status", IN_CHANNEL))).toContain("owner");
    await world.tick();
    const told = (await world.arrived("teams", CHANNEL)).map(toPlainText).join();
    expect(told).toContain("has moved here with its settings and history");
    const lead = (await world.arrived("teams", "u1")).map(toPlainText).join();
    expect(lead).toMatch(/Team other, which was paused for the link, is back.*still paused and has no channel/s);
    expect(await team("other")).toMatchObject({ pausedUntil: Number.POSITIVE_INFINITY });
  });

  test("deletes a team whose both homes removed the bot once the later 90 days are over", async () => {
    await uninstall("slack");
    world.clock.advance({ days: 30 });
    await uninstall("teams");
    world.clock.advance({ days: 61 });
    await forgetUninstalled(world.world);
    expect(await team("owner")).toMatchObject({ workspaceId: "teams" });
    await forget();
    expect(await team("owner")).toBeUndefined();
    expect(await team("other")).toBeUndefined();
  });

  test("makes nobody a lead where the only one was on the side that goes, and tells who is left", async () => {
    const { id } = await world.ana.person();
    await world.stores(async (stores) => {
      const ana = await stores.memberships.findOfPerson("owner", id);
      if (ana) await stores.memberships.save({ ...ana, lead: false });
    });
    await world.dee.says("link off yes");
    expect((await world.memberships("owner")).filter(({ lead }) => lead)).toEqual([]);
    const waiting = await world.stores(({ outbox }) => outbox.listByStatus("pending", 100));
    expect(waiting.filter(({ message }) => message.summary.includes("doesn't have a lead anymore"))).not.toEqual([]);
  });
});

describe("a side that removed the bot", () => {
  beforeEach(async () => {
    await link(world);
    await world.tick();
  });
  const turnsOf = async (user: User) => {
    const { id } = await user.person();
    return world.stores(async (stores) => {
      const round = await stores.rounds.latest("owner");
      return round ? (await stores.turns.listOfRound(round.id)).find(({ personId }) => personId === id) : undefined;
    });
  };

  test.each([
    { gone: "slack", stays: "teams", channel: "the team moves here", people: 3 },
    { gone: "teams", stays: "slack", channel: "the link ends", people: 2 },
  ] as const)("is suspended and nothing is taken from it: $gone", async ({ gone, stays, channel, people }) => {
    const [owner, linked, names] = [await team("owner"), await homes(), await roster()];
    await uninstall(gone);
    await uninstall(gone);
    await world.tick();
    expect([await team("owner"), await homes(), await roster()]).toEqual([owner, linked, names]);
    const told = await lastTold(stays, CHANNEL);
    expect(told).toContain(`${people} people are only there, so I'm not asking them for now`);
    expect(told).toContain(channel);
    expect(told).toMatch(/not back there by \d+ [A-Z][a-z]+ 20\d\d/);
    const others = (await world.arrived(stays, CHANNEL)).filter(({ summary }) => summary.includes("can't reach"));
    expect(others).toHaveLength(1);
  });

  test.each(["slack", "teams"] as const)("is not asked, and the other side's round goes on: %s", async (gone) => {
    await uninstall(gone);
    world.clock.advance({ days: 7 });
    await world.tick();
    const asked = gone === "slack" ? [world.dee, world.eli] : [world.ana, world.ben, world.cem];
    const left = gone === "slack" ? [world.ana, world.ben, world.cem] : [world.dee, world.eli];
    for (const user of asked) expect(await askedIn(user)).toBe(gone === "slack" ? "teams" : "slack");
    for (const user of left) expect(await turnsOf(user)).toMatchObject({ state: "excused", excuse: "unreachable" });
    for (const user of asked) await world.answersAll(user, "owner", 2);
    world.clock.advance({ days: 3 });
    await world.tick();
    expect(await lastTold(gone === "slack" ? "teams" : "slack", CHANNEL)).toContain("round 1");
    expect((await world.arrived(gone, CHANNEL)).filter(({ summary }) => summary.includes("round 1"))).toEqual([]);
  });

  test.each(["slack", "teams"] as const)("is asked in the round that is still open once it is back: %s", async (gone) => {
    await uninstall(gone);
    world.clock.advance({ days: 7 });
    await world.tick();
    world.clock.advance({ hours: 1 });
    await comeBack(gone);
    await world.tick();
    const back = gone === "slack" ? [world.ana, world.ben, world.cem] : [world.dee, world.eli];
    for (const user of back) expect(await askedIn(user)).toBe(gone);
    expect(await lastTold(gone === "slack" ? "teams" : "slack", CHANNEL)).toContain("continues as before");
    expect(await roster()).toEqual(["Ana", "Ben", "Cem", "Dee", "Eli"]);
  });

  test("gets the check-in again that was on its way when the bot was removed", async () => {
    world.clock.advance({ days: 7 });
    await runDueRounds(world.world);
    expect(await turnsOf(world.eli)).toMatchObject({ state: "asked" });
    await uninstall("teams");
    await world.tick();
    expect(await turnsOf(world.eli)).toMatchObject({ state: "excused", excuse: "unreachable" });
    await comeBack("teams");
    await world.tick();
    expect(await askedIn(world.eli)).toBe("teams");
  });

  test("has its people with an account on the other side asked there meanwhile", async () => {
    await joinAccounts(world.ben, world.eli);
    await uninstall("slack");
    world.clock.advance({ days: 7 });
    await world.tick();
    expect(await askedIn(world.ben)).toBe("teams");
  });

  test("gives the team away by a lead's word, after a question that says so", async () => {
    await uninstall("slack");
    const asked = await world.dee.says("link off");
    expect(read(asked)).toMatch(
      /moves to Example GmbH \(Microsoft Teams\).*3 people who are only in Example Ltd \(Slack\) leave/s,
    );
    expect(read(asked)).toContain("Team other is also back");
    expect(await team("owner")).toMatchObject({ workspaceId: "slack" });
    expect(read(await world.dee.presses(buttonOf(asked.notice, "Separate")))).toContain("now belongs to this side");
    expect(await team("owner")).toMatchObject({ workspaceId: "teams", channelId: CHANNEL });
    expect(await roster()).toEqual(["Dee", "Eli"]);
  });
});

/** As `link me` does: the second is the first from now on. */
async function joinAccounts(first: User, second: User): Promise<void> {
  await second.says(`link me ${codeIn(await first.says("link me"))}`);
  await world.tick();
  const question = (await world.arrived("slack", "u2")).at(-1);
  await first.presses(buttonOf(question, "That's me"));
}
