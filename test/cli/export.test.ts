/** `export`, from a real database with two teams. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editionKey, listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { buildCheckIn } from "../../src/core/check-in/agenda.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { aMembership, anAnswer, aPerson, aTeam, aWorkspace } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

const CATALOGUE = aCatalogue();
const EDITION = editionKey(CATALOGUE);
const QUESTION = listQuestions(CATALOGUE)[0]?.id ?? "";

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async (stores) => {
    await stores.workspaces.save(aWorkspace());
    await stores.catalogues.keep(CATALOGUE);
    for (const [name, team] of [["ana", "team-1"] as const, ["ben", "team-2"] as const]) {
      await stores.people.save(aPerson({ id: `person-${name}`, name: `${name} Example` }));
      await stores.teams.save(aTeam({ id: team, name: `Example ${team}`, edition: EDITION }));
      await stores.memberships.save(aMembership({ id: name, teamId: team }));
      const ids = { teamId: team, membershipId: name };
      const checkIn = buildCheckIn({
        ...ids,
        id: `check-in-${name}`,
        personId: `person-${name}`,
        kind: "short",
        edition: EDITION,
        items: [],
        openedAt: 1,
      });
      await stores.checkIns.insert(checkIn);
      const answer = { ...ids, edition: EDITION, checkInId: checkIn.id, questionId: QUESTION };
      await stores.answers.append(anAnswer({ ...answer, id: `${name}-1`, note: "=kept(to myself)", noteShared: false, at: 1 }));
      await stores.answers.append(anAnswer({ ...answer, id: `${name}-2`, note: "=told(all)", noteShared: true, at: 2 }));
    }
  });
});
afterEach(() => opened.dispose());

const exported = async (...options: readonly string[]) =>
  runCommand(["export", ...options], { env: { DATABASE_URL: opened.url } });
const recordsOf = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("as JSON lines", () => {
  test("everything of every team is there, each record once", async () => {
    const { code, out } = await exported();
    const kinds = recordsOf(out).map(({ record }) => record);
    expect(code).toBe(0);
    expect(kinds[0]).toBe("export");
    for (const [kind, count] of Object.entries({
      workspace: 1,
      person: 2,
      catalogue: 1,
      team: 2,
      membership: 2,
      "check-in": 2,
      answer: 4,
    })) {
      expect([kind, kinds.filter((each) => each === kind).length]).toEqual([kind, count]);
    }
  });

  test("notes kept to oneself stay out unless they are asked for", async () => {
    expect((await exported()).out).not.toContain("kept(to myself)");
    expect((await exported()).out).toContain("told(all)");
    expect((await exported("--private-notes")).out).toContain("kept(to myself)");
  });

  test("one team comes with its own people alone, by name in any case or by id", async () => {
    const { out } = await exported("--team", "example TEAM-2");
    const records = recordsOf(out);
    expect(records.filter(({ record }) => record === "team").map(({ id }) => id)).toEqual(["team-2"]);
    expect(records.filter(({ record }) => record === "person").map(({ id }) => id)).toEqual(["person-ben"]);
    expect((await exported("--team", "team-2")).out).toBe(out);
  });

  test("a file is new and its owner's alone", async () => {
    const file = join(opened.folder, "all.jsonl");
    expect((await exported("--out", file)).out).toBe("");
    expect(await readFile(file, "utf8")).toBe((await exported()).out);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await exported("--out", file)).toMatchObject({ code: 1, err: expect.stringContaining("is there already") });
  });
});

describe("as a table", () => {
  test("every answer stands in a row with its wording, and no formula", async () => {
    const { out } = await exported("--format", "csv");
    const rows: string[][] = parse(out, { bom: true });
    expect(rows).toHaveLength(5);
    expect(rows[0]?.slice(0, 4)).toEqual(["Team", "When", "Person", "Code"]);
    expect(rows[1]?.slice(0, 3)).toEqual(["Example team-1", "1970-01-01T00:00:00.001Z", "ana Example"]);
    const [before, after] = [rows[1], rows[2]].map((row) => ({ note: row?.[10], status: row?.[12] }));
    expect(before).toEqual({ note: "", status: "superseded" });
    expect(after).toEqual({ note: "'=told(all)", status: "current" });
  });
});

test("a team that nobody has is answered with the nearest", async () => {
  expect(await exported("--team", "Example team-3")).toMatchObject({
    code: 1,
    err: expect.stringContaining("There is: Example team-1"),
  });
});

test("R30: an export waits for nobody who writes, and nobody waits for it", async () => {
  const writer = new Database(opened.storage.path);
  writer.exec("BEGIN IMMEDIATE");
  writer.exec("INSERT INTO settings (key, value) VALUES ('half', 'way')");
  try {
    for (const format of ["jsonl", "csv"]) {
      const { code, out } = await exported("--format", format);
      expect([code, out.includes("told(all)"), out.includes("half")]).toEqual([0, true, false]);
    }
  } finally {
    writer.exec("ROLLBACK");
    writer.close();
  }
});
