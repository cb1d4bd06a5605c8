import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginProgramme } from "../../../src/app/programme/listed-leads.ts";
import { sendOverviews } from "../../../src/app/programme/send-overviews.ts";
import { nextDueAt } from "../../../src/app/rounds/next-due.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aFakeSender, deliverTo, type FakeSender } from "../../helpers/fake-sender.ts";
import { buttonOf, flatten } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "../standing/fixture.ts";

let standing: StandingWorld;

/** Ana leads the programme since October, in Berlin; the first of November 2026 is a Sunday. */
beforeEach(async () => {
  standing = await aStandingWorld({ start: Date.UTC(2026, 9, 20, 9) });
  const ana = { ...(await standing.world.actor("ana").person()), zone: "Europe/Berlin" };
  standing.world.actor("ana", { zone: "Europe/Berlin" });
  await standing.work((work) => beginProgramme(work, ana, "operator"));
});
afterEach(() => standing.world.close());

const MONDAY_IN_BERLIN = Date.UTC(2026, 10, 2, 8);

async function lookAt(at: number): Promise<number> {
  standing.world.clock.set(at);
  return sendOverviews(standing.world.world);
}

async function listOverviews() {
  const items = await standing.world.queuedFor("ana");
  return items.filter(({ unsolicited }) => unsolicited);
}

