import { parse } from "csv-parse/sync";
import { afterEach, describe, expect, test } from "vitest";
import { closeStanding } from "../../../src/app/standing/publish.ts";
import { editionKey } from "../../../src/core/catalogue/catalogue.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { takeExport, writeExports } from "../../helpers/exports.ts";
import { aStep, aValueRecord } from "../../helpers/team.ts";
import { aGoal, aKpi, aReading } from "../../helpers/value.ts";
import { listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const fileOf = (standing: StandingWorld, line: string, userId = "ana") =>
  takeExport(standing.world, standing.world.actor(userId), line);
/** How many were queued at all. */
const queuedExports = async (standing: StandingWorld) => {
  await writeExports(standing.world);
  return (await standing.world.queued()).filter(({ lane }) => lane.startsWith("file:")).length;
};
const rowsOf = (content: string): readonly Record<string, string>[] => parse(content, { columns: true, bom: true });
const EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\n=1+1"];

describe("a team's export in private mode", () => {
  test("says how many chose what, and nobody's name", async () => {
    const standing = await open({ people: ["ana", "ben", "cem", "dee", "eve", "fay"] });
    const round = await standing.round();
    await standing.answers("ana", { logs: 1 });
    for (const userId of ["ben", "cem", "dee", "eve"]) await standing.answers(userId, { logs: 3 });
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "cost-report": 2 });
    const closed = await standing.closeRound(round);
    await standing.work((work) => closeStanding(work, standing.team, closed));
    for (const format of ["csv", "json", "md"]) {
      const { content } = await fileOf(standing, `export ${format}`);
      expect(content).not.toMatch(/\b(ana|ben|cem|dee|eve|fay)\b/i);
    }
    const { content } = await fileOf(standing, "export csv");
    const row = rowsOf(content).find(({ Record, Code }) => Record === "question" && Code === "TEC-03");
    expect(row).toMatchObject({
      "Chose 1": "0",
      "Chose 2": "1",
      "Chose 3": "0",
      "Chose 4": "4",
      Score: "0.8667",
      Coverage: "0.8333",
    });
    const ofThree = rowsOf(content).find(({ Record, Code }) => Record === "question" && Code === "BUS-03");
    expect(ofThree).toMatchObject({ "Chose 1": "", "Chose 3": "", Score: "0.6667", Coverage: "0.5000" });
    expect(row?.["Question as asked"]).toBe("logs question");
  });

  test("leaves out the ratings of fewer than three, in every format", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 0 });
    await standing.answers("ben", { logs: 0 });
    const row = rowsOf((await fileOf(standing, "export csv")).content).find(({ Code }) => Code === "TEC-03");
    expect(row).toMatchObject({ Score: "hidden", "Chose 1": "", Coverage: "" });
    const { counts, answers } = JSON.parse((await fileOf(standing, "export json")).content);
    const logs = counts.find(({ code }: { code: string }) => code === "TEC-03");
    expect(logs).toMatchObject({ hidden: true });
    expect(logs).not.toHaveProperty("chosen");
    expect(logs).not.toHaveProperty("score");
    expect(answers).toEqual([]);
    expect((await fileOf(standing, "export md")).content).toContain("hidden");
  });

  test("gives shared notes and links without author or rating, and no private note", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 3 }, { note: "PRIVATE NOTE", evidence: "https://example.com/logs" });
    await standing.answers("cem", { logs: 2 }, { note: "shared word", noteShared: true });
    for (const format of ["csv", "json", "md"]) {
      const { content } = await fileOf(standing, `export ${format}`);
      expect(content).not.toContain("PRIVATE NOTE");
      expect(content).toContain("shared word");
      expect(content).toContain("example.com/logs");
    }
    const shared = rowsOf((await fileOf(standing, "export csv")).content).filter(
      ({ Record }) => Record === "shared note or link",
    );
    expect(shared).toHaveLength(2);
    for (const row of shared) expect(row).toMatchObject({ Person: "", "Answer number (1–4)": "", "Points (0–3)": "" });
  });

  test("holds each round's standing, milestones, value records and steps", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    await standing.allRate(["ana", "ben", "cem"], 2);
    const lead = standing.world.actor("ana");
    await lead.says("milestone before go-live");
    await standing.world.stores(async ({ goals, kpis, readings }) => {
      await goals.save(aGoal());
      await kpis.save(aKpi({ addedAt: 0 }));
      await readings.add("team-1", aReading({ addedAt: 0 }));
    });
    const rows = rowsOf((await fileOf(standing, "export csv")).content);
    const wholes = rows.filter(({ Record, Dimension }) => Record === "score" && Dimension === "Whole level");
    expect(wholes.map(({ Round, Score }) => [Round, Score])).toEqual([
      ["", "0.6667"],
      ["1", "0.3333"],
      ["before go-live", "0.6667"],
    ]);
    expect(
      rows.some(({ Record, Answer }) => Record === "value record" && Answer === "Days from idea to customer: 21 days → 12 days"),
    ).toBe(true);
    expect(rows.some(({ Record, Answer }) => Record === "milestone" && Answer === "before go-live")).toBe(true);
  });

  test("holds every number that was read, also those that were corrected, and one's own export what one typed", async () => {
    const standing = await open();
    const ben = await standing.world.actor("ben").person();
    await standing.world.stores(async ({ goals, kpis, readings }) => {
      await goals.save(aGoal());
      await kpis.save(aKpi({ addedAt: 0 }));
      await readings.add("team-1", aReading({ addedBy: ben.id, note: "=Board", link: "https://example.com/board" }));
      const { addedBy: _, ...ofFile } = aReading({ id: "reading-2", value: "11.5" });
      await readings.add("team-1", ofFile);
      await readings.retire("reading-1", { supersededBy: "reading-2" });
    });
    const rows = rowsOf((await fileOf(standing, "export csv")).content).filter(({ Record }) => Record === "reading");
    expect(rows).toMatchObject([
      {
        ...{ When: "2026-10-01", Code: "kpi-1", "Question as asked": "Days from idea to customer", Answer: "12 days" },
        ...{ Person: "Ben Example", Note: "'=Board", Evidence: "https://example.com/board", Status: "corrected" },
      },
      { When: "2026-10-01", Answer: "11.5 days", Person: "", Status: "current" },
    ]);
    const { readings } = JSON.parse((await fileOf(standing, "export json")).content);
    expect(readings[1]).toEqual({
      ...{ on: "2026-10-01", kpiId: "kpi-1", kpi: "Days from idea to customer", value: "11.5", unit: "days" },
      ...{ amount: "11.5 days", status: "current" },
    });
    expect((await fileOf(standing, "export md")).content).toContain(
      "## KPI readings\n\n### Days from idea to customer\n\n- 2026-10-01 · 11.5 days\n",
    );
    const own = async (userId: string) => JSON.parse((await fileOf(standing, "export json mine", userId)).content).readings;
    expect(await own("ben")).toMatchObject([{ value: "12", note: "=Board" }]);
    expect(await own("cem")).toEqual([]);
  });

  test("as a page it is a document: summary, gate, changes and steps, then the data", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    await standing.allRate(["ana", "ben", "cem"], 2);
    const ben = await standing.world.actor("ben").person();
    await standing.world.stores(({ steps }) =>
      steps.save(
        aStep({
          questionId: "logs",
          ownerId: ben.id,
          status: "done",
          due: "2026-11-30",
          doneAt: Date.UTC(2026, 10, 20, 9),
          revision: 1,
        }),
      ),
    );
    const { content } = await fileOf(standing, "export md");
    const parts = [
      "67% of Level 2, coverage 75%",
      " of 26 conditions for Level 3 are met\n",
      "## Changes since the last round",
      "## Next steps",
      "## Scores",
    ];
    const places = parts.map((part) => content.indexOf(part));
    for (const part of parts) expect(content).toContain(part);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(content).toContain("done on 2026-11-20, Ben Example, due 2026-11-30");
    expect(content).toContain("on the 6 questions rated both times");
  });

  test("the gate stands in the table and in JSON, with the version of the format", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    const conditions = rowsOf((await fileOf(standing, "export csv")).content).filter(({ Record }) => Record === "condition");
    expect(conditions).toHaveLength(26);
    expect(conditions.find(({ Code }) => Code === "question-mean:kpi-language")).toMatchObject({
      Status: "not met",
      Answer: "score 67%, needs at least 83%",
      Format: "2",
    });
    const read = JSON.parse((await fileOf(standing, "export json")).content);
    expect(read).toMatchObject({ version: 2, gate: { level: 3, total: 26 } });
  });

  test("the author is told what it holds and what it leaves out", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    await fileOf(standing, "export json");
    const [sent] = await standing.world.queuedFor("ana", "file:");
    expect(sent && toPlainText(sent.message)).toContain("It shows how many people chose each answer, never who");
  });
});

