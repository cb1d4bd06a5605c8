/** What waited too long for its reader: somebody who left a team, or leads no more, hears nothing of it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Purpose } from "../../src/app/ports/post-store.ts";
import { queuePost } from "../../src/app/posting.ts";
import { setMonthly } from "../../src/app/programme/monthly.ts";
import type { Membership, Person } from "../../src/core/team.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { aCheckIn } from "../helpers/check-in.ts";
import { aMembership, aPerson, aStep, aTeam } from "../helpers/team.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
const person = aPerson({ workspaceId: "w-1", programmeLead: true });
const lead = aMembership({ personId: person.id, lead: true });
beforeEach(async () => {
  room = await aMailroom();
  const step = aStep();
  await room.stores(async (stores) => {
    await stores.people.save(person);
    await stores.people.saveAccount({ workspaceId: "w-1", platformUserId: "ana", personId: person.id });
    await stores.teams.save(aTeam({ id: step.teamId, workspaceId: "w-1" }));
    await stores.memberships.save({ ...lead, teamId: step.teamId });
    await stores.steps.save(step);
  });
});
afterEach(() => room.close());

const subjects = {
  nudge: lead.id,
  reminder: "check-in-1",
  "raised-step": aStep().id,
  overview: "w-1",
} as const satisfies Partial<Record<Purpose, string>>;
type Kind = keyof typeof subjects;
const kinds: readonly Kind[] = ["nudge", "raised-step", "overview"];

/** What becomes of a message of this kind that waited while `meanwhile` happened. */
async function statusAfter(purpose: Kind, meanwhile: () => Promise<void>): Promise<string | undefined> {
  const post = await room.work((work) =>
    queuePost(work, {
      target: { to: "person", personId: person.id },
      workspaceId: "w-1",
      purpose,
      subjectId: subjects[purpose],
      message: aMessage(),
      unsolicited: true,
    }),
  );
  await meanwhile();
  await room.delivery.drain();
  const item = await room.item(post.id);
  return item?.failure ?? item?.status;
}

const becomes = (change: Partial<Membership>) => () =>
  room.stores((stores) => stores.memberships.save({ ...lead, teamId: aStep().teamId, ...change }));
const leavesProgramme = () => room.stores((stores) => stores.people.save({ ...person, programmeLead: false }));

test.each(kinds)("%s is sent to whom it is still meant for", async (kind) => {
  expect(await statusAfter(kind, async () => {})).toBe("sent");
});

test.each(["greeting", "notice"] as const)("a %s waits for whoever went away meanwhile", async (purpose) => {
  const back = room.clock.now() + 14 * DAY_MS;
  const post = await room.work((work) =>
    queuePost(work, {
      target: { to: "person", personId: person.id },
      workspaceId: "w-1",
      purpose,
      subjectId: lead.id,
      message: aMessage(),
      unsolicited: true,
    }),
  );
  await room.stores((stores) => stores.people.save({ ...person, awayUntil: back }));
  await room.delivery.drain();
  expect(await room.item(post.id)).toMatchObject({ status: "pending", notBefore: back });
  room.clock.set(back);
  await room.delivery.drain();
  expect((await room.item(post.id))?.status).toBe("sent");
});

test("a nudge is not sent to who is away by then", async () => {
  const goesAway = () => room.stores((stores) => stores.people.save({ ...person, awayUntil: room.clock.now() + DAY_MS }));
  expect(await statusAfter("nudge", goesAway)).toBe("away");
});

test("a nudge, a reminder and the monthly overview are not sent to who turned them off meanwhile", async () => {
  const turnOff = (change: Partial<Person>) => () => room.stores((stores) => stores.people.save({ ...person, ...change }));
  expect(await statusAfter("nudge", turnOff({ nudges: false }))).toBe("turned-off");
  expect(await statusAfter("reminder", turnOff({ reminders: "off" }))).toBe("turned-off");
  expect(await statusAfter("reminder", turnOff({ reminders: "light" }))).toBe("sent");
  const noOverview = () => room.stores((stores) => setMonthly({ stores }, person.id, false));
  expect(await statusAfter("overview", noOverview)).toBe("turned-off");
});

test("a nudge is not sent to who left, or only observes by now", async () => {
  expect(await statusAfter("nudge", becomes({ intervals: [{ since: 0, until: room.clock.now() }] }))).toBe("left");
  expect(await statusAfter("nudge", becomes({ kind: "observer", lead: false }))).toBe("left");
});

test("a raised step is not told to who leads no more, or left", async () => {
  expect(await statusAfter("raised-step", becomes({ lead: false }))).toBe("left");
  expect(await statusAfter("raised-step", becomes({ intervals: [{ since: 0, until: room.clock.now() }] }))).toBe("left");
});

test("an overview is not sent to who leads the programme no more", async () => {
  expect(await statusAfter("overview", leavesProgramme)).toBe("left");
});

const HOUR = 3_600_000;
const WEEK = 6.5 * 24 * HOUR;

/** Sends one now, at the clock's hour. */
async function send(purpose: Purpose, subjectId: string) {
  const post = await room.work((work) =>
    queuePost(work, {
      target: { to: "person", personId: person.id },
      workspaceId: "w-1",
      purpose,
      subjectId,
      message: aMessage(),
      unsolicited: true,
    }),
  );
  const next = await room.delivery.drain();
  return { item: await room.item(post.id), next };
}

test("a third greeting waits until the week has room, where the two before came later than planned", async () => {
  const { roundId: _, ...finished } = aCheckIn({ teamId: aStep().teamId, membershipId: lead.id, status: "finished" });
  await room.stores(({ checkIns }) => checkIns.insert({ ...finished, personId: person.id }));
  const first = room.clock.now();
  expect((await send("greeting", lead.id)).item?.status).toBe("sent");
  room.clock.set(first + HOUR);
  expect((await send("greeting", lead.id)).item?.status).toBe("sent");
  room.clock.set(first + 3 * 24 * HOUR);
  const third = await send("greeting", lead.id);
  expect(third.item?.status).toBe("pending");
  expect(third.next).toBeGreaterThan(first + WEEK);
  room.clock.set(third.next ?? 0);
  await room.delivery.drain();
  const sentAt = (await room.item(third.item?.postId ?? ""))?.sentAt;
  expect(sentAt).toBe(third.next);
});

test("a check-in that was let through is not held back by what was sent the minute before", async () => {
  for (const hours of [0, 1]) {
    room.clock.set(room.clock.now() + hours * HOUR);
    await send("greeting", lead.id);
  }
  expect((await send("check-in", "unknown-check-in")).item?.status).toBe("sent");
});
