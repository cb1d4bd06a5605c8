/** What RETENTION_ANSWERS_MONTHS deletes and keeps, in the very files, in pieces, and under the rule of publication. */
import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import type { Storage } from "../../../src/app/ports/world.ts";
import { preferencesFeature } from "../../../src/app/preferences/preferences-feature.ts";
import { publishStanding } from "../../../src/app/standing/publish.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import { EXPIRED_AT_ONCE, expireAnswers, monthsBefore } from "../../../src/app/upkeep/expire-answers.ts";
import { forgetSettled } from "../../../src/app/upkeep/forget-settled.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { aStoredStanding } from "../../helpers/round.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "../standing/fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());
async function open(options: StandingOptions = {}): Promise<StandingWorld> {
  opened = await aStandingWorld({ answersKeptMonths: 12, features: [standingFeature, preferencesFeature], ...options });
  return opened;
}

const YEAR = { days: 366 };
const history = ({ world, team }: StandingWorld) => world.stores((stores) => stores.answers.historyOfTeam(team.id));
const ratings = async (standing: StandingWorld) =>
  (await history(standing)).map(({ reply }) => (reply.kind === "rating" ? reply.rating : undefined));

/** The texts that stand in any file of the database while it is open. */
function findTexts({ world }: StandingWorld, texts: readonly string[]): readonly string[] {
  const files = ["", "-wal"].map((suffix) => readFileSync(`${world.databasePath}${suffix}`));
  return texts.filter((text) => files.some((file) => file.includes(text)));
}

async function leave({ world, example, work, team }: StandingWorld, userId: string): Promise<void> {
  const membership = example.members.find(({ actor }) => actor.userId === userId)?.membership;
  if (!membership) throw new Error(`no ${userId}`);
  const until = world.clock.now();
  await world.stores((stores) =>
    stores.memberships.save({ ...membership, intervals: [{ since: membership.intervals[0]?.since ?? 0, until }] }),
  );
  await work((each) => publishStanding(each, team));
}

async function comeBack({ world, example }: StandingWorld, userId: string): Promise<void> {
  const id = example.members.find(({ actor }) => actor.userId === userId)?.membership.id ?? "";
  const now = world.clock.now();
  await world.stores(async ({ memberships }) => {
    const left = await memberships.find(id);
    if (left) await memberships.save({ ...left, intervals: [...left.intervals, { since: now }] });
  });
}

