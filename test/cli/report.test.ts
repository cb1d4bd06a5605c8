/** `report`, from a real database: a team's, the programme's, and what it refuses. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { editionKey, listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { buildCheckIn } from "../../src/core/check-in/agenda.ts";
import type { PrivacyMode } from "../../src/core/team.ts";
import { aCatalogue } from "../helpers/catalogue.ts";
import { openTestStorage, type TestStorage } from "../helpers/storage.ts";
import { aMembership, anAnswer, aPerson, aRating, aStep, aTeam, aWorkspace } from "../helpers/team.ts";
import { aGoal, aKpi, aReading, aValueConfirmation } from "../helpers/value.ts";
import { runCommand } from "./run-command.ts";

const CATALOGUE = aCatalogue();
const EDITION = editionKey(CATALOGUE);
const QUESTIONS = listQuestions(CATALOGUE);
const DAY_BEFORE = Date.UTC(2026, 10, 1, 9);

let opened: TestStorage;
beforeEach(async () => {
  opened = await openTestStorage();
  await opened.storage.work(async (stores) => {
    await stores.workspaces.save(aWorkspace());
    await stores.catalogues.keep(CATALOGUE);
    await stores.people.save(aPerson({ id: "person-ana", name: "Ana Example" }));
  });
});
afterEach(() => opened.dispose());

/** A team in which so many people gave every question the best answer but one. */
async function addTeam(id: string, name: string, people: number, privacy: PrivacyMode = "open"): Promise<void> {
  await opened.storage.work(async (stores) => {
    await stores.teams.save(aTeam({ id, name, edition: EDITION, privacy, createdAt: 0 }));
    for (let one = 0; one < people; one += 1) {
      const [personId, membershipId] = [`${id}-person-${one}`, `${id}-member-${one}`];
      await stores.people.save(aPerson({ id: personId, name: `Member ${one} Example` }));
      await stores.memberships.save(aMembership({ id: membershipId, teamId: id, personId }));
      const about = { teamId: id, membershipId, edition: EDITION } as const;
      const checkIn = buildCheckIn({ ...about, id: `${membershipId}-c`, personId, kind: "short", items: [], openedAt: 1 });
      await stores.checkIns.insert(checkIn);
      for (const [index, { id: questionId }] of QUESTIONS.entries()) {
        const answer = { ...about, checkInId: checkIn.id, questionId, reply: aRating(2), at: DAY_BEFORE };
        await stores.answers.append(anAnswer({ ...answer, id: `${membershipId}-${index}` }));
      }
    }
  });
}

const report = (...options: readonly string[]) =>
  runCommand(["report", ...options], { env: { DATABASE_URL: opened.url, LANG: "en_US.UTF-8" } });
const fileOf = (name: string) => join(opened.folder, name);
const actsOf = async () =>
  (await opened.storage.work(({ audit }) => audit.list({ limit: 99 }))).map(({ act, teamId, by, details }) => ({
    act,
    teamId,
    by: by.kind,
    details,
  }));

describe("of the only team", () => {
  test("says where it stands, what it brought and what it needs, to its owner's eyes alone, and stands in the audit", async () => {
    await addTeam("team-1", "Example team", 3);
    await opened.storage.work(async (stores) => {
      await stores.goals.save(aGoal({ addedAt: 1 }));
      await stores.kpis.save(aKpi({ addedAt: 1 }));
      await stores.readings.add("team-1", aReading({ addedAt: DAY_BEFORE }));
      await stores.valueConfirmations.add("team-1", aValueConfirmation({ at: DAY_BEFORE }));
      await stores.steps.save(
        aStep({
          teamId: "team-1",
          ownerId: "person-ana",
          questionId: QUESTIONS[0]?.id ?? "",
          status: "taken",
          due: "2026-10-01",
        }),
      );
    });
    const path = fileOf("team.html");
    expect(await report("--out", path)).toMatchObject({ code: 0, out: "" });
    const page = await readFile(path, "utf8");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const at = (text: string) => page.indexOf(text);
    expect(at("The short answer")).toBeGreaterThan(0);
    expect(at("Where we are")).toBeGreaterThan(at("The short answer"));
    expect(at("How the numbers come about")).toBeGreaterThan(at("Where we are"));
    expect(page).toContain("67%");
    expect(page).toContain("one KPI shows value so far: Days from idea to customer");
    expect(page).toContain("One step is under way, one of them late");
    expect(page).toContain("Ana Example");
    expect(await actsOf()).toEqual([
      { act: "exported", teamId: "team-1", by: "operator", details: { format: "html", scope: "report" } },
    ]);
  });

  test("is written in the language that was asked for, as PDF by the name of the file", async () => {
    await addTeam("team-1", "Example team", 1);
    expect(await report("--out", fileOf("zh.html"), "--language", "zh")).toMatchObject({ code: 0 });
    expect(await readFile(fileOf("zh.html"), "utf8")).toContain("先说结论");
    expect(await report("--out", fileOf("en.pdf"))).toMatchObject({ code: 0 });
    expect((await readFile(fileOf("en.pdf"))).subarray(0, 5).toString()).toBe("%PDF-");
  });

  test("shows no number where a private team has too few answers", async () => {
    await addTeam("team-1", "Example team", 2, "private");
    await report("--out", fileOf("private.html"));
    const page = await readFile(fileOf("private.html"), "utf8");
    expect(page).toContain("Too few answers yet for a number.");
    expect(page).not.toContain("67%</");
    expect(page).not.toContain("Member 0 Example");
  });
});

test("of several teams it is the programme's, with a row for each", async () => {
  await addTeam("team-1", "Alpha team", 3);
  await addTeam("team-2", "Beta team", 3);
  expect(await report("--out", fileOf("all.html"))).toMatchObject({ code: 0 });
  const page = await readFile(fileOf("all.html"), "utf8");
  expect(page).toContain("Example Ltd: the cloud native programme");
  expect(page).toContain("none of 2 teams meet every condition");
  for (const name of ["Alpha team", "Beta team"]) expect(page).toContain(`<td>${name}</td>`);
  expect((await actsOf()).map(({ teamId }) => teamId).sort()).toEqual(["team-1", "team-2"]);
  expect(await report("--team", "beta team", "--out", fileOf("beta.html"))).toMatchObject({ code: 0 });
  expect(await readFile(fileOf("beta.html"), "utf8")).toContain("Beta team: where we stand");
});

test("refuses what it cannot do in a sentence, and writes nothing over", async () => {
  expect(await report("--out", fileOf("a.pdf"))).toMatchObject({ code: 1, err: expect.stringContaining("there is no team yet") });
  await addTeam("team-1", "Example team", 1);
  expect(await report()).toMatchObject({ code: 2, err: expect.stringContaining("--out FILE is missing") });
  expect(await report("--out", fileOf("a.docx"))).toMatchObject({ code: 2, err: expect.stringContaining("pdf, html") });
  expect(await report("--out", fileOf("a.pdf"), "--language", "fr")).toMatchObject({ code: 2 });
  await writeFile(fileOf("there.html"), "mine");
  expect(await report("--out", fileOf("there.html"))).toMatchObject({ code: 1 });
  expect(await readFile(fileOf("there.html"), "utf8")).toBe("mine");
  expect(await actsOf()).toEqual([]);
});
