/** One edition of the model as data. Immutable once used; knows nothing of teams or answers. */
import type { Localized } from "../locale.ts";

/** Who can best answer a question. The ids come from the edition (`developer`, `platform`, …). */
export type RoleId = string;
export type Rating = 0 | 1 | 2 | 3;
export const RATINGS = [0, 1, 2, 3] as const satisfies readonly Rating[];
export const TOP_RATING = 3;

/** One of the model's statements; `gate` says the model requires it before Level 3, `gateImplied` that we read it so. */
export type Claim = {
  readonly id: string;
  readonly section: string;
  readonly text: Localized;
  readonly gate: boolean;
  readonly gateImplied: boolean;
  readonly optional: boolean;
};

/** A worded answer. `nextStep` is there for every rating below the top. */
export type AnswerOption = {
  readonly rating: Rating;
  readonly label: Localized;
  readonly text: Localized;
  readonly nextStep?: Localized;
};

export type ProofKind = "evidence" | "value";

export type Question = {
  readonly id: string;
  /** Short, shown on cards: `TEC-07`. */
  readonly code: string;
  readonly dimensionId: string;
  readonly sectionId: string;
  readonly claims: readonly string[];
  readonly title: Localized;
  readonly text: Localized;
  readonly why: Localized;
  /** Four, by rating 0–3. */
  readonly answers: readonly [AnswerOption, AnswerOption, AnswerOption, AnswerOption];
  readonly criteria: readonly Localized[];
  readonly evidence: readonly Localized[];
  readonly roles: readonly RoleId[];
  readonly dependsOn: readonly string[];
  /** 1–5 */
  readonly usefulness: number;
  /** 1–5 */
  readonly effort: number;
  /** `model`: a claim says so in words; `implied`: our reading; undefined: not a gate question. */
  readonly gate?: "model" | "implied";
  readonly optional: boolean;
  /** What proves a gate question; empty for the others. */
  readonly proof: readonly ProofKind[];
  readonly projects: readonly string[];
  /** The oldest version whose answers mean the same as today's; undefined: every version's do. */
  readonly comparableSince?: number;
};

export type Section = {
  readonly id: string;
  readonly dimensionId: string;
  readonly title: Localized;
  readonly questions: readonly Question[];
};
export type Dimension = {
  readonly id: string;
  readonly code: string;
  readonly title: Localized;
  readonly sections: readonly Section[];
};
export type Role = { readonly id: RoleId; readonly title: Localized };

/** Exact fractions as text, `"5/6"`. */
export type GateThresholds = {
  readonly question: { readonly minRating: Rating; readonly minMean: string; readonly minCoverage: string };
  readonly section: { readonly minScore: string; readonly minCoverage: string };
};

export type Catalogue = {
  /** `cnmm-3.0-level-2` */
  readonly edition: string;
  readonly version: number;
  readonly level: number;
  readonly title: Localized;
  readonly model: { readonly title: Localized; readonly edition: string; readonly source: string };
  readonly roles: readonly Role[];
  readonly claims: readonly Claim[];
  readonly dimensions: readonly Dimension[];
  readonly gate: GateThresholds;
  /** Old question id → id in this edition. */
  readonly renamed: Readonly<Record<string, string>>;
};

/** `edition@version`: what a check-in keeps, so that the wording it asked is found again. */
export type EditionKey = string;

export function editionKey(catalogue: Pick<Catalogue, "edition" | "version">): EditionKey {
  return `${catalogue.edition}@${catalogue.version}`;
}

/**
 * Whether an answer given under `key` was given to wording that has since changed its meaning, so that it cannot be compared
 * with an answer given today. Expects an answer to this question, in any version of the catalogue's own edition.
 */
export function isOutdated({ comparableSince = 1 }: Pick<Question, "comparableSince">, key: EditionKey): boolean {
  return Number(key.slice(key.lastIndexOf("@") + 1)) < comparableSince;
}

type Index = { readonly questions: readonly Question[]; readonly byId: ReadonlyMap<string, Question> };

/** Catalogues never change, and are asked thousands of times. */
const indexes = new WeakMap<Catalogue, Index>();

function indexOf(catalogue: Catalogue): Index {
  const known = indexes.get(catalogue);
  if (known) return known;
  const questions = catalogue.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  const index = { questions, byId: new Map(questions.map((question) => [question.id, question])) };
  indexes.set(catalogue, index);
  return index;
}

/** All questions in the model's order. */
export function listQuestions(catalogue: Catalogue): readonly Question[] {
  return indexOf(catalogue).questions;
}

/** By id, or by an id that an earlier edition used. */
export function findQuestion(catalogue: Catalogue, id: string): Question | undefined {
  return indexOf(catalogue).byId.get(catalogue.renamed[id] ?? id);
}