describe("answers that are kept for twelve months", () => {
  test("go with their notes once a later one replaced them, from every file; the latest stays without its note", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 }, { note: "canary-first", checkInId: "one" });
    await standing.answers(
      "ana",
      { logs: 1 },
      { note: "canary-second", evidence: "https://example.com/proof", checkInId: "two" },
    );
    standing.world.clock.advance(YEAR);
    await standing.answers("ben", { logs: 3 }, { note: "canary-recent", checkInId: "three" });
    const canaries = ["canary-first", "canary-second", "canary-recent"];
    expect(findTexts(standing, canaries)).toEqual(canaries);
    await expireAnswers(standing.world.world);
    expect((await history(standing)).map(({ note, evidence, membershipId }) => ({ note, evidence, membershipId }))).toEqual([
      { note: undefined, evidence: "https://example.com/proof", membershipId: "team-1-ana" },
      { note: "canary-recent", evidence: undefined, membershipId: "team-1-ben" },
    ]);
    expect(findTexts(standing, canaries)).toEqual(["canary-recent"]);
  });

  test("stay for ever where the operator says nothing, and until the very day where they do", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 });
    await standing.answers("ana", { logs: 1 });
    const { answersKeptMonths: _, ...forEver } = standing.world.world;
    standing.world.clock.advance({ days: 3_000 });
    expect(await expireAnswers(forEver)).toBe(0);
    expect(await ratings(standing)).toEqual([0, 1]);
    standing.world.clock.advance({ days: -2_700 });
    expect(await expireAnswers(standing.world.world)).toBe(0);
  });

  test("are superseded under the question's new id, too", async () => {
    const standing = await open({ catalogue: aCatalogue({ renamed: { "old-logs": "logs" } }) });
    await standing.answers("ana", { "old-logs": 0 });
    await standing.answers("ana", { logs: 2 });
    await standing.answers("ben", { "old-logs": 1 });
    standing.world.clock.advance(YEAR);
    await expireAnswers(standing.world.world);
    expect(await ratings(standing)).toEqual([2, 1]);
  });

  test("go with all others of somebody who left so long ago, and how they rated cannot be read from published values", async () => {
    const standing = await open();
    for (const who of ["dee", "ana", "ben", "cem"]) await standing.answers(who, { logs: 2 }, { checkInId: `check-in-${who}` });
    standing.world.clock.advance({ days: 30 });
    await leave(standing, "dee");
    standing.world.clock.advance({ days: 340 });
    await expireAnswers(standing.world.world);
    expect(await ratings(standing)).toHaveLength(4);
    standing.world.clock.advance({ days: 30 });
    await expireAnswers(standing.world.world);
    expect((await history(standing)).map(({ membershipId }) => membershipId)).toEqual(["team-1-ana", "team-1-ben", "team-1-cem"]);
    const all = await standing.world.stores((stores) => stores.publications.listOfQuestions("team-1", ["logs"]));
    const dees = all.flatMap(({ people }) => people).filter(({ person }) => person === "team-1-dee");
    expect(dees.length).toBeGreaterThan(0);
    expect(dees.filter(({ rating }) => /^[0-3]$/.test(rating))).toEqual([]);
  });

  test("take the confirmation with them that nobody else's link has", async () => {
    const standing = await open();
    const link = (name: string) => `https://example.com/${name}`;
    await standing.answers("ana", { logs: 0 }, { evidence: link("gone") });
    await standing.answers("ana", { logs: 1 }, { evidence: link("kept") });
    for (const name of ["gone", "kept"]) {
      await standing.world.stores((stores) =>
        stores.confirmations.save({
          id: name,
          teamId: "team-1",
          questionId: "logs",
          evidence: link(name),
          confirmedBy: "person",
          at: 1,
        }),
      );
    }
    standing.world.clock.advance(YEAR);
    await expireAnswers(standing.world.world);
    const kept = await standing.world.stores((stores) => stores.confirmations.listOfTeam("team-1"));
    expect(kept.map(({ id }) => id)).toEqual(["kept"]);
  });

  test("leave a team alone whose standings from before the rule are still to be rewritten from them", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 });
    await standing.answers("ana", { logs: 1 });
    standing.world.clock.advance(YEAR);
    const round = await standing.round();
    await standing.world.stores(({ standings }) => standings.save(aStoredStanding({ teamId: "team-1", roundId: round.id })));
    const file = new Database(standing.world.databasePath);
    file.exec("UPDATE standings SET raw = 1");
    expect(await expireAnswers(standing.world.world)).toBe(0);
    file.exec("UPDATE standings SET raw = 0");
    file.close();
    expect(await expireAnswers(standing.world.world)).toBeGreaterThan(0);
  });
});

describe("check-ins of that age", () => {
  test("go where no answer of theirs is left, and keep nothing but their day where one is", async () => {
    const standing = await open();
    const round = await standing.round();
    await standing.answers("ana", { logs: 0 }, { checkInId: `${round.id}-ana` });
    await standing.answers("ana", { logs: 1 }, { checkInId: "later" });
    standing.world.clock.advance(YEAR);
    const file = new Database(standing.world.databasePath);
    const item = { kind: "question", questionId: "logs", because: "gate", outcome: "answered", note: "canary-in-agenda" };
    file.prepare("UPDATE check_ins SET items = ?").run(JSON.stringify([item]));
    file.close();
    await expireAnswers(standing.world.world);
    const find = (id: string) => standing.world.stores(({ checkIns }) => checkIns.find(id));
    expect(await find(`${round.id}-ana`)).toBeUndefined();
    expect(await find("later")).toMatchObject({ items: [], position: { on: "summary" } });
    expect(findTexts(standing, ["canary-in-agenda"])).toEqual([]);
    const turns = await standing.world.stores(({ turns: stored }) => stored.listOfRound(round.id));
    expect(turns).toHaveLength(4);
    expect(await expireAnswers(standing.world.world)).toBe(0);
  });

  test("stay while they are under way", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 });
    const file = new Database(standing.world.databasePath);
    file.prepare("UPDATE check_ins SET status = 'paused'").run();
    file.close();
    standing.world.clock.advance(YEAR);
    await expireAnswers(standing.world.world);
    expect(await standing.world.stores(({ checkIns }) => checkIns.findOpen("team-1-ana"))).toBeDefined();
  });
});

