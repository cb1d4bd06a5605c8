/** A platform that is out of order for a while: everything asked for arrives once, or somebody is told. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sender, SendResult } from "../../src/app/ports/sender.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/time.ts";
import { withoutLocate } from "../helpers/fake-sender.ts";
import { aMembership, aPerson, aTeam } from "../helpers/team.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
beforeEach(async () => {
  room = await aMailroom();
  await room.addWorkspace("w-slack", "slack");
});
afterEach(() => room.close());

const PEOPLE = 30;

/** What each person asked for. */
async function askForCheckIns(): Promise<void> {
  for (let index = 0; index < PEOPLE; index += 1) {
    await room.toChannel(`person-${index}`, {
      workspaceId: "w-slack",
      urgency: "waiting",
      message: aMessage(`check-in ${index}`),
    });
  }
}

/** Until `endsAt` every call meets the trouble, the looks for lost messages too; every second post arrived all the same. */
function during(endsAt: number, trouble: SendResult): Sender {
  let calls = 0;
  const isOut = () => room.clock.now() < endsAt;
  room.sender.behaviour = () => {
    if (!isOut()) return undefined;
    calls += 1;
    return calls % 2 === 0 && trouble.kind === "unclear" ? { acceptThen: trouble } : { answer: trouble };
  };
  const { locate } = room.sender;
  return { ...room.sender, locate: async (sending) => (isOut() || !locate ? "unknown" : locate(sending)) };
}

const TROUBLES: readonly (readonly [string, SendResult])[] = [
  ["503", { kind: "unclear", reason: "http-503" }],
  ["silence", { kind: "unclear", reason: "timeout" }],
  ["resets", { kind: "unclear", reason: "no-answer" }],
  ["refusals before anything was sent", { kind: "failed", reason: "no-connection", retry: true }],
  ["429", { kind: "rate-limited", retryAfterMs: 30_000, scope: "lane" }],
];
const LENGTHS = [
  ["40 s", 40_000],
  ["10 min", 10 * MINUTE_MS],
  ["6 h", 6 * HOUR_MS],
] as const;

describe.each(LENGTHS)("R32: an outage of %s", (_length, lengthMs) => {
  it.each(TROUBLES)("of %s loses no check-in and doubles none", async (_kind, trouble) => {
    const endsAt = room.clock.now() + lengthMs;
    const sender = during(endsAt, trouble);
    await askForCheckIns();
    await room.drainAll(room.another({ senders: () => sender }));
    const arrived = room.sender.received.map(({ message }) => message.summary).sort();
    expect(arrived).toEqual(Array.from({ length: PEOPLE }, (_, index) => `check-in ${index}`).sort());
    expect(await room.queued("ambiguous")).toEqual([]);
    // A retry or a look comes at most half an hour after the end.
    expect(room.clock.now() - endsAt).toBeLessThanOrEqual(31 * MINUTE_MS);
  });
});

describe.each(LENGTHS)("R32: after an outage of %s", (_length, lengthMs) => {
  it.each(TROUBLES)("of %s the first message that arrives brings the others forward, not all at once", async (_kind, trouble) => {
    const endsAt = room.clock.now() + lengthMs;
    const sender = during(endsAt, trouble);
    await askForCheckIns();
    await room.toChannel("somebody-else", {
      workspaceId: "w-slack",
      urgency: "waiting",
      message: aMessage("new"),
      notBefore: endsAt + 1_000,
    });
    await room.drainAll(room.another({ senders: () => sender }));
    expect(room.sender.received).toHaveLength(PEOPLE + 1);
    const arrivedMs = room.sender.received.map(({ at }) => at - endsAt).filter((ms) => ms > 0);
    const waitedMs = trouble.kind === "rate-limited" ? trouble.retryAfterMs : 0;
    expect(Math.max(...arrivedMs)).toBeLessThanOrEqual(waitedMs + 30_000);
    const inASecond = arrivedMs.map((from) => arrivedMs.filter((ms) => ms >= from && ms < from + 1_000).length);
    expect(Math.max(...inASecond)).toBeLessThanOrEqual(20);
  });

  it("a message that fails for ever beside others that go is not tried with each of them", async () => {
    let tries = 0;
    room.sender.behaviour = ({ message }) => {
      if (message.summary !== "poison") return undefined;
      tries += 1;
      return { answer: { kind: "failed", reason: "http-503", retry: true } };
    };
    await room.toChannel("poisoned", { workspaceId: "w-slack", message: aMessage("poison") });
    for (let minute = 0; minute < 120; minute += 1) {
      await room.toChannel("somebody-else", { workspaceId: "w-slack", message: aMessage(`minute ${minute}`) });
      await room.delivery.drain();
      room.clock.advance({ minutes: 1 });
    }
    expect(tries).toBeLessThanOrEqual(24);
  });
});

