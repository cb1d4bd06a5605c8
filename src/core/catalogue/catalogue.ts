/** One edition of the model as data. Immutable once used; knows nothing of teams or answers. */
import type { Localized } from "../locale.ts";
import type { Rating } from "../rating.ts";

/** The id of a role that can best answer a question. The edition defines them, such as `developer` or `platform`. */
export type RoleId = string;

/**
 * One statement of the model. `gate` means that the model requires it before the next level, and `gateImplied` that
 * we read it so.
 */
export type Claim = {
  readonly id: string;
  readonly section: string;
  readonly text: Localized;
  readonly gate: boolean;
  readonly gateImplied: boolean;
  /** True: the model calls it optional. */
  readonly optional: boolean;
};

/** One of a question's four worded answers. `nextStep` is set for every rating below the top and for no other. */
export type AnswerOption = {
  readonly rating: Rating;
  readonly label: Localized;
  readonly text: Localized;
  readonly nextStep?: Localized;
};

/** What can prove a gate question: an evidence link that a lead confirmed, or a record of the value that was reached. */
export type ProofKind = "evidence" | "value";

/**
 * Asks after one practice of the model. Its four answers, its roles and its place in the model are part of the
 * edition and never change within a version.
 */
export type Question = {
  readonly id: string;
  /** A short code that is shown on cards, such as `TEC-07`. */
  readonly code: string;
  readonly dimensionId: string;
  readonly sectionId: string;
  /** Ids of the model's claims that the question covers; at least one. */
  readonly claims: readonly string[];
  readonly title: Localized;
  readonly text: Localized;
  readonly why: Localized;
  /** The four worded answers, by rating from 0 to 3. */
  readonly answers: readonly [AnswerOption, AnswerOption, AnswerOption, AnswerOption];
  /** What must be true before somebody chooses the highest answer. */
  readonly criteria: readonly Localized[];
  /** Examples of what a team could link as evidence. */
  readonly evidence: readonly Localized[];
  /** The roles that can best answer it. Where it names none, everybody is asked. */
  readonly roles: readonly RoleId[];
  /** Ids of questions whose next steps come before this one's. */
  readonly dependsOn: readonly string[];
  /** How useful the practice is, from 1 to 5. */
  readonly usefulness: number;
  /** How much effort the practice takes, from 1 to 5. */
  readonly effort: number;
  /** `model`: a claim requires it in words. `implied`: it is our reading of a claim. Undefined: it is no gate question. */
  readonly gate?: "model" | "implied";
  /** True: the question is shown beside score, coverage and gate and never counts in them. */
  readonly optional: boolean;
  /** What proves a gate question; empty for the others. */
  readonly proof: readonly ProofKind[];
  /** Names of projects that help with the practice. */
  readonly projects: readonly string[];
  /** The oldest version whose answers mean the same as today's. Undefined: those of every version do. */
  readonly comparableSince?: number;
};

/** A group of questions within a dimension. Its score is the mean of its required questions that have a value. */
export type Section = {
  readonly id: string;
  readonly dimensionId: string;
  readonly title: Localized;
  readonly questions: readonly Question[];
};

/** One of the model's top-level areas. Its score is the mean of its sections that have a value. */
export type Dimension = {
  readonly id: string;
  /** The prefix of the codes of its questions: `TEC` in `TEC-07`. */
  readonly code: string;
  readonly title: Localized;
  readonly sections: readonly Section[];
};

/** A role that the edition knows, with the title that people read. */
type Role = { readonly id: RoleId; readonly title: Localized };

/**
 * How much is enough to pass the gate. Means, scores and coverages are exact fractions in 0..1 written as text, such
 * as `"5/6"`; ratings are 0 to 3. The thresholds are this project's reading, not the model's words.
 */
export type GateThresholds = {
  readonly question: { readonly minRating: Rating; readonly minMean: string; readonly minCoverage: string };
  readonly section: { readonly minScore: string; readonly minCoverage: string };
};

/** One version of one edition of the model as data. A version is immutable once answers were given to it. */
export type Catalogue = {
  /** The edition's id, such as `cnmm-3.0-level-2`. */
  readonly edition: string;
  /** Counts from 1 within the edition. */
  readonly version: number;
  /** The maturity level that the edition assesses. */
  readonly level: number;
  readonly title: Localized;
  /** Title, edition and https address of the published model that the questions are taken from. */
  readonly model: { readonly title: Localized; readonly edition: string; readonly source: string };
  readonly roles: readonly Role[];
  readonly claims: readonly Claim[];
  readonly dimensions: readonly Dimension[];
  readonly gate: GateThresholds;
  /** Ids of earlier editions, each with the id that this edition uses instead. */
  readonly renamed: Readonly<Record<string, string>>;
};

/**
 * Names one version of one edition as `edition@version`. A check-in keeps it, so that the wording it asked can be
 * found again.
 */
export type EditionKey = string;

/** Returns the key `edition@version` by which check-ins, answers and teams refer to this version. */
export function editionKey(catalogue: Pick<Catalogue, "edition" | "version">): EditionKey {
  return `${catalogue.edition}@${catalogue.version}`;
}

/**
 * Tells whether an answer given under `key` was given to wording that has changed its meaning since, so that it
 * cannot be compared with an answer of today. `key` must be of the question's own edition, in any version.
 */
export function isOutdated({ comparableSince = 1 }: Pick<Question, "comparableSince">, key: EditionKey): boolean {
  return Number(key.slice(key.lastIndexOf("@") + 1)) < comparableSince;
}

type Index = { readonly questions: readonly Question[]; readonly byId: ReadonlyMap<string, Question> };

/** Catalogues never change and are read thousands of times, so their indexes are kept. */
const indexes = new WeakMap<Catalogue, Index>();

function indexOf(catalogue: Catalogue): Index {
  const known = indexes.get(catalogue);
  if (known) return known;
  const questions = catalogue.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  const index = { questions, byId: new Map(questions.map((question) => [question.id, question])) };
  indexes.set(catalogue, index);
  return index;
}

/** Returns all questions of the catalogue, optional ones included, in the model's order. */
export function listQuestions(catalogue: Catalogue): readonly Question[] {
  return indexOf(catalogue).questions;
}

/** Returns the question with this id, or with the id that an earlier edition used for it; undefined when there is none. */
export function findQuestion(catalogue: Catalogue, id: string): Question | undefined {
  return indexOf(catalogue).byId.get(catalogue.renamed[id] ?? id);
}
