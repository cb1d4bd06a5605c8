import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { beginProgramme } from "../../../src/app/programme/begin-programme.ts";
import { sendOverviews } from "../../../src/app/programme/send-overviews.ts";
import { nextDueAt } from "../../../src/app/rounds/next-due.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf, flatten } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "../standing/fixture.ts";

let standing: StandingWorld;

/** Ana leads the programme since October, in Berlin; the first of November 2026 is a Sunday. */
beforeEach(async () => {
  standing = await aStandingWorld({ start: Date.UTC(2026, 9, 20, 9) });
  const ana = { ...(await standing.world.actor("ana").person()), zone: "Europe/Berlin" };
  standing.world.actor("ana", { zone: "Europe/Berlin" });
  await standing.work((work) => beginProgramme(work, ana));
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
    expect(readNotice(await ana.presses(buttonOf(item?.message, "No monthly message")))).toContain(
      "The monthly overview is off.",
    );
    expect(await lookAt(Date.UTC(2026, 11, 1, 8))).toBe(0);
    const overview = await ana.says("overview");
    await ana.presses(buttonOf(overview.notice, "Send it monthly"));
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
    await standing.work((work) => beginProgramme(work, ben));
    await sendOverviews(standing.world.world);
    expect((await standing.world.queuedFor("ben")).length).toBe(0);
    await lookAt(Date.UTC(2026, 11, 1, 9));
    expect((await standing.world.queuedFor("ben")).length).toBe(1);
  });
});
