import { describe, expect, test } from "vitest";
import type { QuestionEntry } from "../../../src/core/catalogue/file-schema.ts";
import { checkRules } from "../../../src/core/catalogue/rules.ts";
import {
  aClaimEntry,
  aClaimsFile,
  aDimensionFile,
  anEditionFile,
  aQuestionEntry,
  editionFiles,
} from "../../helpers/edition-files.ts";

const FIRST = ["sections", 0, "questions", 0];
const SECOND = ["sections", 0, "questions", 1];

/** Problems of an edition with these two questions; the second covers the second claim. */
function check(first: Partial<QuestionEntry>, second: Partial<QuestionEntry> = {}, claims = aClaimsFile()) {
  const questions = [aQuestionEntry(first), aQuestionEntry({ id: "logs", code: "TEC-02", claims: ["TE-02"], ...second })];
  return checkRules(editionFiles({ dimension: aDimensionFile(questions), claims }));
}

const withMarks = (marks: Parameters<typeof aClaimEntry>[1]) => aClaimsFile([aClaimEntry("TE-01", marks), aClaimEntry("TE-02")]);

test("an edition that is right has no problem", () => {
  expect(checkRules(editionFiles())).toEqual([]);
});

describe("ids", () => {
  test("two questions of one id are told at the second, in another file too", () => {
    expect(check({}, { id: "cluster-metrics" })).toEqual([
      { file: "technology.yaml", path: [...SECOND, "id"], code: "duplicate-id", values: { id: "cluster-metrics" } },
    ]);
    const people = { ...aDimensionFile([aQuestionEntry({ code: "PEO-01" })]), dimension: "people", code: "PEO" };
    const other = { ...people, sections: people.sections.map((section) => ({ ...section, id: "people-overview" })) };
    expect(checkRules(editionFiles({ more: [other] }))).toMatchObject([{ file: "people.yaml", code: "duplicate-id" }]);
  });

  test("two questions of one code are told", () => {
    expect(check({}, { code: "TEC-01" })).toMatchObject([{ path: [...SECOND, "code"], code: "duplicate-code" }]);
  });

  test("a code that does not begin with its dimension's is told", () => {
    expect(check({ code: "PEO-01" })).toMatchObject([
      { path: [...FIRST, "code"], code: "code-prefix", values: { prefix: "TEC" } },
    ]);
  });

  test("a dimension that stands twice is told by id, code and section", () => {
    const twin = aDimensionFile([aQuestionEntry({ id: "other", code: "TEC-09" })]);
    const codes = checkRules(editionFiles({ more: [twin] })).map(({ code }) => code);
    expect(codes).toEqual(["duplicate-id", "duplicate-code", "duplicate-id"]);
  });

  test("claims and roles that stand twice are told", () => {
    const claims = aClaimsFile([aClaimEntry("TE-01"), aClaimEntry("TE-02"), aClaimEntry("TE-01")]);
    const [role] = anEditionFile().roles;
    const edition = anEditionFile({ roles: [...anEditionFile().roles, ...(role ? [role] : [])] });
    const problems = checkRules(editionFiles({ claims, edition }));
    expect(problems.map(({ file, code, path }) => ({ file, code, path }))).toEqual([
      { file: "edition.yaml", code: "duplicate-id", path: ["roles", 2, "id"] },
      { file: "claims.yaml", code: "duplicate-id", path: ["claims", 2, "id"] },
    ]);
  });
});

describe("claims", () => {
  test("one that no question covers is told where it stands", () => {
    expect(check({}, { claims: ["TE-01"] })).toEqual([
      { file: "claims.yaml", path: ["claims", 1], code: "uncovered-claim", values: { claim: "TE-02" } },
    ]);
  });

  test("one that does not exist is told where it is named", () => {
    expect(check({ claims: ["TE-01", "TE-99"] })).toEqual([
      { file: "technology.yaml", path: [...FIRST, "claims", 1], code: "unknown-claim", values: { id: "TE-99" } },
    ]);
  });

  test("a role that does not exist is told", () => {
    expect(check({ roles: ["platform", "wizard"] })).toMatchObject([{ path: [...FIRST, "roles", 1], code: "unknown-role" }]);
  });
});

describe("dependencies", () => {
  test("on a question that does not exist are told", () => {
    expect(check({ dependsOn: ["gone"] })).toMatchObject([
      { path: [...FIRST, "dependsOn", 0], code: "unknown-question", values: { id: "gone" } },
    ]);
  });

  test("that go round are told once, with the way round", () => {
    const problems = check({ dependsOn: ["logs"] }, { dependsOn: ["cluster-metrics"] });
    expect(problems).toMatchObject([
      { path: [...FIRST, "dependsOn"], code: "dependency-cycle", values: { cycle: "cluster-metrics → logs → cluster-metrics" } },
    ]);
  });

  test("of a question on itself are told", () => {
    expect(check({ dependsOn: ["cluster-metrics"] })).toMatchObject([{ code: "dependency-cycle" }]);
  });

  test("that only lead into a cycle are not part of it", () => {
    const questions = [
      aQuestionEntry({ id: "outside", dependsOn: ["one"] }),
      aQuestionEntry({ id: "one", code: "TEC-02", claims: ["TE-02"], dependsOn: ["two"] }),
      aQuestionEntry({ id: "two", code: "TEC-03", dependsOn: ["one"] }),
    ];
    expect(checkRules(editionFiles({ dimension: aDimensionFile(questions) }))).toMatchObject([
      { path: SECOND.concat("dependsOn"), values: { cycle: "one → two → one" } },
    ]);
  });

  test("that meet again without going round are fine", () => {
    const questions = [
      aQuestionEntry({ id: "top", dependsOn: ["left", "right"] }),
      aQuestionEntry({ id: "left", code: "TEC-02", claims: ["TE-02"], dependsOn: ["base"] }),
      aQuestionEntry({ id: "right", code: "TEC-03", dependsOn: ["base"] }),
      aQuestionEntry({ id: "base", code: "TEC-04" }),
    ];
    expect(checkRules(editionFiles({ dimension: aDimensionFile(questions) }))).toEqual([]);
  });
});

