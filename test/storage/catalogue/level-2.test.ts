/** The catalogue that comes with the program: whole, in both languages, true to the model. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Catalogue, listQuestions, type Question } from "../../../src/core/catalogue/catalogue.ts";
import type { Locale, Localized } from "../../../src/core/locale.ts";
import { checkCatalogue, readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";

const FOLDER = join(import.meta.dirname, "../../../data/cnmm-3.0/level-2");

let catalogue: Catalogue;
let questions: readonly Question[];
beforeAll(async () => {
  catalogue = await readCatalogue(FOLDER);
  questions = listQuestions(catalogue);
});

test("has no problem", async () => {
  expect(await checkCatalogue(FOLDER)).toEqual([]);
});

test("has the model's five dimensions in its order, and at least 48 questions", () => {
  expect(catalogue.dimensions.map(({ id }) => id)).toEqual(["business-outcomes", "people", "process", "policy", "technology"]);
  expect(questions.length).toBeGreaterThanOrEqual(48);
});

test("covers each of the 69 claims", () => {
  const covered = new Set(questions.flatMap(({ claims }) => claims));
  expect(catalogue.claims).toHaveLength(69);
  expect(catalogue.claims.filter(({ id }) => !covered.has(id))).toEqual([]);
});

test("marks the gate where the model says so, and where we read it so", () => {
  const gates = questions.filter(({ gate }) => gate).map(({ gate, claims }) => ({ gate, claims }));
  expect(gates.some(({ gate, claims }) => gate === "model" && claims.includes("BO-17"))).toBe(true);
  const implied = catalogue.claims.filter(({ gateImplied }) => gateImplied).map(({ id }) => id);
  for (const id of implied) expect(gates.flatMap(({ claims }) => claims)).toContain(id);
});

test("numbers its codes without a gap in each dimension", () => {
  for (const { code, sections } of catalogue.dimensions) {
    const codes = sections.flatMap((section) => section.questions.map((question) => question.code));
    expect(codes).toEqual(codes.map((_, index) => `${code}-${String(index + 1).padStart(2, "0")}`));
  }
});

describe("its second version", () => {
  const isSame = ({ comparableSince }: Question) => comparableSince === 1;

  test("marks each question: the same as in the first, or changed", () => {
    expect(catalogue.version).toBe(2);
    expect(questions.filter(({ comparableSince }) => comparableSince !== 1 && comparableSince !== 2)).toEqual([]);
  });

  test("lets the answers to these count on, and asks all others again", () => {
    const same = questions.filter(isSame).map(({ code }) => code);
    expect(same).toEqual(["BUS-16", "BUS-19", "BUS-20", "PEO-10", "PEO-12", "PRO-05", "PRO-06", "POL-02", "TEC-01", "TEC-09"]);
  });
});

/** What is read before an answer is given: title, question, why, and the four answers with their labels. */
function listReadTexts({ title, text, why, answers }: Question): readonly Localized[] {
  return [title, text, why, ...answers.flatMap((answer) => [answer.label, answer.text])];
}

describe("the length of a card", () => {
  const lengthsBy = (locale: Locale, count: (text: string) => number) =>
    questions.map((question) => listReadTexts(question).reduce((total, text) => total + count(text[locale]), 0));
  const meanOf = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0) / lengths.length;

  test("is at most 90 words in the mean and 110 in any, in English", () => {
    const lengths = lengthsBy("en", (text) => text.split(/\s+/).length);
    expect(meanOf(lengths)).toBeLessThanOrEqual(90);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(110);
  });

  test("is at most 150 characters in the mean and 190 in any, in Chinese", () => {
    const lengths = lengthsBy("zh-CN", (text) => [...text].length);
    expect(meanOf(lengths)).toBeLessThanOrEqual(150);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(190);
  });
});

describe("its words", () => {
  test("say whom they mean: the team that is asked", () => {
    expect(questions.filter(({ text }) => !/\byour team\b/.test(text.en)).map(({ code }) => code)).toEqual([]);
    expect(questions.filter(({ text }) => !text["zh-CN"].includes("你们团队")).map(({ code }) => code)).toEqual([]);
  });

  /** Every text with the place where it stands. */
  const texts = (locale: "en" | "zh-CN") =>
    questions.flatMap((question) =>
      [
        question.title,
        question.text,
        question.why,
        ...question.criteria,
        ...question.evidence,
        ...question.answers.flatMap(({ label, text, nextStep }) => [label, text, ...(nextStep ? [nextStep] : [])]),
      ].map((text) => `${question.code} ${text[locale]}`),
    );

  test("say what one sees, never how much of it", () => {
    const vague = /\b(somewhat|mostly|partially|fully|usually)\b|有些|基本上|比较|完全|大部分/;
    const answers = questions.flatMap(({ code, answers: four }) =>
      four.flatMap(({ text, label }) => [text, label].flatMap(({ en, "zh-CN": zh }) => [`${code} ${en}`, `${code} ${zh}`])),
    );
    expect(answers.filter((text) => vague.test(text))).toEqual([]);
  });

  test("name no claim and no code of another question", () => {
    const named = /\b(BO|CO|PE|PR|PO|TE)-\d\d\b/;
    expect(texts("en").filter((text) => named.test(text.slice(7)))).toEqual([]);
    expect(texts("zh-CN").filter((text) => named.test(text.slice(7)))).toEqual([]);
  });

  test("are Chinese where they should be, with the marks of Chinese", () => {
    expect(texts("zh-CN").filter((text) => !/\p{Script=Han}/u.test(text))).toEqual([]);
    expect(texts("zh-CN").filter((text) => /\p{Script=Han}[,;:?!]/u.test(text))).toEqual([]);
    expect(texts("en").filter((text) => /\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test("call experts 领域专家, never by the mistranslation", () => {
    expect(texts("zh-CN").filter((text) => text.includes("中小企业"))).toEqual([]);
  });

  test("name a project in the next steps of every question that lists it", () => {
    const unnamed = questions.flatMap(({ code, projects, answers }) => {
      const steps = answers.map(({ nextStep }) => nextStep?.en ?? "").join(" ");
      return projects.filter((project) => !steps.includes(project)).map((project) => `${code} ${project}`);
    });
    expect(unnamed).toEqual([]);
  });
});

test("asks at least one question of every role", () => {
  for (const { id } of catalogue.roles) expect(questions.some(({ roles }) => roles.includes(id))).toBe(true);
});
