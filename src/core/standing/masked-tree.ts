/** The whole, a dimension, a section or a question of a masked standing, walked alike: a part and the terms of its score. */
import type Fraction from "fraction.js";
import {
  isInSum,
  type MaskedAggregate,
  type MaskedDimension,
  type MaskedQuestion,
  type MaskedSection,
  type MaskedStanding,
  type Shown,
} from "./masked-standing.ts";

export type Subject =
  | { readonly of: "whole" }
  | { readonly of: "dimension"; readonly id: string }
  | { readonly of: "section"; readonly id: string }
  | { readonly of: "question"; readonly id: string };

/** `id` of the whole is empty. Only parts with a value are terms; whether the value may be seen is another matter. */
export type TreeNode = {
  readonly of: Subject["of"];
  readonly id: string;
  readonly people: number;
  /** Undefined where hidden. */
  readonly score: Fraction | undefined;
  readonly coverage: Fraction | undefined;
  readonly terms: readonly TreeNode[];
  readonly question?: MaskedQuestion;
};

export function treeOf({ whole, dimensions }: MaskedStanding): TreeNode {
  return nodeOf(whole, { of: "whole", id: "", terms: dimensions.map(treeOfDimension).filter(hasTerms) });
}

export function treeOfDimension(dimension: MaskedDimension): TreeNode {
  const terms = dimension.sections.map(treeOfSection).filter(hasTerms);
  return nodeOf(dimension, { of: "dimension", id: dimension.dimensionId, terms });
}

export function treeOfSection(section: MaskedSection): TreeNode {
  return nodeOf(section, { of: "section", id: section.sectionId, terms: section.questions.filter(isInSum).map(treeOfQuestion) });
}

export function treeOfQuestion(question: MaskedQuestion): TreeNode {
  return { of: "question", id: question.questionId, people: question.raters, ...seen(question.figures), terms: [], question };
}

function hasTerms({ terms }: TreeNode): boolean {
  return terms.length > 0;
}

function nodeOf(aggregate: MaskedAggregate, node: Pick<TreeNode, "of" | "id" | "terms">): TreeNode {
  return { ...node, people: aggregate.respondents, ...seen(aggregate.figures) };
}

function seen(figures: Shown<{ readonly score?: Fraction; readonly coverage?: Fraction }>): Pick<TreeNode, "score" | "coverage"> {
  return figures.shown ? { score: figures.score, coverage: figures.coverage } : { score: undefined, coverage: undefined };
}
