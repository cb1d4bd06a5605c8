/** Rounds of large teams: what is written is worked out beside the program, and is what the program itself would have written. */
import { afterEach, describe, expect, it } from "vitest";
import type { Stores } from "../../../src/app/ports/world.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { SEAL_AFTER_MS } from "../../../src/core/schedule/plan-rounds.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../../../src/core/time.ts";
import { aFakeTeamReader, type FakeTeamReader, readAsThread } from "../../helpers/team-reader.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "./round-world.ts";

const PEOPLE = Array.from({ length: 50 }, (_, number) => `p${number}`);
const ANSWERING = 4;

const opened: RoundWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

type Privacy = "private" | "open";

/** A large team whose first round is open, and of which four people answered. */
async function anAnsweredRound(privacy: Privacy, reader?: FakeTeamReader): Promise<RoundWorld> {
  const world = await aRoundWorld({ start: MONDAY_MORNING - HOUR_MS, ...(reader && { teamReader: reader }) });
  opened.push(world);
  if (reader) reader.find = readAsThread(world);
  const { members } = await world.team(PEOPLE, { privacy, channelId: "channel-1" });
  await world.runUntil(MONDAY_MORNING);
  for (const [index, member] of members.slice(0, ANSWERING).entries()) await world.answerAll(member, index === 0 ? 3 : 1);
  return world;
}

type Unit = { readings: number; sealed: number };

/** Counts what each unit of work does from now on. */
function countUnits({ world }: RoundWorld): readonly Unit[] {
  const units: Unit[] = [];
  const { storage } = world;
  const counted = <T>(task: (stores: Stores) => Promise<T>): Promise<T> =>
    storage.work((stores) => {
      const unit: Unit = { readings: 0, sealed: 0 };
      units.push(unit);
      const answers: Stores["answers"] = {
        ...stores.answers,
        currentOfTeam(...about) {
          unit.readings += 1;
          return stores.answers.currentOfTeam(...about);
        },
      };
      const checkIns: Stores["checkIns"] = {
        ...stores.checkIns,
        update(checkIn) {
          if (checkIn.sealedAt !== undefined) unit.sealed += 1;
          return stores.checkIns.update(checkIn);
        },
      };
      return task({ ...stores, answers, checkIns });
    });
  Object.assign(world, { storage: { work: counted } });
  return units;
}

/** When the last window of the first round ends. */
async function closesAt(world: RoundWorld): Promise<Instant> {
  return (await world.rounds())[0]?.closesAt ?? 0;
}

const NEXT = MONDAY_MORNING + 7 * DAY_MS;

/**
 * What others see once the first round is closed and once it is sealed; ids apart, which are made in two places. Where it is
 * sealed after the next one was opened in full, that one's turns are counted and the one after it is named.
 */
async function live(world: RoundWorld) {
  const seen: unknown[] = [];
  for (const at of [await closesAt(world), NEXT]) {
    world.clock.set(at);
    await world.tick();
    const [round] = await world.rounds();
    const { stored, brief, values } = await world.stores(async ({ standings, teamStandings, publications }) => ({
      stored: await standings.findOfRound(round?.id ?? ""),
      brief: await teamStandings.find("team-1"),
      values: await publications.listCurrent("team-1"),
    }));
    const { response, ...rest } = brief ?? {};
    seen.push({ ...stored, id: "", roundId: "", round: { ...round, id: "" }, rest, answered: response?.answered, values });
  }
  const digests = world.sender.received.filter(({ target }) => target.to === "channel");
  return { seen, digests: digests.map(({ operation, message, at }) => ({ operation, at, text: withoutIds(message) })) };
}

const withoutIds = (message: unknown) => JSON.stringify(message).replaceAll(/"(?:\w*Id|id)":"[^"]*"| Next round: [^"]*/g, "");

describe("R34: a round of fifty people and more", () => {
  it.each(["private", "open"] as const)("is closed and sealed as the program itself would do it (%s)", async (privacy) => {
    const reader = aFakeTeamReader();
    const alone = await live(await anAnsweredRound(privacy));
    const beside = await live(await anAnsweredRound(privacy, reader));
    expect(beside).toEqual(alone);
    expect(alone.digests.length).toBeGreaterThan(0);
    const due = reader.asked.flatMap((reading) => (reading.read === "draft" && reading.due ? [reading.due.decisions] : []));
    expect(due).toEqual([["close", "digest"], ["seal"]]);
  });

  it("is closed without adding up its answers in any unit of work, and its check-ins are sealed six at a time", async () => {
    const world = await anAnsweredRound("private", aFakeTeamReader());
    const closing = countUnits(world);
    world.clock.set(await closesAt(world));
    expect((await world.tick()).counts).toMatchObject({ closed: 1, digests: 1 });
    expect(closing.filter(({ readings }) => readings > 0)).toEqual([]);
    const sealing = countUnits(world);
    await world.stores(({ teams }) => teams.setNextRoundAt("team-1", undefined));
    world.clock.set(world.clock.now() + SEAL_AFTER_MS);
    expect((await world.tick()).counts).toMatchObject({ sealed: 1 });
    expect(Math.max(...sealing.map(({ sealed }) => sealed))).toBe(6);
    expect(sealing.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(PEOPLE.length);
  });

  it("is read again where something changed meanwhile", async () => {
    const reader = aFakeTeamReader();
    const world = await anAnsweredRound("private", reader);
    const read = readAsThread(world);
    let changes = 0;
    reader.find = async (reading) => {
      const result = await read(reading);
      if (reading.read !== "draft" || changes > 0) return result;
      changes += 1;
      await world.stores(async ({ memberships }) => {
        const [first] = await memberships.listOfTeam("team-1");
        if (first) await memberships.save({ ...first, roles: ["developer"] });
      });
      return result;
    };
    world.clock.set(await closesAt(world));
    const report = await runDueRounds(world.world);
    expect(report).toMatchObject({ counts: { closed: 1 }, failures: [] });
    expect(reader.asked.filter((reading) => reading.read === "draft")).toHaveLength(2);
  });

  it("is closed by the program itself where it cannot be read beside it", async () => {
    const reader = aFakeTeamReader();
    const world = await anAnsweredRound("private", reader);
    reader.find = async () => undefined;
    world.clock.set(await closesAt(world));
    expect((await world.tick()).counts).toMatchObject({ closed: 1, digests: 1 });
  });
});

describe("R34: a large open team", () => {
  it("is published by the next tick after an answer, beside the program, and again where answers came meanwhile", async () => {
    const reader = aFakeTeamReader();
    const world = await anAnsweredRound("open", reader);
    const read = readAsThread(world);
    const dueAt = () => world.stores(({ teamStandings }) => teamStandings.dueAt("team-1"));
    expect(await dueAt()).toBeLessThanOrEqual(world.clock.now());
    const [answer] = await world.stores(({ answers }) => answers.currentOfTeam("team-1", world.clock.now()));
    if (!answer) throw new Error("nobody answered");
    reader.find = async (reading) => {
      const result = await read(reading);
      await world.stores(({ answers }) => answers.append({ ...answer, id: "later", at: world.clock.now() }));
      return result;
    };
    const units = countUnits(world);
    expect((await world.tick()).counts).toEqual({ published: 1 });
    expect(units.filter(({ readings }) => readings > 0)).toEqual([]);
    expect(await dueAt()).toBe(world.clock.now() + 60_000);
  });
});
