/** `kpi import`, from a real database: what it saves, what it refuses line by line, and that a nightly file changes nothing twice. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editionKey } from "../../src/core/catalogue/catalogue.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { aPerson, aTeam, aWorkspace } from "../helpers/team.ts";
import { aGoal, aKpi } from "../helpers/value.ts";
import { runCommand } from "./run-command.ts";

const EDITION = editionKey(aCatalogue());

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async (stores) => {
    await stores.workspaces.save(aWorkspace());
    await stores.catalogues.keep(aCatalogue());
    await stores.people.save(aPerson({ id: "person-ben", name: "Ben Example" }));
    await stores.teams.save(aTeam({ edition: EDITION }));
    await stores.goals.save(aGoal());
    await stores.kpis.save(aKpi({ readerId: "person-ben" }));
    await stores.kpis.save(
      aKpi({ id: "kpi-2", name: "Cost of a release", unit: "EUR", baseline: { value: "900", on: "2026-09-01" } }),
    );
    const ask = { id: "ask-1", kpiId: "kpi-1", personId: "person-ben", workspaceId: "workspace-1" };
    await stores.readings.addAsk({ ...ask, on: "2026-11-01", askedAt: Date.UTC(2026, 10, 1, 9) });
  });
});
afterEach(() => opened.dispose());

async function importFile(content: string | Uint8Array, ...options: readonly string[]) {
  const path = join(opened.folder, "readings.csv");
  await writeFile(path, content);
  return runCommand(["kpi", "import", path, ...options], { env: { DATABASE_URL: opened.url, LANG: "en_US.UTF-8" } });
}

const readings = async () =>
  (await opened.storage.work((stores) => stores.readings.listOfTeam("team-1")))
    .map(({ on, value, supersededBy, addedBy }) => [on, value, supersededBy === undefined, addedBy])
    .toSorted();
const acts = async () =>
  (await opened.storage.work(({ audit }) => audit.list({ limit: 99 }))).map(({ act, by, through, details }) => ({
    ...{ act, by: by.kind, through, details },
  }));

describe("a nightly file", () => {
  const NIGHTLY =
    "kpi,date,value,note\nDays from idea to customer,2026-10-01,18,\ndays from idea to customer,2026-11-01,12.5,Board\n";

  test("is saved as one act, ends the question that waits, and changes nothing when it comes again", async () => {
    expect(await importFile(NIGHTLY)).toEqual({ code: 0, out: "2 new readings, 0 corrected, 0 already there.\n", err: "" });
    const saved = [
      ["2026-10-01", "18", true, undefined],
      ["2026-11-01", "12.5", true, undefined],
    ];
    expect(await readings()).toEqual(saved);
    const entry = { act: "readings-imported", by: "operator", through: "kpi import", details: { count: 2, kpis: ["kpi-1"] } };
    expect(await acts()).toEqual([entry]);
    expect(await opened.storage.work((stores) => stores.readings.findAsk("kpi-1"))).toBeUndefined();
    expect(await opened.storage.work((stores) => stores.kpis.nextAskAt("kpi-1"))).toBeGreaterThan(Date.UTC(2026, 11, 1));
    expect((await importFile(NIGHTLY)).out).toBe("No new readings, 0 corrected, 2 already there.\n");
    expect(await readings()).toEqual(saved);
    expect(await acts()).toEqual([entry]);
  });

  test("corrects a number of the same day, and keeps the one before", async () => {
    await importFile(NIGHTLY);
    expect((await importFile(NIGHTLY.replace("12.5", "12"))).out).toBe("No new readings, 1 corrected, 1 already there.\n");
    expect((await readings()).map(([on, value, counts]) => [on, value, counts])).toEqual([
      ["2026-10-01", "18", true],
      ["2026-11-01", "12", true],
      ["2026-11-01", "12.5", false],
    ]);
  });
});

test("a file is read as spreadsheets write it: Chinese columns, semicolons, a mark at its beginning, a unit", async () => {
  const text = "\uFEFF指标;日期;数值\nkpi-2;2026-10-01;€ 850,50\nkpi-2;2026-11-01;1 200\n";
  expect((await importFile(text)).out).toBe("2 new readings, 0 corrected, 0 already there.\n");
  expect((await readings()).map(([on, value]) => [on, value])).toEqual([
    ["2026-10-01", "850.5"],
    ["2026-11-01", "1200"],
  ]);
});

test("one wrong line keeps all others out, and every wrong line is told by number and reason", async () => {
  const { code, out, err } = await importFile(
    [
      "kpi,date,value,team,link",
      "Days from idea to customer,2026-10-01,18,,",
      "Lead time,2026-10-01,18,,",
      "kpi-1,1.10.2026,18,,",
      "kpi-1,2027-01-01,18,,",
      "kpi-1,2026-10-02,many,,",
      'kpi-1,2026-10-03,"1,200",,',
      "kpi-1,2026-10-04,0.123456,,",
      "kpi-1,2026-10-05,18,Another team,",
      "kpi-1,2026-10-06,18,,http://example.com",
      "kpi-1,2026-10-01,19,,",
      ",2026-10-07,18,,",
      "kpi-1,2026-10-08,,,",
      "kpi-1,2026-10-09,1,,,200",
    ].join("\n"),
  );
  expect([code, out]).toEqual([1, ""]);
  expect(err.trim().split("\n")).toEqual([
    "speedboat: 12 lines have mistakes, so nothing was saved.",
    "line 3: The team has no KPI “Lead time”.",
    "line 4: The date has to be year first: 2026-11-23.",
    "line 5: That day hasn't come yet.",
    "line 6: “many” isn't a number. Its unit: Days.",
    "line 7: “1,200” can be read as 1200 or 1.2. Write it without a thousands separator.",
    "line 8: “0.123456” has more digits than I keep: at most 12 before the decimal point and 4 after it.",
    "line 9: There's no team “Another team”.",
    "line 10: The link has to start with https://.",
    "line 11: Line 2 has another number for Days from idea to customer on the same day.",
    "line 12: The KPI is missing.",
    "line 13: The number is missing.",
    "line 14: There are more cells than columns. A comma in a number needs quotation marks around it.",
  ]);
  expect(await readings()).toEqual([]);
  expect(await acts()).toEqual([]);
});

test("a number that looks wrong is refused until somebody is sure", async () => {
  const text = "kpi,date,value\nkpi-1,2026-10-01,18\nkpi-1,2026-11-01,180\n";
  expect((await importFile(text)).err).toContain(
    "line 3: 180 days is a big jump from 18 days on 1 Oct 2026. Is that right for Days from idea to customer?\nIf the unusual numbers are right, add --yes.",
  );
  expect(await readings()).toEqual([]);
  expect((await importFile(text, "--yes")).out).toBe("2 new readings, 0 corrected, 0 already there.\n");
});

test("of several teams a line has to say whose KPI it is, and a retired KPI takes nothing", async () => {
  await opened.storage.work(async (stores) => {
    await stores.teams.save(aTeam({ id: "team-2", name: "Beta team", edition: EDITION }));
    await stores.goals.save(aGoal({ id: "goal-2", teamId: "team-2" }));
    await stores.kpis.save(aKpi({ id: "kpi-3", teamId: "team-2", goalId: "goal-2", retiredAt: 1 }));
  });
  const text = "kpi,date,value\nDays from idea to customer,2026-10-01,18\n";
  expect((await importFile(text)).err).toContain("line 2: Several teams have KPIs here.");
  expect((await importFile(text, "--team", "beta team")).err).toContain("line 2: “Days from idea to customer” is retired.");
  expect(await importFile(text, "--team", "gamma")).toMatchObject({ code: 1, err: expect.stringContaining("no team “gamma”") });
  expect((await importFile(text, "--team", "Example team")).code).toBe(0);
  expect(await readings()).toHaveLength(1);
});

test("what is no table of readings is refused in a sentence", async () => {
  const told = async (content: string | Uint8Array) => (await importFile(content)).err;
  expect(await told("kpi,date,value\n")).toContain("the file has no readings");
  expect(await told("kpi,date,colour\na,b,c")).toContain("I don't recognize the column “colour”");
  expect(await told("kpi,date\na,b")).toContain("the column “value” is missing");
  expect(await told("kpi,date,value,day\na,b,c,d")).toContain("the column “date” is there twice");
  expect(await told(new Uint8Array([0xff, 0xfe, 0x6b, 0x00]))).toContain("isn't text in UTF-8");
  expect(await told(`kpi,date,value\n${"kpi-1,2026-10-01,18\n".repeat(5001)}`)).toContain("more than 5000 readings");
  expect(await told("x".repeat(1_000_001))).toContain("is larger than 1 MB");
});
