import { describe, expect, it, test } from "vitest";
import { editionKey, findQuestion, isOutdated, listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";

const catalogue = aCatalogueOf([aQuestion({ id: "logs" }), aQuestion({ id: "alerts" })], {
  edition: "cnmm-3.0-level-2",
  version: 4,
  renamed: { "old-logs": "logs" },
});

describe("a question", () => {
  it("is found by its id, and by the id that an earlier edition used", () => {
    expect(findQuestion(catalogue, "alerts")?.id).toBe("alerts");
    expect(findQuestion(catalogue, "logs")?.id).toBe("logs");
    expect(findQuestion(catalogue, "old-logs")?.id).toBe("logs");
    expect(findQuestion(catalogue, "nowhere")).toBeUndefined();
  });

  it("is listed in the model's order, from one list for as long as the catalogue is there", () => {
    expect(listQuestions(catalogue).map(({ id }) => id)).toEqual(["logs", "alerts"]);
    expect(listQuestions(catalogue)).toBe(listQuestions(catalogue));
  });
});

test("an edition's key names edition and version", () => {
  expect(editionKey(catalogue)).toBe("cnmm-3.0-level-2@4");
});

test("an answer is outdated from the version on that changed the question's meaning", () => {
  const question = aQuestion({ comparableSince: 3 });
  expect(["cnmm@2", "cnmm@3", "a@b@2", "cnmm@10"].map((key) => isOutdated(question, key))).toEqual([true, false, true, false]);
  expect(isOutdated(aQuestion(), "cnmm@1")).toBe(false);
});
