/** Two unsolicited messages a week, and who goes first. Example: every round is on Monday at nine. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutboxItem } from "../../../src/app/ports/outbox-store.ts";
import { mayAsk, mayDisturb, WEEK_MS } from "../../../src/app/schedule/own-times.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../../../src/core/time.ts";
import { putMessage } from "../../helpers/delivery.ts";
import type { ExampleMember } from "../../helpers/example-team.ts";
import { aRound, aTurn } from "../../helpers/round.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "./round-world.ts";

const THURSDAY = MONDAY_MORNING + 3 * DAY_MS;
const NEXT_MONDAY = MONDAY_MORNING + 7 * DAY_MS;

let world: RoundWorld;
let ana: ExampleMember;
let ben: ExampleMember;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING + HOUR_MS });
  const { members } = await world.team(["ana", "ben"]);
  const [first, second] = members;
  if (!first || !second) throw new Error("two members");
  [ana, ben] = [first, second];
  world.clock.set(THURSDAY);
});
afterEach(() => world.close());

let made = 0;
async function put(overrides: Partial<OutboxItem> = {}, to = ana): Promise<void> {
  made += 1;
  await world.stores((stores) => putMessage(stores, { id: `item-${made}`, personId: to.person.id, ...overrides }));
}
const sentAt = (at: Instant, overrides: Partial<OutboxItem> = {}) => put({ status: "sent", sentAt: at, ...overrides });
const inWork = (ask: typeof mayAsk, whom = ana) =>
  world.stores((stores) => ask({ stores, world: world.world, now: world.clock.now() }, whom.person.id));

describe("a check-in", () => {
  it("may go out until two have been sent", async () => {
    expect(await inWork(mayAsk)).toBe(true);
    await sentAt(THURSDAY - HOUR_MS);
    expect(await inWork(mayAsk)).toBe(true);
    await sentAt(THURSDAY - HOUR_MS);
    expect(await inWork(mayAsk)).toBe(false);
  });

  it("is not held back by what came six and a half days ago, only by what came later", async () => {
    await sentAt(THURSDAY);
    await sentAt(THURSDAY - WEEK_MS);
    expect(await inWork(mayAsk)).toBe(false);
    world.clock.set(THURSDAY + 1);
    expect(await inWork(mayAsk)).toBe(true);
  });

  it("on Monday at nine is not silenced by what came at noon last Monday", async () => {
    for (const _ of [1, 2]) await sentAt(MONDAY_MORNING + 3 * HOUR_MS);
    world.clock.set(NEXT_MONDAY);
    expect(await inWork(mayAsk)).toBe(true);
  });

  it("counts what still waits and what nobody knows the end of, and nothing that was dropped or failed", async () => {
    await put({ status: "dropped" });
    await put({ status: "failed" });
    await put({ status: "pending", notBefore: THURSDAY + 30 * DAY_MS });
    expect(await inWork(mayAsk)).toBe(true);
    await put({ status: "ambiguous", notBefore: THURSDAY - HOUR_MS });
    expect(await inWork(mayAsk)).toBe(false);
  });

  it("counts neither answers to somebody's own act nor what others got", async () => {
    for (const at of [THURSDAY, THURSDAY]) await sentAt(at, { unsolicited: false });
    for (const _ of [1, 2]) await put({}, ben);
    expect(await inWork(mayAsk)).toBe(true);
    expect(await inWork(mayAsk, ben)).toBe(false);
  });
});

describe("a reminder or nudge", () => {
  it("may go out where the week holds nothing but the round to come", async () => {
    expect(await inWork(mayDisturb)).toBe(true);
  });

  it("stays away where it would be the second beside the check-in to come", async () => {
    await sentAt(THURSDAY);
    expect(await inWork(mayAsk)).toBe(true);
    expect(await inWork(mayDisturb)).toBe(false);
  });

  it("counts for a check-in to come only what its own week will hold", async () => {
    await sentAt(NEXT_MONDAY - WEEK_MS - 1);
    expect(await inWork(mayDisturb)).toBe(true);
    await sentAt(NEXT_MONDAY - WEEK_MS);
    expect(await inWork(mayDisturb)).toBe(false);
  });

  it("stays away where two teams open their rounds within the week", async () => {
    await world.stores(async ({ memberships, teams }) => {
      const team = await teams.find("team-1");
      if (!team) throw new Error("a team");
      await teams.save({ ...team, id: "team-2", name: "Second", channelId: "c-2" });
      await memberships.save({ ...ana.membership, id: "second", teamId: "team-2", kind: "observer" });
      await teams.setNextRoundAt("team-2", NEXT_MONDAY);
    });
    // An observer is never asked.
    expect(await inWork(mayDisturb)).toBe(true);
    await world.stores(({ memberships }) =>
      memberships.save({ ...ana.membership, id: "second", teamId: "team-2", kind: "member" }),
    );
    expect(await inWork(mayDisturb)).toBe(false);
    expect(await inWork(mayDisturb, ben)).toBe(true);
  });

  it("leaves room for a member's own hour of a round that is open by other clocks, until they are asked", async () => {
    await sentAt(THURSDAY);
    await put({ status: "sent", sentAt: THURSDAY }, ben);
    await world.stores(({ teams }) => teams.setNextRoundAt("team-1", undefined));
    const dueAt = THURSDAY + 6 * HOUR_MS;
    const turn = aTurn({ membershipId: ana.membership.id, personId: ana.person.id, dueAt });
    expect(await inWork(mayDisturb)).toBe(true);
    await world.stores(async ({ rounds, turns }) => {
      await rounds.claim(aRound({ slot: "2026-11-05T09:00" }));
      await turns.claim(turn);
    });
    expect(await inWork(mayDisturb)).toBe(false);
    expect(await inWork(mayDisturb, ben)).toBe(true);
    await world.stores(({ turns }) => turns.update({ ...turn, state: "asked" }));
    expect(await inWork(mayDisturb)).toBe(true);
  });
});
