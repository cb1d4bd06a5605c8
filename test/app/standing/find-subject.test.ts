import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findSubject } from "../../../src/app/standing/show-why.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";

const { vocabulary } = (await createVoices(join(import.meta.dirname, "../../../prompts")))("en");
const catalogue = aCatalogue();
const subjectOf = (words: string) => {
  const finding = findSubject(catalogue, words, vocabulary.whole);
  return finding.kind === "found" ? finding.subject : undefined;
};
const nearestTo = (words: string) => {
  const finding = findSubject(catalogue, words, vocabulary.whole);
  return finding.kind === "unclear" ? finding.nearest : undefined;
};

describe("what is meant by the words after why", () => {
  test("no words mean the whole", () => {
    expect(subjectOf("")).toEqual({ of: "whole" });
    expect(subjectOf("  ")).toEqual({ of: "whole" });
  });

  test("so do the names of the whole, in both languages", () => {
    for (const words of ["score", "Score", "the score", "total", "Level 2", "总分", "得分", "整个级别", "第 2 级"]) {
      expect(subjectOf(words)).toEqual({ of: "whole" });
    }
  });

  test("a part of the catalogue goes before a name of the whole", () => {
    const titled = aCatalogue();
    const dimensions = titled.dimensions.map((dimension, index) =>
      index === 0 ? { ...dimension, title: { en: "Score", "zh-CN": "得分" } } : dimension,
    );
    expect(findSubject({ ...titled, dimensions }, "score", vocabulary.whole)).toMatchObject({
      kind: "found",
      subject: { of: "dimension" },
    });
  });

  test("a dimension is found by id, code and title in both languages, whatever the case", () => {
    for (const words of ["technology", "TECHNOLOGY", "tec", "Technology dimension", "technology dimension（中）"]) {
      expect(subjectOf(words)).toEqual({ of: "dimension", id: "technology" });
    }
  });

  test("a question is found by code with or without its zeros, by id and by title", () => {
    for (const words of ["TEC-02", "tec-2", "tec 02", "cluster-metrics", "Cluster Metrics", "cluster-metrics title（中）"]) {
      expect(subjectOf(words)).toEqual({ of: "question", id: "cluster-metrics" });
    }
  });

  test("a section is found by id and title", () => {
    expect(subjectOf("observability")).toEqual({ of: "section", id: "observability" });
    expect(subjectOf("observability section")).toEqual({ of: "section", id: "observability" });
  });

  test("a word that one part alone has means it, and a short one means nothing", () => {
    expect(subjectOf("techno")).toEqual({ of: "dimension", id: "technology" });
    expect(subjectOf("observ")).toEqual({ of: "section", id: "observability" });
    expect(subjectOf("cluster-met")).toEqual({ of: "question", id: "cluster-metrics" });
    expect(subjectOf("te")).toBeUndefined();
    expect(subjectOf("section")).toBeUndefined();
  });

  test("a slip finds the nearest, and changes nothing by guessing", () => {
    expect(nearestTo("tecnology")?.[0]).toEqual({ of: "dimension", id: "technology" });
    expect(nearestTo("TEC-09")).toContainEqual({ of: "question", id: "cluster-metrics" });
  });

  test("at most three are offered, and none for words that are like nothing", () => {
    expect(nearestTo("title")).toHaveLength(3);
    expect(nearestTo("zzzzqqqq")).toEqual([]);
  });

  test("a title that several sections carry is not guessed", () => {
    const twice = aCatalogue();
    const same = { en: "Overview", "zh-CN": "概览" };
    const dimensions = twice.dimensions.map((dimension) => ({
      ...dimension,
      sections: dimension.sections.map((section) => ({ ...section, title: same })),
    }));
    const finding = findSubject({ ...twice, dimensions }, "overview", vocabulary.whole);
    expect(finding.kind).toBe("unclear");
  });
});
