/** What people read about a link: before it is confirmed, when they come along, and when they ask what is stored. */
import { beforeEach, describe, expect, test } from "vitest";
import { queueGreeting } from "../../../src/app/team/greetings.ts";
import type { Locale } from "../../../src/core/locale.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf } from "../../helpers/world.ts";
import { codeIn, link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

let world: TwoSides;
beforeEach(async () => {
  world = await twoSides();
  return () => world.close();
});

async function speaks(user: User, chosenLocale: Locale): Promise<void> {
  const person = await user.person();
  await world.stores(({ people }) => people.save({ ...person, chosenLocale }));
}

async function questionAfter(line: string, user: User, place?: Parameters<User["says"]>[1]): Promise<string> {
  await user.says(line, place);
  await world.tick();
  const question = (await world.arrived("slack", "u1")).at(-1);
  return question ? toPlainText(question) : "";
}

describe("the question before a link", () => {
  test.each([
    [
      "en",
      "Their workspace: Example GmbH (Microsoft Teams), gmbh.example",
      "Their channel: C1",
      "Who joins: Dee Example and Eli Example",
    ],
    ["zh-CN", "对方工作区：Example GmbH（Microsoft Teams），gmbh.example", "对方频道：C1", "加入的人：Dee Example、Eli Example"],
  ] as const)("names the tenant, the channel and everybody who would join: %s", async (locale, ...facts) => {
    await speaks(world.ana, locale);
    await world.stores(({ teamsConversations }) =>
      teamsConversations.saveUser({
        workspaceId: "teams",
        userId: "u1",
        teamsId: "29:u1",
        name: "Dee Example",
        email: "dee@gmbh.example",
      }),
    );
    const question = await questionAfter(`link ${codeIn(await world.ana.says("link"))}`, world.dee);
    for (const fact of facts) expect(question.replaceAll(" ", " ")).toContain(fact);
  });

  test("tells tenants apart by their id where no e-mail is known, and names a channel that has no team", async () => {
    const fay = world.user("teams", "u9", "Fay Example");
    const question = await questionAfter(`link ${codeIn(await world.ana.says("link"))}`, fay, { in: "channel", channelId: "C9" });
    expect(question).toContain("Example GmbH (Microsoft Teams), T1");
    expect(question).toContain("Their channel: C9");
    expect(question).toContain("Who joins: Fay Example");
  });

  test("says how many more join than it names", async () => {
    for (let at = 0; at < 14; at += 1) {
      const user = world.user("teams", `m${at}`, `Member ${at}`);
      await user.opensHome();
      const { id: personId } = await user.person();
      await world.stores(({ memberships }) =>
        memberships.save({
          id: `other-m${at}`,
          teamId: "other",
          personId,
          kind: "member",
          lead: false,
          roles: [],
          intervals: [{ since: world.clock.now() }],
        }),
      );
    }
    expect(await questionAfter(`link ${codeIn(await world.ana.says("link"))}`, world.dee)).toContain(" and 4 more");
  });
});

test.each([
  ["en", "is one team in Example Ltd (Slack) and Example GmbH (Microsoft Teams)"],
  ["zh-CN", "同时在 Example Ltd（Slack）、Example GmbH（Microsoft Teams）"],
] as const)("the greeting of people who come along names both workspaces: %s", async (locale, sentence) => {
  await speaks(world.eli, locale);
  await link(world);
  await world.tick();
  const greetings = (await world.arrived("teams", "u2")).map((message) => toPlainText(message).replaceAll(" ", " "));
  expect(greetings.join("\n")).toContain(sentence);
});

describe("`privacy`", () => {
  test.each([
    ["en", "one team in Example Ltd (Slack) and Example GmbH (Microsoft Teams)", "Apart from the linked teams above"],
    ["zh-CN", "这个团队同时在 Example Ltd（Slack）、Example GmbH（Microsoft Teams）。", "除了上面跨平台的团队"],
  ] as const)("says on both sides what the other one sees: %s", async (locale, ...sentences) => {
    await link(world);
    for (const user of [world.ben, world.eli]) {
      await speaks(user, locale);
      const text = read(await user.says("privacy")).replaceAll(" ", " ");
      for (const sentence of sentences) expect(text).toContain(sentence);
    }
  });

  test("says that nothing is visible outside where no team is linked, before and after", async () => {
    expect(read(await world.eli.says("privacy"))).toContain("Nothing is visible outside this workspace");
    await link(world);
    await world.ana.says("link off yes");
    for (const user of [world.ben, world.eli]) {
      expect(read(await user.says("privacy"))).toContain("Nothing is visible outside this workspace");
    }
  });

  test("says in open mode that the other side sees who answered what", async () => {
    const team = await world.stores(({ teams }) => teams.find("owner"));
    if (team) await world.stores(({ teams }) => teams.save({ ...team, privacy: "open", revision: team.revision + 1 }));
    await link(world);
    expect(read(await world.eli.says("privacy"))).toContain("both sides see your name and what you answered");
  });
});

test("who becomes one person while both greetings wait is greeted once, and asked in the first round", async () => {
  const away = world.clock.now() + DAY_MS;
  for (const user of [world.ben, world.eli]) {
    const person = await user.person();
    await world.stores(({ people }) => people.save({ ...person, awayUntil: away }));
  }
  await link(world);
  const team = await world.stores(({ teams }) => teams.find("owner"));
  const ben = await world.ben.person();
  const membership = (await world.memberships("owner")).find(({ personId }) => personId === ben.id);
  const by = await world.ana.person();
  if (!team || !membership) throw new Error("a team with Ben in it");
  await world.stores((stores) => queueGreeting({ stores, world: world.world, now: world.clock.now() }, { team, membership, by }));
  await world.eli.says(`link me ${codeIn(await world.ben.says("link me"))}`);
  await world.tick();
  await world.ben.presses(buttonOf((await world.arrived("slack", "u2")).at(-1), "That's me"));
  const pending = await world.stores(({ outbox }) => outbox.listByStatus("pending", 100));
  expect(pending.filter(({ message }) => toPlainText(message).includes("You're in Team owner"))).toHaveLength(1);
  world.clock.advance({ days: 3 });
  await world.tick();
  world.clock.advance({ days: 4 });
  await world.tick();
  const checkIn = await world.stores(({ checkIns }) => checkIns.findOpen(membership.id));
  expect(checkIn).toBeDefined();
});

describe("what a lead of one side changes for both", () => {
  const settings = { name: "Team owner", channel: "C1", questions: "5", locale: "en", privacy: "private" };
  const inChannel = async (side: "slack" | "teams") =>
    (await world.arrived(side, "C1")).map((message) => toPlainText(message)).join("\n");
  beforeEach(async () => {
    await link(world);
    await world.tick();
  });

  test.each([
    ["", "Dee Example paused Team owner from Example GmbH (Microsoft Teams). There are no new rounds until"],
    ["2026-12-24", "Dee Example paused Team owner until"],
  ] as const)("is told to the other side alone: a pause until “%s”", async (until, sentence) => {
    await world.dee.submits({ form: "pause", teamId: "owner" }, { until });
    await world.tick();
    expect(await inChannel("slack")).toContain(sentence);
    expect(await inChannel("teams")).not.toContain(sentence);
    await world.ana.says("resume");
    await world.tick();
    expect(await inChannel("teams")).toContain("Ana Example restarted the rounds of Team owner from Example Ltd (Slack)");
  });

  test.each([
    [{ name: "Team one" }, "the name is now Team one"],
    [{ questions: "3" }, "3 questions a round"],
    [{ privacy: "open" }, "open mode is on, so everyone on both sides sees who answered what"],
  ] as const)("is told to the other side with what is new: %o", async (change, sentence) => {
    const { revision = 0 } = (await world.stores(({ teams }) => teams.find("owner"))) ?? {};
    await world.dee.submits({ form: "setup", teamId: "owner", revision }, { ...settings, ...change });
    await world.tick();
    expect(await inChannel("slack")).toContain(sentence);
    expect(await inChannel("teams")).not.toContain(sentence);
  });

  test("is told in the new language", async () => {
    const { revision = 0 } = (await world.stores(({ teams }) => teams.find("owner"))) ?? {};
    await world.dee.submits({ form: "setup", teamId: "owner", revision }, { ...settings, locale: "zh-CN" });
    await world.tick();
    expect(await inChannel("slack")).toContain("语言改为简体中文");
  });

  test("is told to nobody where each side chooses its own channel, or the team is not linked", async () => {
    const { revision = 0 } = (await world.stores(({ teams }) => teams.find("owner"))) ?? {};
    const before = await inChannel("slack");
    await world.dee.submits({ form: "setup", teamId: "owner", revision }, { ...settings, channel: "C2" });
    await world.tick();
    expect(await inChannel("slack")).toBe(before);
    await world.ana.says("link off yes");
    await world.tick();
    const parted = await inChannel("teams");
    await world.ana.says("pause 2w");
    await world.tick();
    expect(await inChannel("teams")).toBe(parted);
  });
});

describe("after `link off`", () => {
  test.each(["ana", "dee"] as const)("everybody who leaves hears that they did, and why: by %s", async (who) => {
    await link(world);
    await world.tick();
    await world[who].says("link off yes");
    await world.tick();
    for (const user of ["u1", "u2"]) {
      const told = (await world.arrived("teams", user)).map((message) => toPlainText(message)).join("\n");
      expect(told).toContain("The team goes on in Example Ltd (Slack), so you've left it");
    }
    for (const user of ["u2", "u3"]) {
      expect((await world.arrived("slack", user)).map((message) => toPlainText(message)).join()).not.toContain("you've left it");
    }
  });

  test("a button of an old digest says that the team is not theirs, and sets nothing up", async () => {
    await link(world);
    await world.ana.says("link off yes");
    const answer = read(await world.eli.presses({ act: "command", line: "status", teamId: "owner" }));
    expect(answer).toContain("You're not on that team");
    expect(answer).not.toContain("Set one up");
  });
});

test("a check-in that a link cuts off says so on its card", async () => {
  world.clock.advance({ days: 7 });
  await world.tick();
  await link(world);
  await world.tick();
  const told = (await world.arrived("teams", "u2")).map((message) => toPlainText(message)).join("\n");
  expect(told).toContain("Team other has joined a team on the other platform, so this check-in has ended");
});