test("R34: however much is old, it goes in pieces", async () => {
  const standing = await open();
  const { world } = standing;
  await world.stores(async (stores) => {
    await stores.checkIns.insert({
      id: "many",
      teamId: "team-1",
      membershipId: "team-1-ana",
      personId: (await stores.memberships.find("team-1-ana"))?.personId ?? "",
      kind: "short",
      edition: standing.team.edition,
      status: "finished",
      items: [],
      position: { on: "summary" },
      revision: 1,
      openedAt: world.clock.now(),
    });
    for (let number = 0; number < 5 * EXPIRED_AT_ONCE + 1; number += 1) {
      await stores.answers.append({
        id: `old-${number}`,
        teamId: "team-1",
        membershipId: "team-1-ana",
        questionId: "logs",
        edition: standing.team.edition,
        checkInId: "many",
        reply: { kind: "rating", rating: 1 },
        at: world.clock.now() + number,
      });
    }
  });
  world.clock.advance(YEAR);
  const connection = new Database(world.databasePath, { readonly: true });
  const rows = connection.prepare<[], number>("SELECT count(*) FROM answers").pluck();
  const pieces: number[] = [];
  const storage: Storage = {
    async work(task) {
      const held = rows.get() ?? 0;
      const result = await world.world.storage.work(task);
      pieces.push(held - (rows.get() ?? 0));
      return result;
    },
  };
  const lines: unknown[] = [];
  const log = { info: (values: unknown) => lines.push(values), warn: () => {}, error: (values: unknown) => lines.push(values) };
  await forgetSettled({ ...world.world, storage }, { log });
  connection.close();
  expect(Math.max(...pieces)).toBe(EXPIRED_AT_ONCE);
  expect(await history(standing)).toHaveLength(1);
  expect(lines).toEqual([{ answers: 5 * EXPIRED_AT_ONCE }]);
});

test("R36: two who left long ago, came back and rate as before protect nobody's new rating", async () => {
  const standing = await open({ people: ["ana", "ben", "cem", "dee"] });
  for (const who of ["ana", "ben", "cem"]) await standing.answers(who, { logs: 2 }, { checkInId: `first-${who}` });
  for (const who of ["ben", "cem"]) await leave(standing, who);
  standing.world.clock.advance({ days: 400 });
  await expireAnswers(standing.world.world);
  for (const who of ["ben", "cem"]) await comeBack(standing, who);
  standing.world.clock.advance({ minutes: 1 });
  for (const who of ["ben", "cem"]) await standing.answers(who, { logs: 2 }, { checkInId: `again-${who}` });
  await standing.answers("dee", { logs: 0 }, { checkInId: "first-dee" });
  const values = await standing.world.stores((stores) => stores.publications.listOfQuestions("team-1", ["logs"]));
  expect(values.filter(({ people }) => people.length > 0).map((value) => value.ratings)).toEqual([[2, 2, 2]]);
});

test("privacy says how long answers are kept", async () => {
  const standing = await open();
  const [ana] = standing.actors;
  expect(readNotice((await ana?.says("privacy")) ?? {})).toContain(
    "After 12 months I delete earlier answers, notes and check-ins.",
  );
});

test("privacy says that answers are kept until “forget me” where nothing else was set", async () => {
  opened = await aStandingWorld({ features: [standingFeature, preferencesFeature] });
  const [ana] = opened.actors;
  expect(readNotice((await ana?.says("privacy")) ?? {})).toContain("I keep your answers with their history until you send");
});

test.each([
  ["2026-03-31T09:00:00Z", 1, "2026-02-28T09:00:00Z"],
  ["2026-12-01T09:00:00Z", 12, "2025-12-01T09:00:00Z"],
  ["2028-02-29T00:00:00Z", 12, "2027-02-28T00:00:00Z"],
])("%s less %i months is %s", (now, months, then) => {
  expect(monthsBefore(Date.parse(now), months)).toBe(Date.parse(then));
});
