/** `export`, from a real database with two teams. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { parse } from "csv-parse/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editionKey, listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { buildCheckIn } from "../../src/core/check-in/agenda.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
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
      await stores.people.save(aPerson({ id: `person-${name}`, name: nameInCast(name) }));
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

const named = async (...options: readonly string[]) => exported("--with-names", ...options);
const actsOf = async () =>
  (await opened.storage.work(({ audit }) => audit.list({ limit: 99 }))).map(({ act, teamId, by, details }) => ({
    act,
    teamId,
    by: by.kind,
    details,
  }));

describe("unless names are asked for", () => {
  test("there are the teams' published numbers, and no row, id, name or word of one person", async () => {
    const { code, out, err } = await exported();
    const records = recordsOf(out);
    expect(code).toBe(0);
    expect(records[0]).toMatchObject({ record: "export", version: 2, named: false });
    expect(new Set(records.map(({ record }) => record))).toEqual(new Set(["export", "team", "score", "count"]));
    expect(records.filter(({ record }) => record === "team")).toHaveLength(2);
    expect(records.filter(({ record }) => record === "count").every(({ score }) => score === undefined)).toBe(true);
    for (const word of ["person-ana", "Ana Example", "kept(to myself)", "told(all)", '"ana"']) expect(out).not.toContain(word);
    expect(err).toContain("nobody's own answers");
  });

  test("a table holds the same numbers", async () => {
    const { out } = await exported("--format", "csv");
    const rows: string[][] = parse(out, { bom: true });
    expect(rows[0]?.slice(0, 3)).toEqual(["Team", "Record", "When"]);
    expect(new Set(rows.slice(1).map(([team]) => team))).toEqual(new Set(["Example team-1", "Example team-2"]));
    expect(out).not.toContain("told(all)");
  });

  test("it stands in the audit log, of each team once", async () => {
    await exported();
    const details = { format: "jsonl" };
    expect(await actsOf()).toEqual([
      { act: "exported", teamId: "team-1", by: "operator", details },
      { act: "exported", teamId: "team-2", by: "operator", details },
    ]);
  });

  test("private notes are refused", async () => {
    expect(await exported("--private-notes")).toMatchObject({ code: 2, err: expect.stringContaining("--with-names") });
  });
});

describe("with names", () => {
  test("it stands in the audit log as such, before anything is written", async () => {
    let before: unknown;
    const out = async () => {
      before ??= await actsOf();
    };
    const env = { DATABASE_URL: opened.url };
    await runCommand(["export", "--with-names", "--private-notes", "--team", "team-1"], { env, out });
    const details = { format: "jsonl", privateNotes: true };
    expect(before).toEqual([{ act: "exported-with-names", teamId: "team-1", by: "operator", details }]);
  });
});

describe("as JSON lines", () => {
  test("everything of every team is there, each record once", async () => {
    const { code, out } = await named();
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
    expect((await named()).out).not.toContain("kept(to myself)");
    expect((await named()).out).toContain("told(all)");
    expect((await named("--private-notes")).out).toContain("kept(to myself)");
  });

  test("one team comes with its own people alone, by name in any case or by id", async () => {
    const { out } = await named("--team", "example TEAM-2");
    const records = recordsOf(out);
    expect(records.filter(({ record }) => record === "team").map(({ id }) => id)).toEqual(["team-2"]);
    expect(records.filter(({ record }) => record === "person").map(({ id }) => id)).toEqual(["person-ben"]);
    expect((await named("--team", "team-2")).out).toBe(out);
  });

  test("a file is new and its owner's alone", async () => {
    const file = join(opened.folder, "all.jsonl");
    expect((await named("--out", file)).out).toBe("");
    expect(await readFile(file, "utf8")).toBe((await named()).out);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await exported("--out", file)).toMatchObject({ code: 1, err: expect.stringContaining("already exists") });
  });
});

describe("as a table", () => {
  test("every answer stands in a row with its wording, and no formula", async () => {
    const { out } = await named("--format", "csv");
    const rows: string[][] = parse(out, { bom: true });
    expect(rows).toHaveLength(5);
    expect(rows[0]?.slice(0, 4)).toEqual(["Team", "When", "Person", "Code"]);
    expect(rows[1]?.slice(0, 3)).toEqual(["Example team-1", "1970-01-01T00:00:00.001Z", "Ana Example"]);
    const [before, after] = [rows[1], rows[2]].map((row) => ({ note: row?.[11], status: row?.[13] }));
    expect(before).toEqual({ note: "", status: "superseded" });
    expect(after).toEqual({ note: "'=told(all)", status: "current" });
  });
});

test("a team that nobody has is answered with the nearest", async () => {
  expect(await exported("--team", "Example team-3")).toMatchObject({
    code: 1,
    err: expect.stringContaining("Teams here: Example team-1"),
  });
});

test("R30: an export waits for nobody who writes, and nobody waits for it", async () => {
  const writer = new Database(opened.storage.path);
  try {
    for (const options of ["--format jsonl --with-names", "--format csv --with-names", "--format jsonl", "--format csv"]) {
      let out = "";
      const { code } = await runCommand(["export", ...options.split(" ")], {
        env: { DATABASE_URL: opened.url },
        // From the first line on; the entry in the audit log was written before.
        async out(text) {
          if (!writer.inTransaction) {
            writer.exec("BEGIN IMMEDIATE");
            writer.exec("INSERT INTO settings (key, value) VALUES ('half', 'way')");
          }
          out += text;
        },
      });
      expect([code, out.includes("Example team-2"), out.includes("half")]).toEqual([0, true, false]);
      writer.exec("ROLLBACK");
    }
  } finally {
    if (writer.inTransaction) writer.exec("ROLLBACK");
    writer.close();
  }
});
