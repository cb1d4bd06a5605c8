/** What is kept about a person, in true counts, and that "forget me" removes it from the very file. */
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { queuePost } from "../../../src/app/posting.ts";
import { setMonthly } from "../../../src/app/programme/monthly.ts";
import { HOUR_MS } from "../../../src/core/time.ts";
import { markName } from "../../../src/message/person-names.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aMessage, anOutboxItem, aPost } from "../../helpers/delivery.ts";
import { aFakeSender, deliverTo } from "../../helpers/fake-sender.ts";
import { aGoal, aKpi, aReading } from "../../helpers/value.ts";
import { buttonOf, MONDAY_MORNING } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "../team/settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp();
});
afterEach(() => world.close());

/** The whole database file with nothing left in the log, as bytes. */
function readFile(): Buffer {
  const database = new Database(world.databasePath);
  database.exec("VACUUM");
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  return readFileSync(world.databasePath);
}

/** The tables that hold the text somewhere. */
function listTablesWith(text: string): readonly string[] {
  const database = new Database(world.databasePath, { readonly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all().map(String);
  const found = tables.filter((table) => JSON.stringify(database.prepare(`SELECT * FROM "${table}"`).all()).includes(text));
  database.close();
  return found;
}

describe("privacy", () => {
  test("counts what is there, team by team", async () => {
    await world.answers(world.ben, { note: "mine alone" });
    world.clock.advance({ days: 7 });
    await world.answers(world.ben, { note: "for all", noteShared: true, evidence: "https://example.com/proof" });
    const text = told(await world.ben.says("privacy"));
    expect(text).toContain(
      "Name: Ben Example\nLanguage: English\nTime zone: America/New_York\nYour settings: reminders light, nudges on",
    );
    expect(text).toContain(
      "Speed\n\nAnswers: 2, to one question\nNotes: 1 only you can see, 1 shared with the team\nLinks to evidence: 1, visible to the team\nCheck-ins: 2\nSteps you took on: none",
    );
    expect(text).toContain("Only you see your answers. Your team sees totals once three people have answered.");
  });

  test("says when a team sees who said what, and when nothing is asked", async () => {
    expect(told(await world.dora.says("privacy"))).toContain("I never ask you anything, so there are none.");
    await world.eve.submits({ form: "setup" }, setupValues({ name: "Other", channel: "", privacy: "open" }));
    expect(told(await world.eve.says("privacy"))).toContain("Open mode: everyone on the team sees your answers with your name.");
  });

  test("keeps naming a team that the person left", async () => {
    await world.answers(world.ben, {});
    world.clock.advance({ hours: 1 });
    await world.ben.presses({ act: "confirm-leave", teamId: (await world.team()).id });
    expect(told(await world.ben.says("privacy"))).toContain("Speed (left)\n\nAnswers: 1, to one question");
  });

  test("names the goals and KPIs of whoever answers for them, also outside the team, and owners without an account", async () => {
    await world.eve.says("help");
    const [team, eve] = [await world.team(), await world.eve.person()];
    await world.stores(async ({ goals, kpis, readings }) => {
      const ofTeam = { teamId: team.id, addedBy: eve.id };
      const { ownerName: _, ...owned } = aGoal({ ...ofTeam, ownerId: eve.id });
      await goals.save(owned);
      await goals.save(aGoal({ ...ofTeam, id: "goal-2", ownerName: "Cleo Example" }));
      await kpis.save(aKpi({ ...ofTeam, readerId: eve.id }));
      await readings.add(team.id, aReading({ addedBy: eve.id }));
    });
    const text = told(await world.eve.says("privacy"));
    expect(text).toContain(
      "Business value\n\nGoals you own: Customers get changes sooner (Speed)\nKPIs you report: Days from idea to customer (Speed)\nReadings you entered: 1, with your notes and links",
    );
    expect(text).not.toContain("Cleo Example");
    const ben = told(await world.ben.says("privacy"));
    expect(ben).toContain("These teams also name owners who don't use this workspace: Cleo Example.");
    expect(ben).not.toContain("Goals you own");
  });

  test("lists teams by name, and those that the person left last", async () => {
    for (const name of ["Anchor", "Zebra"]) {
      await world.eve.submits({ form: "setup" }, setupValues({ name, channel: "", privacy: "open", members: ["ben"] }));
    }
    await world.ben.presses({ act: "confirm-leave", teamId: (await world.team("Anchor")).id });
    const text = told(await world.ben.says("privacy"));
    const places = ["Speed\n", "Zebra\n", "Anchor (left)\n"].map((name) => text.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test("shows what Teams told of the person, with or without an e-mail address, and of nobody else", async () => {
    const workspaceId = world.workspace.id;
    const tell = (userId: string, email?: string) =>
      world.stores(({ teamsConversations }) =>
        teamsConversations.saveUser({
          workspaceId,
          userId,
          teamsId: `29:${userId}`,
          name: "Ben Example",
          ...(email && { email }),
        }),
      );
    await tell("chen", "chen@example.com");
    expect(told(await world.ben.says("privacy"))).not.toMatch(/chen@example|Email/);
    await tell("ben");
    expect(told(await world.ben.says("privacy"))).toContain("Email: none stored");
    await tell("ben", "ben@example.com");
    const text = told(await world.ben.says("privacy"));
    expect(text).toContain("Email: ben@example.com");
    expect(text).toMatch(/: ben\n/);
    expect(text).not.toContain("none stored");
  });

  test("is for everybody, also outside any team", async () => {
    expect(told(await world.eve.says("privacy"))).toContain("You're not on a team, so I have no answers from you.");
  });
});

describe("forget me", () => {
  const canaries = ["Ben Example", "canary-private-note", "canary-shared-note", "canary-evidence", "America/New_York", "ben"];

  test("says what goes, what stays, and which team has no lead then; nothing goes yet", async () => {
    await world.answers(world.ana, {});
    const text = told(await world.ana.says("forget me"));
    expect(text).toContain("your place in one team, your one answer with all notes and links");
    expect(text).toContain("You're the only lead of Speed, so it won't have one. I'll tell its members and the programme leads");
    expect(text).toContain("What stays: the totals of past rounds");
    expect((await world.ana.person()).name).toBe("Ana Example");
  });

  test("ends a team with its last member, observers or not, and says so; a team with other members goes on", async () => {
    const solo = { name: "Solo", channel: "", privacy: "open" as const, members: [], observers: ["dora"] };
    await world.eve.submits({ form: "setup" }, setupValues(solo));
    const nextRound = async (name: string) => {
      const { id } = await world.team(name);
      return world.stores(({ teams }) => teams.nextRoundAt(id));
    };
    expect(await nextRound("Solo")).toBeDefined();
    for (const other of [world.dora, world.ben]) expect(told(await other.says("forget me"))).not.toContain("its rounds stop");
    expect(told(await world.eve.says("forget me"))).toContain("You're the last person on Solo, so its rounds stop.");
    await world.ben.presses({ act: "confirm-forget" });
    expect(await nextRound("Speed")).toBeDefined();
    await world.eve.presses({ act: "confirm-forget" });
    expect(await nextRound("Solo")).toBeUndefined();
    expect(await nextRound("Speed")).toBeDefined();
  });

  test("removes every trace from the database file", async () => {
    await world.answers(world.ben, { note: "canary-private-note" });
    await world.answers(world.ben, {
      note: "canary-shared-note",
      noteShared: true,
      evidence: "https://example.com/canary-evidence",
    });
    await world.ben.says("checkin");
    const before = readFile();
    for (const canary of canaries) expect(before.includes(canary), canary).toBe(true);
    const { notice } = await world.ben.says("forget me");
    expect(told(await world.ben.presses(buttonOf(notice, "Forget me")))).toContain(
      "All that's left are counts without your name",
    );
    const after = readFile();
    for (const canary of canaries) expect(after.includes(canary), canary).toBe(false);
    expect(after.includes("Ana Example")).toBe(true);
  });

  test("takes the person's cards away, and leaves the answers to what they typed", async () => {
    const sender = aFakeSender(world.clock);
    const delivery = deliverTo(sender, world.world);
    const ben = await world.ben.person();
    await world.ben.says("checkin");
    const workspaceId = world.workspace.id;
    const about = { target: { to: "person", personId: ben.id }, workspaceId, subjectId: "asked", message: aMessage() } as const;
    await world.stores(async (stores) => {
      const work = { stores, world: world.world, now: world.clock.now() };
      await queuePost(work, { ...about, purpose: "answer" });
    });
    await delivery.drain();
    const shown = sender.received.filter(
      ({ operation, target }) => operation === "post" && "personId" in target && target.personId === ben.id,
    );
    const cards = shown.filter(({ answersIn }) => answersIn === undefined).map(({ postId }) => postId);
    expect([cards.length > 0, shown.length - cards.length]).toEqual([true, 1]);
    await world.ben.presses({ act: "confirm-forget" });
    await delivery.drain();
    const removed = sender.received.filter(({ operation }) => operation === "remove").map(({ postId }) => postId);
    expect(removed.toSorted()).toEqual(cards.toSorted());
  });

  test("keeps no wish about the monthly overview, and everybody else's", async () => {
    const [ben, chen] = [await world.ben.person(), await world.chen.person()];
    await world.stores(async (stores) => {
      for (const { id } of [ben, chen]) await setMonthly({ stores }, id, false);
    });
    const off = () => world.stores(({ settings }) => settings.get("overview.monthly.off"));
    expect(await off()).toBe(`${ben.id} ${chen.id}`);
    await world.ben.presses({ act: "confirm-forget" });
    expect(await off()).toBe(chen.id);
    expect(listTablesWith(ben.id)).toEqual(["audit_log"]);
  });

  test("takes the name out of what still waits for others", async () => {
    await world.stores((stores) => stores.outbox.listByStatus("pending", 100));
    await world.ana.presses({ act: "confirm-forget" });
    const greetings = (await world.queuedFor("dora")).map(({ message }) => toPlainText(message));
    expect(greetings[0]).toContain("Someone added you as an observer.");
    expect(readFile().includes("Ana Example")).toBe(false);
  });

  test("changes no word of a message that was written by hand, whatever the person's name is", async () => {
    const ben = await world.ben.person();
    await world.stores((stores) => stores.people.save({ ...ben, name: "you" }));
    const waiting = async () => (await world.queuedFor("dora")).map(({ message }) => toPlainText(message));
    const before = await waiting();
    expect(before.join()).toContain("Ana Example added you");
    await world.ben.presses({ act: "confirm-forget" });
    expect(await waiting()).toEqual(before);
  });

  test("changes no message of another workspace, whatever the person's name is", async () => {
    const ben = await world.ben.person();
    await world.stores(async (stores) => {
      await stores.people.save({ ...ben, name: "you" });
      await stores.workspaces.save({ ...world.workspace, id: "w-2", platformId: "w-2" });
      await stores.posts.save(
        aPost({ id: "post-9", workspaceId: "w-2", target: { to: "channel", workspaceId: "w-2", channelId: "c" } }),
      );
      const message = aMessage({ summary: "Ana added you as a member" });
      await stores.outbox.add(anOutboxItem({ id: "item-9", postId: "post-9", workspaceId: "w-2", lane: "c", message }));
    });
    await world.ben.presses({ act: "confirm-forget" });
    const kept = await world.stores(({ outbox }) => outbox.find("item-9"));
    expect(kept?.message.summary).toBe("Ana added you as a member");
  });

  test("of a name that changed meanwhile, messages that wait say the new one", async () => {
    const ana = await world.ana.person();
    await world.stores((stores) => stores.people.save({ ...ana, name: "Ana Newname" }));
    expect((await world.queuedFor("dora")).map(({ message }) => toPlainText(message))[0]).toContain("Ana Newname added you");
  });

  test("an id in words that somebody typed names nobody", async () => {
    const ana = await world.ana.person();
    const { notice } = await world.ben.writes(`status ${markName(ana)}`);
    expect(JSON.stringify(notice ?? {})).not.toContain("Ana Example");
    const said = await world.ben.says(`language ${markName(ana)}`);
    expect(told(said)).toContain(ana.id);
    expect(told(said)).not.toContain("Ana Example");
  });

  test("stops what waits for the person", async () => {
    const { id } = await world.ben.person();
    expect((await world.queued()).some(({ lane }) => lane === `person:${id}`)).toBe(true);
    await world.ben.presses({ act: "confirm-forget" });
    expect((await world.queued()).some(({ lane }) => lane === `person:${id}`)).toBe(false);
  });

  describe("by the only lead of a team", () => {
    const summariesFor = async (userId: string) => (await world.queuedFor(userId)).map(({ message }) => message.summary);
    const notices = async (userId: string) =>
      (await summariesFor(userId)).filter((text) => text.includes("doesn't have a lead anymore"));

    test("makes nobody a lead, and tells everybody in it without a name", async () => {
      await world.ana.presses({ act: "confirm-forget" });
      expect((await world.membership(world.ben)).lead).toBe(false);
      const told = "Speed doesn't have a lead anymore. Whoever runs me can appoint one. Rounds continue as before.";
      expect(await notices("ben")).toEqual([told]);
      expect(await notices("dora")).toEqual([told]);
      expect(await notices("chen")).toEqual([]);
      expect(await summariesFor("chen")).toContain("Speed 没有负责人了。可以请负责部署我的人任命一位。轮次照常进行。");
    });

    test("names the programme leads, who get the button to appoint one", async () => {
      await world.eve.says("help");
      const eve = await world.eve.person();
      await world.stores(({ people }) => people.save({ ...eve, programmeLead: true, programmeLeadBy: "operator" }));
      await world.ana.presses({ act: "confirm-forget" });
      expect(await notices("ben")).toEqual([
        "Speed doesn't have a lead anymore. A programme lead can appoint one: Eve Example. Rounds continue as before.",
      ]);
      const [offered] = (await world.queuedFor("eve")).filter(({ message }) => message.summary.includes("You can appoint one"));
      expect(buttonOf(offered?.message, "Appoint a lead").action).toMatchObject({ form: { form: "appoint-lead" } });
    });

    test("tells them in their working hours, once", async () => {
      await world.ana.presses({ act: "confirm-forget" });
      const items = (await world.queuedFor("ben")).filter(({ message }) =>
        message.summary.includes("doesn't have a lead anymore"),
      );
      expect(items.map(({ notBefore }) => notBefore)).toEqual([MONDAY_MORNING + 5 * HOUR_MS]);
    });

    test("tells nobody where another leads it", async () => {
      const ben = await world.membership(world.ben);
      await world.stores(({ memberships }) => memberships.save({ ...ben, lead: true }));
      await world.ana.presses({ act: "confirm-forget" });
      expect(await notices("ben")).toEqual([]);
    });
  });

  test("stops the rounds of a team that nobody is left in", async () => {
    await world.eve.submits(
      { form: "setup" },
      setupValues({ name: "Solo", channel: "", members: [], observers: [], privacy: "open" }),
    );
    const { id } = await world.team("Solo");
    expect(told(await world.eve.says("forget me"))).toContain("You're the last person on Solo, so its rounds stop.");
    await world.eve.presses({ act: "confirm-forget" });
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBeUndefined();
  });

  test("pressed twice leaves nothing either", async () => {
    await world.ben.presses({ act: "confirm-forget" });
    expect(told(await world.ben.presses({ act: "confirm-forget" }))).toContain("All that's left are counts without your name");
    expect(await world.stores((stores) => stores.people.findByAccount(world.workspace.id, "ben"))).toBeUndefined();
  });

  test("starts anew with who writes again", async () => {
    await world.ben.says("language zh-CN");
    await world.ben.presses({ act: "confirm-forget" });
    expect(told(await world.ben.says("leave"))).toContain("You're not on a team yet.");
    expect(await world.ben.person()).not.toHaveProperty("chosenLocale");
  });
});
