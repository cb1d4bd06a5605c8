import { expect, test } from "vitest";
import { buildCatalogue } from "../../../src/core/catalogue/build-catalogue.ts";
import { isOutdated, listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { parseCatalogue } from "../../../src/core/catalogue/schema.ts";
import { aClaimEntry, aClaimsFile, aDimensionFile, aQuestionEntry, editionFiles } from "../../helpers/edition-files.ts";

const build = (question: Parameters<typeof aQuestionEntry>[0], claims = aClaimsFile()) =>
  listQuestions(buildCatalogue(editionFiles({ dimension: aDimensionFile([aQuestionEntry(question)]), claims })))[0];

test("a question knows its place, and its answers their worth", () => {
  const question = build({});
  expect(question).toMatchObject({ dimensionId: "technology", sectionId: "overview", optional: false, proof: [] });
  expect(question?.answers.map(({ rating, text }) => [rating, text.en])).toEqual([
    [0, "Answer 0"],
    [1, "Answer 1"],
    [2, "Answer 2"],
    [3, "Answer 3"],
  ]);
});

test.each([
  [{ gate: true, gate_implied: true }, "model"],
  [{ gate: true }, "model"],
  [{ gate_implied: true }, "implied"],
  [{}, undefined],
])("claims marked %j make the gate %s", (marks, gate) => {
  const claims = aClaimsFile([aClaimEntry("TE-01", marks), aClaimEntry("TE-02")]);
  expect(build({ gate: true, proof: ["value"] }, claims)?.gate).toBe(gate);
});

test("the model's word outweighs our reading where a question covers both", () => {
  const claims = aClaimsFile([aClaimEntry("TE-01", { gate_implied: true }), aClaimEntry("TE-02", { gate: true })]);
  expect(build({ claims: ["TE-01", "TE-02"] }, claims)?.gate).toBe("model");
});

test("a claim carries its marks and both languages", () => {
  const claims = aClaimsFile([aClaimEntry("TE-01", { optional: true }), aClaimEntry("TE-02", { gate: true })]);
  expect(buildCatalogue(editionFiles({ claims })).claims).toMatchObject([
    { id: "TE-01", text: { en: "Claim TE-01", "zh-CN": "声明 TE-01" }, optional: true, gate: false, gateImplied: false },
    { id: "TE-02", optional: false, gate: true },
  ]);
});

test("an answer is outdated if it was given before its question's meaning last changed", () => {
  const question = build({ comparableSince: 3 });
  const keys = ["example-1@1", "example-1@2", "example-1@3", "example-1@10"];
  expect(keys.map((key) => question && isOutdated(question, key))).toEqual([true, true, false, false]);
  expect(isOutdated({}, "example-1@1")).toBe(false);
});

test("what is built has the shape that is kept", () => {
  const marked = editionFiles({ dimension: aDimensionFile([aQuestionEntry({ comparableSince: 1 })]) });
  for (const built of [buildCatalogue(editionFiles()), buildCatalogue(marked)]) {
    expect(parseCatalogue(JSON.parse(JSON.stringify(built)))).toEqual(built);
  }
});

test("what is kept and has another shape is refused", () => {
  const { claims: _gone, ...half } = buildCatalogue(editionFiles());
  expect(() => parseCatalogue(half)).toThrow("claims");
});