describe("R32: a message that nobody can find out about", () => {
  const notices = () =>
    room.sender.received.filter(({ message }) => /confirm/.test(message.summary)).map(({ target, at }) => ({ target, at }));

  beforeEach(async () => {
    await room.stores(async (stores) => {
      await stores.teams.save(aTeam({ workspaceId: room.workspace.id }));
      await stores.people.save(aPerson({ workspaceId: room.workspace.id }));
      await stores.people.save(aPerson({ id: "person-lee", workspaceId: room.workspace.id, name: "Lee Example" }));
      await stores.memberships.save(aMembership());
      await stores.memberships.save(aMembership({ id: "lee", personId: "person-lee", lead: true }));
    });
  });

  function toAna(urgency: "waiting" | "personal", subjectId = "s-1") {
    const target = { to: "person", personId: "person-ana" } as const;
    return room.toChannel("-", { target, urgency, subjectId, message: aMessage(`to Ana ${subjectId}`) });
  }
  /** Messages to Ana get lost, and nobody can look. */
  function losing(locate: Sender["locate"] | undefined): Sender {
    room.sender.behaviour = ({ message }) =>
      message.summary.startsWith("to Ana") ? { answer: { kind: "unclear", reason: "socket" } } : undefined;
    return locate ? { ...room.sender, locate } : withoutLocate(room.sender);
  }

  it.each([
    ["where looks fail", async () => "unknown" as const],
    ["where there is no way to look", undefined],
  ])("is told to whoever asked for it after an hour, once, and is listed: %s", async (_name, locate) => {
    const delivery = room.another({ senders: () => losing(locate) });
    const post = await toAna("waiting");
    const started = room.clock.now();
    await room.drainAll(delivery);
    expect(notices().map(({ target }) => target)).toEqual([{ to: "person", personId: "person-ana" }]);
    const afterMs = (notices()[0]?.at ?? 0) - started;
    expect(afterMs).toBeGreaterThanOrEqual(HOUR_MS);
    expect(afterMs).toBeLessThanOrEqual(1.6 * HOUR_MS);
    expect((await room.queued("ambiguous")).map(({ postId }) => postId)).toEqual([post.id]);
    expect(room.clock.now() - started).toBeLessThanOrEqual(DAY_MS + HOUR_MS);
  });

  it("is told to the leads where nobody asked for it, once a day for all of them", async () => {
    const delivery = room.another({ senders: () => losing(undefined) });
    await toAna("personal", "s-1");
    await toAna("personal", "s-2");
    await room.drainAll(delivery);
    expect(notices().map(({ target }) => target)).toEqual([{ to: "person", personId: "person-lee" }]);
  });

  it("keeps nothing else of the conversation waiting", async () => {
    const delivery = room.another({ senders: () => losing(async () => "unknown") });
    await toAna("waiting");
    const target = { to: "person", personId: "person-ana" } as const;
    await room.toChannel("-", { target, message: aMessage("the next") });
    await delivery.drain();
    room.clock.advance({ minutes: 1 });
    await delivery.drain();
    expect(room.sender.received.map(({ message }) => message.summary)).toContain("the next");
  });
});
