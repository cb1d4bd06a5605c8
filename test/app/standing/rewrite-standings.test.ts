import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { closeStanding, rewriteStandings } from "../../../src/app/standing/publish.ts";
import { listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import type { StoredStanding } from "../../../src/core/standing/standing.ts";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { openStorage } from "../../../src/storage/open-storage.ts";
import { aStandingWorld, type StandingWorld } from "./fixture.ts";

const PEOPLE = ["ana", "ben", "cem", "dee", "eve"] as const;
const ROUNDS = 26;
const MILESTONES_AFTER = [7, 18];

const opened: StandingWorld[] = [];
afterEach(async () => {
  for (const standing of opened.splice(0)) await standing.world.close();
});

/** What an earlier version stored: everything that was counted at that moment. */
async function storeRaw(standing: StandingWorld, of: Pick<StoredStanding, "id" | "roundId" | "milestoneId">): Promise<void> {
  await standing.work(async ({ stores, now }) => {
    const { team } = standing;
    const counted = computeStanding({
      catalogue: standing.world.catalogue,
      memberships: await stores.memberships.listOfTeam(team.id),
      answers: await stores.answers.currentOfTeam(team.id, now),
      at: now,
      freshForMs: 90 * 86_400_000,
    });
    await stores.standings.save({ ...of, teamId: team.id, gateMet: 9, gateTotal: 26, standing: counted });
  });
}

/** A year of fortnightly rounds in which one to three people answer a few questions each time; one of them leaves. */
async function playRounds(
  whenClosed: (standing: StandingWorld, number: number, roundId: string) => Promise<void>,
): Promise<StandingWorld> {
  const standing = await aStandingWorld({ people: PEOPLE });
  opened.push(standing);
  const questions = listQuestions(standing.world.catalogue).map(({ id }) => id);
  for (let number = 1; number <= ROUNDS; number += 1) {
    const round = await standing.round({ number });
    for (const [index, userId] of PEOPLE.entries()) {
      if (number > 1 && (index + number) % 3 === 0) continue;
      if (userId === "eve" && number > 12) continue;
      const asked = number === 1 ? questions : questions.filter((_, place) => (place + number + index) % 4 === 0);
      const ratingAt = (place: number): Rating => ([0, 1, 2, 3] as const)[(place + index + Math.floor(number / 4)) % 4] ?? 0;
      await standing.answers(userId, Object.fromEntries(asked.map((id, place) => [id, ratingAt(place)])));
    }
    if (number === 12) {
      const until = standing.world.clock.now();
      await standing.world.stores(async (stores) => {
        const eve = await stores.memberships.find("team-1-eve");
        if (eve) await stores.memberships.save({ ...eve, intervals: [{ since: 0, until }] });
      });
    }
    standing.world.clock.advance({ minutes: 1 });
    await standing.closeRound(round);
    await whenClosed(standing, number, round.id);
    standing.world.clock.advance({ days: 14 });
  }
  return standing;
}

const milestoneOf = (number: number) => `milestone-${number}`;
const keepMilestone = (standing: StandingWorld, number: number) =>
  standing.world.stores((stores) =>
    stores.milestones.save({
      id: milestoneOf(number),
      teamId: standing.team.id,
      name: `after ${number}`,
      at: standing.world.clock.now(),
    }),
  );

const listStored = (standing: StandingWorld) =>
  standing.world.stores(async (stores) => {
    const ofRounds = (await stores.standings.listOfTeam(standing.team.id, 99)).toReversed();
    const ofMilestones = await Promise.all(
      MILESTONES_AFTER.map((number) => stores.standings.findOfMilestone(milestoneOf(number))),
    );
    return [...ofRounds, ...ofMilestones.flatMap((stored) => stored ?? [])];
  });

const ratingsOf = ({ standing }: StoredStanding) =>
  standing.dimensions
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
    .map(({ questionId, ratings, asOf }) => `${questionId} ${ratings.join("")} ${asOf}`);

/** The last migration of version 0.1.0. */
const FIRST_VERSION = 9;

/** The same rows in a file that has the tables of version 0.1.0 and nothing newer; returns its path. */
function copyAsFirstVersion(path: string): string {
  const oldPath = `${path}.old`;
  const file = new Database(oldPath);
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = FULL");
  const first = MIGRATIONS.filter(({ number }) => number <= FIRST_VERSION);
  migrate(file, first);
  file.pragma("foreign_keys = OFF");
  file.prepare("ATTACH ? AS newer").run(path);
  const columnsOf = (schema: string, table: string) =>
    file.prepare(`SELECT name FROM ${schema}.pragma_table_info('${table}')`).pluck().all().map(String);
  const tables = file
    .prepare("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT IN ('migrations', 'settings')")
    .pluck()
    .all();
  for (const table of tables.map(String)) {
    const newer = new Set(columnsOf("newer", table));
    const shared = columnsOf("main", table).filter((column) => newer.has(column));
    file.exec(`INSERT OR REPLACE INTO main."${table}" (${shared.join()}) SELECT ${shared.join()} FROM newer."${table}"`);
  }
  file.exec("DETACH newer");
  expect(file.pragma("foreign_key_check")).toEqual([]);
  file.close();
  return oldPath;
}

/** The team after the upgrade, and what was stored of it before. */
async function anUpgraded(): Promise<{ readonly standing: StandingWorld; readonly before: readonly StoredStanding[] }> {
  const standing = await playRounds(async (playing, number, roundId) => {
    await storeRaw(playing, { id: `raw-${number}`, roundId });
    if (!MILESTONES_AFTER.includes(number)) return;
    await keepMilestone(playing, number);
    await storeRaw(playing, { id: `raw-milestone-${number}`, milestoneId: milestoneOf(number) });
  });
  const before = await listStored(standing);
  const file = new Database(standing.world.databasePath);
  file.exec("UPDATE standings SET raw = 1");
  file.close();
  return { standing, before };
}

describe("R36: a database of 0.1.0 with 26 rounds and two milestones", () => {
  test("is rewritten to what the rule would have published, and nothing of what was counted is left", async () => {
    const { standing, before } = await anUpgraded();
    expect(before).toHaveLength(ROUNDS + MILESTONES_AFTER.length);
    expect(await listStored(standing)).toEqual([]);
    expect(before.filter(({ standing: { published } }) => published)).toEqual([]);
    expect(await rewriteStandings(standing.world.world)).toBe(ROUNDS + MILESTONES_AFTER.length);
    expect(await rewriteStandings(standing.world.world)).toBe(0);
    const after = await listStored(standing);
    expect(after).toHaveLength(before.length);
    expect(after.every(({ standing: { published } }) => published)).toBe(true);

    const live = await playRounds(async (playing, _number, roundId) => {
      const [round] = await playing.world.stores((stores) => stores.rounds.listOfTeam(playing.team.id, 1));
      if (round?.id === roundId) await playing.work((work) => closeStanding(work, playing.team, round));
    });
    const wanted = await listStored(live);
    expect(after.slice(0, ROUNDS).map(ratingsOf)).toEqual(wanted.map(ratingsOf));
    for (const [place, number] of MILESTONES_AFTER.entries()) {
      const milestone = after[ROUNDS + place];
      const round = wanted[number - 1];
      expect(milestone && ratingsOf(milestone)).toEqual(round && ratingsOf(round));
    }
    const changed = after.filter((stored, index) => ratingsOf(stored).join() !== ratingsOf(before[index] ?? stored).join());
    expect(changed.length).toBeGreaterThan(ROUNDS / 2);
  });

  test("is upgraded from its own file, seen by nobody before it is rewritten, and comes to the same", async () => {
    const { standing } = await anUpgraded();
    const path = copyAsFirstVersion(standing.world.databasePath);
    const storage = await openStorage({ url: `sqlite:${path}` });
    try {
      const upgraded = { ...standing, world: { ...standing.world, stores: storage.work.bind(storage) } };
      expect(await listStored(upgraded)).toEqual([]);
      const world = { ...standing.world.world, storage };
      expect(await rewriteStandings(world)).toBe(ROUNDS + MILESTONES_AFTER.length);
      await rewriteStandings(standing.world.world);
      expect((await listStored(upgraded)).map(ratingsOf)).toEqual((await listStored(standing)).map(ratingsOf));
      const file = new Database(path, { readonly: true });
      expect(file.prepare("SELECT count(*) FROM standings WHERE raw = 1").pluck().get()).toBe(0);
      file.close();
    } finally {
      await storage.close();
    }
  });

  test("goes on where it was stopped, and comes to the same", async () => {
    const [{ standing: whole }, { standing: stopped }] = [await anUpgraded(), await anUpgraded()];
    await rewriteStandings(whole.world.world);
    for (let times = 0; times < 40; times += 1) {
      const stopping = new AbortController();
      let units = 0;
      const storage: typeof stopped.world.world.storage = {
        work(task) {
          units += 1;
          if (units === 3) stopping.abort();
          return stopped.world.world.storage.work(task);
        },
      };
      if ((await rewriteStandings({ ...stopped.world.world, storage }, { signal: stopping.signal })) === 0) break;
    }
    expect((await listStored(stopped)).map(ratingsOf)).toEqual((await listStored(whole)).map(ratingsOf));
  });
});
