/** Builders of a small catalogue. Ids of section and dimension are stamped on the questions, so that only what matters is said. */

import type { AnswerOption, Catalogue, Claim, Dimension, Question, Section } from "../../src/core/catalogue/catalogue.ts";
import type { Localized } from "../../src/core/locale.ts";
import type { Rating } from "../../src/core/rating.ts";

export function inBoth(text: string): Localized {
  return { en: text, "zh-CN": `${text}（中）` };
}

function aClaim(overrides: Partial<Claim> = {}): Claim {
  return {
    id: "BO-01",
    section: "Business outcomes",
    text: inBoth("A claim"),
    gate: false,
    gateImplied: false,
    optional: false,
    ...overrides,
  };
}

function answer(id: string, rating: Rating): AnswerOption {
  const shown = { rating, label: inBoth(`${id} label ${rating}`), text: inBoth(`${id} answer ${rating}`) };
  return rating === 3 ? shown : { ...shown, nextStep: inBoth(`${id} step from ${rating}`) };
}

/** Required, for every role, no gate question, usefulness and effort in the middle. */
export function aQuestion(overrides: Partial<Question> = {}): Question {
  const id = overrides.id ?? "cluster-metrics";
  return {
    id,
    code: id.toUpperCase(),
    dimensionId: "technology",
    sectionId: "technology-overview",
    claims: ["TE-03"],
    title: inBoth(`${id} title`),
    text: inBoth(`${id} question`),
    why: inBoth(`${id} why`),
    answers: [answer(id, 0), answer(id, 1), answer(id, 2), { ...answer(id, 3) }],
    criteria: [inBoth(`${id} criterion`)],
    evidence: [inBoth(`${id} evidence`)],
    roles: ["developer", "platform", "security", "product", "management"],
    dependsOn: [],
    usefulness: 3,
    effort: 3,
    optional: false,
    proof: [],
    projects: [],
    ...overrides,
  };
}

export function aSection(overrides: Partial<Section> = {}): Section {
  const id = overrides.id ?? "technology-overview";
  const dimensionId = overrides.dimensionId ?? "technology";
  const questions = overrides.questions ?? [aQuestion()];
  return {
    id,
    dimensionId,
    title: overrides.title ?? inBoth(`${id} section`),
    questions: questions.map((question) => ({ ...question, sectionId: id, dimensionId })),
  };
}

export function aDimension(overrides: Partial<Dimension> = {}): Dimension {
  const id = overrides.id ?? "technology";
  const sections = overrides.sections ?? [aSection()];
  return {
    id,
    code: overrides.code ?? id.slice(0, 3).toUpperCase(),
    title: overrides.title ?? inBoth(`${id} dimension`),
    sections: sections.map((section) => aSection({ ...section, dimensionId: id })),
  };
}

/**
 * Two dimensions, four sections, seven questions:
 * business-outcomes: value (business-value: gate by the model; kpi-language: gate implied), cost (cost-report);
 * technology: technology-overview (production-app: gate implied; cluster-metrics), observability (logs, depends on
 * cluster-metrics; tracing: optional).
 */
export function aCatalogue(overrides: Partial<Catalogue> = {}): Catalogue {
  return {
    edition: "cnmm-3.0-level-2",
    version: 1,
    level: 2,
    title: inBoth("Level 2"),
    model: { title: inBoth("Cloud Native Maturity Model"), edition: "3.0", source: "https://maturitymodel.cncf.io/" },
    roles: ["developer", "platform", "security", "product", "management"].map((id) => ({ id, title: inBoth(id) })),
    claims: [
      aClaim({ id: "BO-15", gateImplied: true }),
      aClaim({ id: "BO-17", gate: true }),
      aClaim({ id: "CO-01" }),
      aClaim({ id: "TE-01", gateImplied: true }),
      aClaim({ id: "TE-03" }),
      aClaim({ id: "TE-09", optional: true }),
    ],
    dimensions: [
      aDimension({
        id: "business-outcomes",
        code: "BUS",
        sections: [
          aSection({
            id: "value",
            questions: [
              aQuestion({
                id: "business-value",
                code: "BUS-01",
                claims: ["BO-17"],
                gate: "model",
                proof: ["value", "evidence"],
                usefulness: 5,
              }),
              aQuestion({
                id: "kpi-language",
                code: "BUS-02",
                claims: ["BO-15"],
                gate: "implied",
                proof: ["evidence"],
                effort: 2,
              }),
            ],
          }),
          aSection({ id: "cost", questions: [aQuestion({ id: "cost-report", code: "BUS-03", claims: ["CO-01"] })] }),
        ],
      }),
      aDimension({
        id: "technology",
        code: "TEC",
        sections: [
          aSection({
            id: "technology-overview",
            questions: [
              aQuestion({ id: "production-app", code: "TEC-01", claims: ["TE-01"], gate: "implied", proof: ["evidence"] }),
              aQuestion({ id: "cluster-metrics", code: "TEC-02", usefulness: 4, effort: 2 }),
            ],
          }),
          aSection({
            id: "observability",
            questions: [
              aQuestion({ id: "logs", code: "TEC-03", dependsOn: ["cluster-metrics"] }),
              aQuestion({ id: "tracing", code: "TEC-04", claims: ["TE-09"], optional: true }),
            ],
          }),
        ],
      }),
    ],
    gate: {
      question: { minRating: 2, minMean: "5/6", minCoverage: "4/5" },
      section: { minScore: "2/3", minCoverage: "4/5" },
    },
    renamed: {},
    ...overrides,
  };
}

/** A catalogue of one dimension with one section of these questions. */
export function aCatalogueOf(questions: readonly Question[], overrides: Partial<Catalogue> = {}): Catalogue {
  return aCatalogue({ dimensions: [aDimension({ sections: [aSection({ questions })] })], ...overrides });
}