describe("gate, proof and optional follow from the claims", () => {
  test.each([{ gate: true }, { gate_implied: true }])("a gate claim %j wants the marks gate and proof", (marks) => {
    expect(check({}, {}, withMarks(marks))).toMatchObject([
      { path: [...FIRST, "gate"], code: "gate-disagrees", values: { wanted: "true" } },
      { path: [...FIRST, "proof"], code: "proof-disagrees", values: { wanted: "true" } },
    ]);
    expect(check({ gate: true, proof: ["evidence"] }, {}, withMarks(marks))).toEqual([]);
  });

  test("without a gate claim neither mark is allowed", () => {
    const codes = check({ gate: true, proof: ["value"] }).map(({ code, values }) => [code, values.wanted]);
    expect(codes).toEqual([
      ["gate-disagrees", "false"],
      ["proof-disagrees", "false"],
    ]);
  });

  test("an optional question that covers a required claim is told", () => {
    expect(check({ optional: true })).toMatchObject([
      { path: [...FIRST, "optional"], code: "optional-disagrees", values: { wanted: "false" } },
    ]);
    const mixed = check({ claims: ["TE-01", "TE-02"], optional: true }, {}, withMarks({ optional: true }));
    expect(mixed).toMatchObject([{ code: "optional-disagrees" }]);
  });

  test("a question whose claims are all optional is marked so", () => {
    expect(check({}, {}, withMarks({ optional: true }))).toMatchObject([
      { code: "optional-disagrees", values: { wanted: "true" } },
    ]);
    expect(check({ optional: true }, {}, withMarks({ optional: true }))).toEqual([]);
  });
});

describe("answers", () => {
  const answers = aQuestionEntry().answers;
  const change = (index: number, patch: Partial<QuestionEntry["answers"][number]>) =>
    answers.map((answer, rating) => (rating === index ? { ...answer, ...patch } : answer));

  test.each([0, 1, 2])("one worth %i without a next step is told", (rating) => {
    const { nextStep: _gone, ...bare } = answers[rating] ?? { label: { en: "", "zh-CN": "" }, text: { en: "", "zh-CN": "" } };
    const without = answers.map((answer, index) => (index === rating ? bare : answer));
    expect(check({ answers: without })).toMatchObject([
      { path: [...FIRST, "answers", rating], code: "next-step-missing", values: { rating } },
    ]);
  });

  test("the top with a next step is told", () => {
    expect(check({ answers: change(3, { nextStep: { en: "Continue", "zh-CN": "继续" } }) })).toMatchObject([
      { path: [...FIRST, "answers", 3, "nextStep"], code: "next-step-needless" },
    ]);
  });

  test("two of one label are told at the second, by language", () => {
    expect(check({ answers: change(2, { label: { en: "L0", "zh-CN": "别的" } }) })).toMatchObject([
      { path: [...FIRST, "answers", 2, "label", "en"], code: "same-label" },
    ]);
  });
});

test("an old id that leads to no question is told", () => {
  const edition = anEditionFile({ renamed: { "old-logs": "logs", older: "gone" } });
  expect(checkRules(editionFiles({ edition }))).toEqual([
    { file: "edition.yaml", path: ["renamed", "older"], code: "unknown-question", values: { id: "gone" } },
  ]);
});

describe("since when answers mean the same", () => {
  const edition = anEditionFile({ version: 3 });
  const checkSince = (first: Partial<QuestionEntry>) => {
    const questions = [
      aQuestionEntry(first),
      aQuestionEntry({ id: "logs", code: "TEC-02", claims: ["TE-02"], comparableSince: 1 }),
    ];
    return checkRules(editionFiles({ edition, dimension: aDimensionFile(questions) }));
  };

  test("is said of every question from the second version on", () => {
    expect(checkSince({ comparableSince: 2 })).toEqual([]);
    expect(checkSince({ comparableSince: 3 })).toEqual([]);
    expect(checkSince({})).toEqual([{ file: "technology.yaml", path: FIRST, code: "mark-missing", values: { version: 3 } }]);
  });

  test("is no version that is still to come, in the first one too", () => {
    const ahead = { path: [...FIRST, "comparableSince"], code: "mark-ahead" };
    expect(checkSince({ comparableSince: 4 })).toMatchObject([{ ...ahead, values: { since: 4, version: 3 } }]);
    expect(check({ comparableSince: 2 })).toMatchObject([{ ...ahead, values: { since: 2, version: 1 } }]);
  });
});