describe("the monthly overview", () => {
  test("comes on the first working day, at the lead's hour, not a moment before", async () => {
    expect(await lookAt(standing.world.clock.now())).toBe(0);
    expect(await standing.work((work) => nextDueAt(work))).toBe(MONDAY_IN_BERLIN);
    expect(await lookAt(MONDAY_IN_BERLIN - 1)).toBe(0);
    expect(await lookAt(MONDAY_IN_BERLIN)).toBe(1);
    const [item] = await listOverviews();
    expect(item && toPlainText(item.message)).toContain("Example team");
    expect(flatten(item?.message).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["picture", "table"]));
  });

  test("comes once, also when several processes look at the same moment, and again after a restart", async () => {
    standing.world.clock.set(MONDAY_IN_BERLIN);
    const { world } = standing.world;
    await Promise.all([sendOverviews(world), sendOverviews(world), sendOverviews(world)]);
    await standing.work(({ stores }) => stores.settings.set("overview.next-look", ""));
    expect(await sendOverviews(world)).toBe(0);
    expect(await listOverviews()).toHaveLength(1);
  });

  test("is left for the next tick where a stop came first", async () => {
    standing.world.clock.set(MONDAY_IN_BERLIN);
    expect(await sendOverviews(standing.world.world, { signal: AbortSignal.abort() })).toBe(0);
    expect(await sendOverviews(standing.world.world)).toBe(1);
  });

  test("comes again in the next month, whose first working day is a Tuesday", async () => {
    await lookAt(MONDAY_IN_BERLIN);
    const decemberInBerlin = Date.UTC(2026, 11, 1, 8);
    expect(await standing.work((work) => nextDueAt(work))).toBeLessThanOrEqual(decemberInBerlin);
    expect(await lookAt(decemberInBerlin - 1)).toBe(0);
    expect(await lookAt(decemberInBerlin)).toBe(1);
  });

  test("what an outage delayed comes once within a week, not at night, and is left out after that", async () => {
    expect(await lookAt(MONDAY_IN_BERLIN + 2 * DAY_MS + 12 * HOUR_MS)).toBe(0);
    expect(await standing.work((work) => nextDueAt(work))).toBe(MONDAY_IN_BERLIN + 3 * DAY_MS);
    expect(await lookAt(MONDAY_IN_BERLIN + 3 * DAY_MS)).toBe(1);
    standing.world.clock.set(Date.UTC(2026, 11, 9, 8));
    expect(await sendOverviews(standing.world.world)).toBe(0);
  });

  describe("held up in delivery", () => {
    const evening = MONDAY_IN_BERLIN + 9 * HOUR_MS;
    const statusOf = async () => {
      const all = await Promise.all((["pending", "dropped", "sent"] as const).map((each) => standing.world.queued(each)));
      return all.flat().map(({ status }) => status);
    };
    const deliver = () => deliverTo(sender, standing.world.world).drain();
    let sender: FakeSender;
    beforeEach(async () => {
      sender = aFakeSender(standing.world.clock);
      await standing.world.stores(({ teams }) => teams.setNextRoundAt("team-1", undefined));
      await lookAt(MONDAY_IN_BERLIN);
    });

    test.each([
      ["a lead in a team", true],
      ["a lead in no team", false],
    ])("comes to %s until the evening, and then never at night", async (_name, inTeam) => {
      if (!inTeam) await leaveTeam();
      const [item] = await listOverviews();
      expect(item?.expiresAt).toBe(evening);
      standing.world.clock.set(evening);
      await deliver();
      expect(sender.received).toEqual([]);
      expect(await statusOf()).toEqual(["dropped"]);
    });

    test("comes anew on the next working day, once, with the figures of that day", async () => {
      expect(await standing.work((work) => nextDueAt(work))).toBe(MONDAY_IN_BERLIN + DAY_MS);
      standing.world.clock.set(evening);
      await deliver();
      expect(await lookAt(evening)).toBe(0);
      expect(await lookAt(MONDAY_IN_BERLIN + DAY_MS - 1)).toBe(0);
      expect(await lookAt(MONDAY_IN_BERLIN + DAY_MS)).toBe(1);
      await standing.work(({ stores }) => stores.settings.set("overview.next-look", ""));
      expect(await sendOverviews(standing.world.world)).toBe(0);
      await deliver();
      expect(sender.received.map(({ at }) => at)).toEqual([MONDAY_IN_BERLIN + DAY_MS]);
      expect(await lookAt(MONDAY_IN_BERLIN + 2 * DAY_MS)).toBe(0);
      expect(await lookAt(MONDAY_IN_BERLIN + 3 * DAY_MS)).toBe(0);
    });

    test("comes anew where nothing was delivered at all meanwhile, and what is out of date goes first", async () => {
      expect(await lookAt(MONDAY_IN_BERLIN + DAY_MS)).toBe(1);
      expect(await lookAt(MONDAY_IN_BERLIN + 2 * DAY_MS)).toBe(1);
      expect(await statusOf()).toEqual(["pending", "dropped", "dropped"]);
    });

    test("is tried at most once more a day, whatever becomes of it", async () => {
      for (const again of [1, 0]) {
        const [item] = await listOverviews();
        if (item) await standing.work(({ stores }) => stores.outbox.update({ ...item, status: "dropped" }));
        await standing.work(({ stores }) => stores.settings.set("overview.next-look", ""));
        expect(await lookAt(MONDAY_IN_BERLIN + HOUR_MS)).toBe(again);
      }
      expect(await standing.work((work) => nextDueAt(work))).toBe(MONDAY_IN_BERLIN + DAY_MS);
    });

    test("is looked after by whoever looked last", async () => {
      await standing.work(({ stores }) => stores.settings.set("overview.next-look", ""));
      expect(await lookAt(MONDAY_IN_BERLIN)).toBe(0);
      expect(await standing.work((work) => nextDueAt(work))).toBe(MONDAY_IN_BERLIN + DAY_MS);
    });

    test("does not come anew in a month in which the lead began again", async () => {
      standing.world.clock.set(evening);
      await deliver();
      const firstOfDecember = Date.UTC(2026, 11, 1, 8);
      standing.world.clock.set(firstOfDecember - 5 * HOUR_MS);
      const ana = await standing.world.actor("ana").person();
      await standing.work((work) => beginProgramme(work, ana, "operator"));
      expect(await lookAt(firstOfDecember)).toBe(0);
    });

    test("is left out when a week has passed", async () => {
      for (let day = 0; day < 20; day += 1) await lookAt(MONDAY_IN_BERLIN + day * DAY_MS);
      // Monday to Friday; the Monday after is a week later.
      expect((await statusOf()).length).toBe(5);
    });

    test("is looked after no more where it arrived", async () => {
      await deliver();
      expect(sender.received).toHaveLength(1);
      expect(await lookAt(MONDAY_IN_BERLIN + DAY_MS)).toBe(0);
      expect(await standing.work((work) => nextDueAt(work))).toBe(Date.UTC(2026, 11, 1, 8));
    });

    async function leaveTeam(): Promise<void> {
      const person = await standing.world.actor("ana").person();
      await standing.work(async ({ stores, now }) => {
        for (const membership of await stores.memberships.listOfPerson(person.id))
          await stores.memberships.save({ ...membership, intervals: [{ since: 0, until: now - 1 }] });
      });
    }
  });

  test("keeps the hours of the one zone that the lead's team chose", async () => {
    await standing.world.stores(async ({ teams }) => {
      const team = await teams.find(standing.team.id);
      if (team) await teams.save({ ...team, schedule: { ...team.schedule, oneZone: true }, revision: team.revision + 1 });
    });
    expect(await lookAt(MONDAY_IN_BERLIN)).toBe(0);
    expect(await lookAt(MONDAY_IN_BERLIN + HOUR_MS)).toBe(1);
  });

  test("waits while the lead had two unsolicited messages this week", async () => {
    const ana = await standing.world.actor("ana").person();
    const friday = MONDAY_IN_BERLIN - 3 * DAY_MS;
    standing.world.clock.set(friday);
    await standing.work(async ({ stores, now }) => {
      for (const id of ["one", "two"]) {
        await stores.posts.save({
          id: `post-${id}`,
          target: { to: "person", personId: ana.id },
          workspaceId: ana.workspaceId,
          purpose: "nudge",
          subjectId: id,
          createdAt: now,
        });
        await stores.outbox.add({
          id,
          postId: `post-${id}`,
          workspaceId: ana.workspaceId,
          lane: `person:${ana.id}`,
          operation: "post",
          urgency: "personal",
          message: { locale: "en", summary: id, elements: [] },
          unsolicited: true,
          notBefore: now,
          status: "sent",
          sentAt: now,
          attempt: 1,
          createdAt: now,
        });
      }
    });
    expect(await lookAt(MONDAY_IN_BERLIN)).toBe(0);
    expect(await lookAt(friday + 7 * DAY_MS)).toBe(1);
  });

  test("is turned off where it stands, and on again below the overview", async () => {
    await lookAt(MONDAY_IN_BERLIN);
    const [item] = await listOverviews();
    const ana = standing.world.actor("ana");
    expect(readNotice(await ana.presses(buttonOf(item?.message, "Stop the monthly message")))).toContain(
      "The monthly overview is off.",
    );
    expect(await lookAt(Date.UTC(2026, 11, 1, 8))).toBe(0);
    const overview = await ana.says("overview");
    await ana.presses(buttonOf(overview.notice, "Send it every month"));
    expect(await lookAt(Date.UTC(2026, 11, 1, 9))).toBe(1);
  });

  test("goes to programme leads alone, and to nobody who is away", async () => {
    const person = await standing.world.actor("ana").person();
    await standing.work(({ stores }) => stores.people.save({ ...person, awayUntil: Date.UTC(2026, 10, 4) }));
    expect(await lookAt(MONDAY_IN_BERLIN)).toBe(0);
    expect(await lookAt(Date.UTC(2026, 10, 4, 8))).toBe(1);
    expect(await standing.world.queued()).toHaveLength(1);
  });

  test("begins with the month after somebody began to lead", async () => {
    standing.world.clock.set(Date.UTC(2026, 10, 3, 9));
    const ben = await standing.world.actor("ben").person();
    await standing.work((work) => beginProgramme(work, ben, "operator"));
    await sendOverviews(standing.world.world);
    expect((await standing.world.queuedFor("ben")).length).toBe(0);
    await lookAt(Date.UTC(2026, 11, 1, 9));
    expect((await standing.world.queuedFor("ben")).length).toBe(1);
  });
});