describe("a team's export in open mode", () => {
  test("says who answered what, and leaves private notes out", async () => {
    const standing = await open({ people: ["ana", "ben"], team: { privacy: "open" } });
    await standing.answers("ben", { logs: 1 }, { note: "PRIVATE NOTE" });
    const { content } = await fileOf(standing, "export csv");
    const row = rowsOf(content).find(({ Record }) => Record === "answer");
    expect(row).toMatchObject({
      Person: "Ben Example",
      "Answer number (1–4)": "2",
      "Points (0–3)": "1",
      Answer: "logs answer 1",
      Status: "current",
    });
    expect(content).not.toContain("PRIVATE NOTE");
  });
});

describe("a member's own export", () => {
  test("is complete, with notes, what was superseded, and nobody else's", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 }, { note: "my private note" });
    await standing.answers("ben", { logs: { kind: "not-applicable", reason: "architecture" } });
    await standing.answers("cem", { logs: 3 });
    const rows = rowsOf((await fileOf(standing, "export csv", "ben")).content);
    expect(rows.map((row) => [row.Person, row["Points (0–3)"], row.Reason, row.Note, row.Status])).toEqual([
      ["Ben Example", "1", "", "my private note", "superseded"],
      ["Ben Example", "", "Our architecture doesn't need it", "", "current"],
    ]);
  });

  test("a lead gets their own with mine", async () => {
    const standing = await open();
    await standing.answers("ana", { logs: 1 }, { note: "a lead's own note" });
    const file = await fileOf(standing, "export md mine");
    expect(file.name).toBe("speedboat-Example-team-mine-2026-11-02.md");
    expect(file.content).toContain("a lead's own note");
  });

  test("the wording is that of the edition in which it was asked", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 });
    const before = aCatalogue();
    const renewed = { ...before, version: 2, dimensions: before.dimensions.map(reword) };
    await standing.world.stores(async (stores) => {
      await stores.catalogues.keep(renewed);
      await stores.teams.save({ ...standing.team, edition: editionKey(renewed), revision: 2 });
    });
    const [row] = rowsOf((await fileOf(standing, "export csv", "ben")).content);
    expect(row).toMatchObject({ "Question as asked": "logs question", Edition: "cnmm-3.0-level-2@1" });
  });

  test("headings and answers are in the person's language", async () => {
    const standing = await open({ locales: ["en", "zh-CN"] });
    await standing.answers("ben", { logs: 1 });
    const [row] = rowsOf((await fileOf(standing, "export csv", "ben")).content);
    expect(row).toMatchObject({ 类型: "回答", 题目原文: "logs question（中）", 状态: "当前" });
  });
});

