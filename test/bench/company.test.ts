/** The databases that the bench fills: as whole as one that the bot wrote itself, and of the size that was asked for. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { plantAnswers, roundsFor } from "../../bench/data/answers.ts";
import { type BenchBot, openBot } from "../../bench/data/bot.ts";
import { openWalks } from "../../bench/data/open-walks.ts";
import { plantTeams } from "../../bench/data/seed.ts";
import { plantStandings } from "../../bench/data/standings.ts";
import { userIdOf } from "../../bench/program/names.ts";
import { toPlainText } from "../../src/message/plain-text.ts";

const SIZE = { teams: 3, membersEach: 4 };

let folder: string;
let bot: BenchBot;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "speedboat-test-"));
  bot = await openBot(join(folder, "bot.db"));
  await plantTeams(bot, SIZE);
});
afterEach(async () => {
  await bot.storage.close();
  await rm(folder, { recursive: true, force: true });
});

function ask(sql: string): unknown {
  const connection = new Database(bot.storage.path, { readonly: true });
  const found = connection.prepare(sql).all();
  connection.close();
  return found;
}
const count = (table: string) => ask(`SELECT count(*) AS found FROM ${table}`);

it("holds the rows that were asked for, every reference and every index whole", async () => {
  const before = ask("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name");
  await plantAnswers(bot, SIZE, 100, true);
  await plantStandings(bot, SIZE, { rounds: roundsFor(SIZE, 100), kept: 2 });
  // Five rounds of 4 × 5 answers give a team a hundred; one row of each kind is the one that was copied.
  expect(count("answers")).toEqual([{ found: 3 * 100 + 1 }]);
  expect(count("check_ins")).toEqual([{ found: 3 * 5 * 4 + 1 }]);
  expect(count("turns")).toEqual([{ found: 3 * 5 * 4 + 1 }]);
  expect(count("rounds")).toEqual([{ found: 3 * 5 + 1 }]);
  expect(count("standings")).toEqual([{ found: 3 * 2 + 1 }]);
  expect(ask("PRAGMA foreign_key_check")).toEqual([]);
  expect(ask("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  expect(ask("SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name")).toEqual(before);
});

it("is a company that the bot knows: its members see where their team stands", async () => {
  await plantAnswers(bot, SIZE, 300, true);
  await plantStandings(bot, SIZE, { rounds: roundsFor(SIZE, 300), kept: 2 });
  const from = { workspaceId: bot.workspace.id, platformUserId: userIdOf(9), place: { in: "direct" } } as const;
  const { notice, card } = await bot.app.handle({ kind: "command", from, line: "status" });
  const shown = notice ?? card;
  expect(shown && toPlainText(shown)).toMatch(/\d+\s?%/);
});

it("has people whose check-in is open, each over the same questions, with nothing left to send", async () => {
  await plantAnswers(bot, SIZE, 20);
  const { walkers, questionIds } = await openWalks(bot, 6);
  expect(walkers).toHaveLength(6);
  expect(questionIds.length).toBeGreaterThan(30);
  expect(ask("SELECT count(*) AS found FROM check_ins WHERE status = 'open'")).toEqual([{ found: 6 }]);
  expect(ask("SELECT count(*) AS found FROM posts WHERE platform_ref IS NULL")).toEqual([{ found: 0 }]);
  expect(count("outbox")).toEqual([{ found: 0 }]);
});
