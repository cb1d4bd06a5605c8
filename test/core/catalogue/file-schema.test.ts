import { describe, expect, test } from "vitest";
import { CATALOGUE_LIMITS, claimsFile, dimensionFile, editionFile, parseFile } from "../../../src/core/catalogue/file-schema.ts";
import { aClaimsFile, aDimensionFile, anEditionFile, aQuestionEntry } from "../../helpers/edition-files.ts";

const FIRST = ["sections", 0, "questions", 0];
const of = (question: object) =>
  parseFile(dimensionFile, "t.yaml", aDimensionFile([{ ...aQuestionEntry(), ...question }])).problems;

test("files of the right shape come back as they are", () => {
  expect(parseFile(dimensionFile, "t.yaml", aDimensionFile())).toEqual({ content: aDimensionFile(), problems: [] });
  expect(parseFile(editionFile, "e.yaml", anEditionFile())).toEqual({ content: anEditionFile(), problems: [] });
  expect(parseFile(claimsFile, "c.yaml", aClaimsFile())).toEqual({ content: aClaimsFile(), problems: [] });
});

describe("what is wrong with a shape is told by place and code", () => {
  test("an unknown key", () => {
    expect(of({ colour: "red" })).toEqual([
      { file: "t.yaml", path: [...FIRST, "colour"], code: "unknown-key", values: { key: "colour" } },
    ]);
  });

  test.each(["title", "why", "roles", "usefulness", "dependsOn"])("a missing %s", (key) => {
    expect(of({ [key]: undefined })).toEqual([{ file: "t.yaml", path: [...FIRST, key], code: "missing-key", values: { key } }]);
  });

  test.each([{ en: "Only English" }, { en: "Empty Chinese", "zh-CN": " " }, { en: "No Chinese", "zh-CN": null }])(
    "a missing translation: %j",
    (title) => {
      expect(of({ title })).toMatchObject([
        { path: [...FIRST, "title", "zh-CN"], code: "missing-translation", values: { language: "zh-CN" } },
      ]);
    },
  );

  test("a claim without its Chinese", () => {
    const claims = { ...aClaimsFile(), claims: [{ id: "TE-01", section: "技术", en: "Claim" }] };
    expect(parseFile(claimsFile, "c.yaml", claims).problems).toMatchObject([
      { path: ["claims", 0, "zh"], code: "missing-translation", values: { language: "zh" } },
    ]);
  });

  test.each([3, 5])("%i answers instead of four", (count) => {
    const answers = [...aQuestionEntry().answers, ...aQuestionEntry().answers].slice(0, count);
    expect(of({ answers })).toEqual([{ file: "t.yaml", path: [...FIRST, "answers"], code: "four-answers", values: { count } }]);
  });

  test.each([
    ["usefulness", 6],
    ["effort", 0],
    ["effort", 2.5],
    ["id", "Cluster Metrics"],
    ["code", "TEC1"],
    ["gate", "yes"],
    ["claims", []],
    ["proof", ["hearsay"]],
    ["comparableSince", 0],
    ["comparableSince", "2"],
  ])("a %s of %j", (key, value) => {
    expect(of({ [key]: value }).map(({ code }) => code)).toEqual(["wrong-value"]);
  });

  test("a source that is not https, a fraction that is none, and a file elsewhere", () => {
    const wrong = (overrides: object) => parseFile(editionFile, "e.yaml", { ...anEditionFile(), ...overrides }).problems;
    const { model, gate } = anEditionFile();
    expect(wrong({ model: { ...model, source: "http://example.com/" } })).toMatchObject([{ code: "wrong-value" }]);
    expect(wrong({ gate: { ...gate, section: { minScore: "1/0", minCoverage: "0.8" } } })).toHaveLength(2);
    expect(wrong({ claims: "../claims.yaml" })).toMatchObject([{ path: ["claims"], code: "wrong-value" }]);
  });

  test("tells the value as it was written, and no more than sixty characters of it", () => {
    expect(of({ effort: 0 })).toMatchObject([{ values: { key: "effort", value: "0" } }]);
    expect(of({ code: "TEC1" })).toMatchObject([{ values: { key: "code", value: "TEC1" } }]);
    expect(of({ id: "X".repeat(61) })).toMatchObject([{ values: { key: "id", value: "X".repeat(60) } }]);
  });

  test("a key without a value is missing", () => {
    expect(of({ effort: null })).toMatchObject([{ code: "missing-key", values: { key: "effort" } }]);
  });

  test("a whole file that is something else", () => {
    expect(parseFile(dimensionFile, "t.yaml", "just text").problems).toMatchObject([{ path: [], code: "wrong-value" }]);
  });
});

describe("lengths are counted in characters, not code units", () => {
  test.each([
    ["title", CATALOGUE_LIMITS.title],
    ["text", CATALOGUE_LIMITS.text],
    ["why", CATALOGUE_LIMITS.why],
  ] as const)("of a %s", (key, limit) => {
    const fits = { en: "e".repeat(limit.en), "zh-CN": "𠮷".repeat(limit["zh-CN"]) };
    expect(of({ [key]: fits })).toEqual([]);
    const tooLong = { ...fits, "zh-CN": `${fits["zh-CN"]}好` };
    expect(of({ [key]: tooLong })).toMatchObject([
      { code: "too-long", values: { max: limit["zh-CN"], length: limit["zh-CN"] + 1 } },
    ]);
  });
});