describe("R26: what a user wrote", () => {
  test.each(EVIL)("%j is no formula in the table", async (note) => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 }, { note });
    const [row] = rowsOf((await fileOf(standing, "export csv", "ben")).content);
    expect(row?.Note?.startsWith("'")).toBe(true);
  });

  test("is no formula as a goal, a milestone or a name either", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    await standing.world.stores(async ({ goals, kpis, values }) => {
      await goals.save(aGoal({ sentence: "=1+1" }));
      await kpis.save(aKpi({ name: "@x" }));
      await values.save(aValueRecord({ goal: "=1+1", kpi: "@x", before: "-1", after: "+1" }));
    });
    await lead.says("milestone =HYPERLINK(1)");
    for (const row of rowsOf((await fileOf(standing, "export csv")).content)) {
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });

  test("is no markup in the page to read", async () => {
    const standing = await open();
    await standing.answers("ben", { logs: 1 }, { note: "# big\n| a | <img src=x onerror=1> [x](javascript:1) **b** `c`" });
    const { content } = await fileOf(standing, "export md", "ben");
    expect(content).toContain("\\# big \\| a \\| \\<img src=x onerror=1\\> \\[x\\]\\(javascript:1\\) \\*\\*b\\*\\* \\`c\\`");
  });

  test("a team's name is safe as the name of a file", async () => {
    const standing = await open({ team: { name: "../支付 / a:b\n" } });
    expect((await fileOf(standing, "export json")).name).toBe("speedboat-支付-a-b-2026-11-02.json");
  });
});

test("without a format the three are offered", async () => {
  const standing = await open();
  const outcome = await standing.world.actor("ben").says("export");
  expect(outcome.begins).toBeUndefined();
  expect(await queuedExports(standing)).toBe(0);
  expect(readNotice(outcome)).toContain("Choose a format");
  expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual(["csv", "json", "md"]);
});

test("an observer gets nothing", async () => {
  const standing = await open();
  await standing.world.stores(async (stores) => {
    const membership = await stores.memberships.find("team-1-dee");
    if (membership) await stores.memberships.save({ ...membership, kind: "observer" });
  });
  const outcome = await standing.world.actor("dee").says("export csv");
  expect(outcome.begins).toBeUndefined();
  expect(await queuedExports(standing)).toBe(0);
  expect(readNotice(outcome)).toContain("Only members of Example team can use");
});

function reword(dimension: ReturnType<typeof aCatalogue>["dimensions"][number]) {
  const text = { en: "Reworded?", "zh-CN": "改写了？" };
  const sections = dimension.sections.map((section) => ({
    ...section,
    questions: section.questions.map((question) => ({ ...question, text })),
  }));
  return { ...dimension, sections };
}

test.each([
  ["export pdf", "I don't recognize “pdf” here."],
  ["export csv yours", "I don't recognize “yours” here."],
])("“%s” is told which word is wrong, and the three are offered", async (line, said) => {
  const standing = await open();
  const outcome = await standing.world.actor("ana").says(line);
  expect(outcome.begins).toBeUndefined();
  expect(await queuedExports(standing)).toBe(0);
  expect(readNotice(outcome)).toContain(said);
  expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual(["csv", "json", "md"]);
});
