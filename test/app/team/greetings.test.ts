/** When a greeting goes to whom; its words are told in the story of a set-up. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OutboxItem } from "../../../src/app/ports/outbox-store.ts";
import type { Post } from "../../../src/app/ports/post-store.ts";
import { dropGreetings, type Greeting, queueGreeting } from "../../../src/app/team/greetings.ts";
import type { Team } from "../../../src/core/team.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../../../src/core/time.ts";
import { markName } from "../../../src/message/person-names.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { putMessage } from "../../helpers/delivery.ts";
import { type ExampleMember, putTeam } from "../../helpers/example-team.ts";
import { aSchedule } from "../../helpers/team.ts";
import { aWorld, listButtons, MONDAY_MORNING, type TestWorld } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let world: TestWorld;
let team: Team;
let ana: ExampleMember;
let ben: ExampleMember;
beforeEach(async () => {
  world = await aWorld();
  const example = await putTeam(world, ["ana", "ben"]);
  const [first, second] = example.members;
  if (!first || !second) throw new Error("two members");
  team = example.team;
  [ana, ben] = [first, second];
});
afterEach(() => world.close());

async function greet(overrides: Partial<Greeting> = {}): Promise<Instant | undefined> {
  const greeting = { team, membership: ben.membership, by: ana.person, ...overrides };
  return world.stores((stores) => queueGreeting({ stores, world: world.world, now: world.clock.now() }, greeting));
}

async function greetings(membershipId = ben.membership.id): Promise<readonly { post: Post; item: OutboxItem }[]> {
  return world.stores(async ({ posts, outbox }) => {
    const found = await posts.listOfSubject("greeting", membershipId);
    const items = await Promise.all(found.map(async (post) => ({ post, item: await outbox.findOfPost(post.id) })));
    return items.flatMap(({ post, item }) => (item ? [{ post, item }] : []));
  });
}

describe("a greeting", () => {
  test("goes to who was added, unsolicited, and says when it may be sent", async () => {
    expect(await greet()).toBe(MONDAY_MORNING);
    const [greeting] = await greetings();
    expect(greeting?.post).toMatchObject({ target: { to: "person", personId: ben.person.id }, purpose: "greeting" });
    expect(greeting?.item).toMatchObject({ unsolicited: true, notBefore: MONDAY_MORNING, status: "pending" });
    expect(greeting && toPlainText(greeting.item.message)).toContain(`${markName(ana.person)} added you`);
    const [sent] = await world.queuedFor("ben");
    expect(sent && toPlainText(sent.message)).toContain("Ana Example added you");
  });

  test("never goes to the one who adds themselves", async () => {
    expect(await greet({ membership: ana.membership })).toBeUndefined();
    expect(await greetings(ana.membership.id)).toEqual([]);
  });

  test("comes once a team, and again only where it is told that the first did not arrive", async () => {
    await greet();
    expect(await greet()).toBeUndefined();
    expect(await greetings()).toHaveLength(1);
    expect(await greet({ again: true })).toBe(MONDAY_MORNING);
    expect(await greetings()).toHaveLength(2);
  });

  test("keeps the moment of the first one with the person", async () => {
    await greet();
    expect((await ben.actor.person()).greetedAt).toBe(MONDAY_MORNING);
    world.clock.advance({ days: 3 });
    await greet({ again: true });
    expect((await ben.actor.person()).greetedAt).toBe(MONDAY_MORNING);
  });

  test("is of nobody who is not known", async () => {
    expect(await greet({ membership: { ...ben.membership, personId: "nobody" } })).toBeUndefined();
  });
});

describe("its time", () => {
  test.each([
    ["in the evening, is the next morning", Date.UTC(2026, 10, 3, 18), Date.UTC(2026, 10, 4, 9)],
    ["a moment before the evening, is now", Date.UTC(2026, 10, 3, 18) - 1, Date.UTC(2026, 10, 3, 18) - 1],
    ["at the weekend, is Monday", Date.UTC(2026, 10, 7, 12), Date.UTC(2026, 10, 9, 9)],
  ])("%s", async (_name, now, expected) => {
    world.clock.set(now);
    expect(await greet()).toBe(expected);
  });

  test("keeps the team's quiet hours and days off, by the reader's clock", async () => {
    const schedule = aSchedule({ quietHours: { from: "20:00", to: "11:00" }, holidays: ["2026-11-02"] });
    await world.stores((stores) => stores.people.save({ ...ben.person, zone: "America/New_York" }));
    expect(await greet({ team: { ...team, schedule } })).toBe(Date.UTC(2026, 10, 3, 16));
  });

  test("is when the reader is back", async () => {
    const awayUntil = Date.UTC(2026, 10, 11);
    await world.stores((stores) => stores.people.save({ ...ben.person, awayUntil }));
    expect(await greet()).toBe(awayUntil + 9 * HOUR_MS);
  });

  test.each([
    [0, 0],
    [1, 0],
    [2, 7],
    [3, 7],
    [4, 14],
  ])("after %i other messages this week is %i days later", async (others, days) => {
    await world.stores(async (stores) => {
      for (let index = 0; index < others; index += 1) {
        const sent = { status: "sent", sentAt: MONDAY_MORNING } as const;
        await putMessage(stores, { id: `other-${index}`, personId: ben.person.id, ...sent });
      }
    });
    const wednesday = MONDAY_MORNING + 2 * DAY_MS;
    world.clock.set(wednesday);
    expect(await greet()).toBe(wednesday + days * DAY_MS);
  });

  test("is a week after the last but one greeting, wherever working hours put that", async () => {
    // Thursday evening, and Friday is off.
    world.clock.set(Date.UTC(2026, 10, 5, 19));
    const schedule = aSchedule({ holidays: ["2026-11-06"] });
    const monday = Date.UTC(2026, 10, 9, 9);
    const times = [];
    for (const index of [0, 1, 2, 3]) {
      const id = `other-${index}`;
      const membership = { ...ben.membership, id, teamId: id };
      await world.stores(async (stores) => {
        await stores.teams.save({ ...team, id, channelId: id });
        await stores.memberships.save(membership);
      });
      times.push(await greet({ team: { ...team, schedule, id }, membership }));
    }
    expect(times).toEqual([monday, monday, monday + 7 * DAY_MS, monday + 7 * DAY_MS]);
  });
});

describe("somebody who goes", () => {
  test("gets no greeting that still waits; one that was sent stays what it is", async () => {
    await greet();
    const [sent] = await greetings();
    if (!sent) throw new Error("a greeting");
    await world.stores(({ outbox }) => outbox.update({ ...sent.item, status: "sent", sentAt: MONDAY_MORNING }));
    await greet({ again: true });
    await world.stores((stores) => dropGreetings({ stores, world: world.world, now: world.clock.now() }, ben.membership));
    const statuses = (await greetings()).map(({ item }) => item.status);
    expect([...statuses].sort()).toEqual(["dropped", "sent"]);
  });
});

describe("a greeting close to the first check-in", () => {
  let rounds: RoundWorld;
  let added: ExampleMember;
  let joined: Team;
  beforeEach(async () => {
    rounds = await aRoundWorld({ start: MONDAY_MORNING });
    const example = await rounds.team(["cem", "dee"], {
      schedule: aSchedule({ time: "09:30" }),
    });
    const [by, member] = example.members;
    if (!by || !member) throw new Error("two members");
    [joined, added] = [example.team, member];
    const greeting = { team: joined, membership: added.membership, by: by.person };
    await rounds.stores((stores) => queueGreeting({ stores, world: rounds.world, now: rounds.clock.now() }, greeting));
  });
  afterEach(() => rounds.close());
  const arrivedAt = async () => (await rounds.arrived()).filter(({ to }) => to === "dee").map(({ purpose }) => purpose);

  test("comes with it, as one message", async () => {
    await rounds.tick();
    expect(await arrivedAt()).toEqual([]);
    await rounds.runUntil(MONDAY_MORNING + HOUR_MS);
    expect(await arrivedAt()).toEqual(["check-in"]);
    const card = rounds.sender.received.map(({ message }) => message).find((message) => message.elements.length > 4);
    const text = card ? toPlainText(card) : "";
    expect(text).toContain("Cem Example added you");
    expect(text).toContain("Who sees what.");
    expect(text).toContain("Not for you?");
    expect(text).toContain("first round");
    expect(text).not.toContain("Only you see your answers. Your team sees totals once");
    expect(card && listButtons(card).map(({ label }) => label)).toEqual(["Spread it out", "Answer everything now"]);
  });

  test("comes alone ten minutes later where no check-in comes", async () => {
    await rounds.tick();
    await rounds.stores(async ({ teams }) => {
      const team = await teams.find(joined.id);
      if (team) await teams.save({ ...team, pausedUntil: MONDAY_MORNING + 7 * DAY_MS, revision: team.revision + 1 });
    });
    await rounds.runUntil(MONDAY_MORNING + HOUR_MS);
    expect(await arrivedAt()).toEqual(["greeting"]);
  });
});
