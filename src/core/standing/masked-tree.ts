/**
 * Presents any part of a masked standing as a tree, so that the whole, dimensions, sections and questions can be
 * walked alike.
 */
import type Fraction from "fraction.js";
import {
  isInSum,
  type Masked,
  type MaskedAggregate,
  type MaskedDimension,
  type MaskedQuestion,
  type MaskedSection,
  type MaskedStanding,
} from "./masked-standing.ts";

/** Names the part of a standing that a question is about; `id` is that of the dimension, section or question. */
export type Subject =
  | { readonly of: "whole" }
  | { readonly of: "dimension"; readonly id: string }
  | { readonly of: "section"; readonly id: string }
  | { readonly of: "question"; readonly id: string };

/**
 * A part of a masked standing with the terms of its score. The whole has an empty `id`. Only parts with a value are
 * terms, whether or not that value may be seen.
 */
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

/** Returns the whole standing as a tree, without dimensions that have no value. */
export function treeOf({ whole, dimensions }: MaskedStanding): TreeNode {
  return nodeOf(whole, { of: "whole", id: "", terms: dimensions.map(treeOfDimension).filter(hasTerms) });
}

/** Returns a dimension as a tree, without sections that have no value. */
export function treeOfDimension(dimension: MaskedDimension): TreeNode {
  const terms = dimension.sections.map(treeOfSection).filter(hasTerms);
  return nodeOf(dimension, { of: "dimension", id: dimension.dimensionId, terms });
}

/** Returns a section as a tree of its required questions that have a rating. */
export function treeOfSection(section: MaskedSection): TreeNode {
  return nodeOf(section, { of: "section", id: section.sectionId, terms: section.questions.filter(isInSum).map(treeOfQuestion) });
}

/** Returns a question as a leaf of the tree. */
export function treeOfQuestion(question: MaskedQuestion): TreeNode {
  return { of: "question", id: question.questionId, people: question.raters, ...seen(question.figures), terms: [], question };
}

function hasTerms({ terms }: TreeNode): boolean {
  return terms.length > 0;
}

function nodeOf(aggregate: MaskedAggregate, node: Pick<TreeNode, "of" | "id" | "terms">): TreeNode {
  return { ...node, people: aggregate.respondents, ...seen(aggregate.figures) };
}

function seen(
  figures: Masked<{ readonly score?: Fraction; readonly coverage?: Fraction }>,
): Pick<TreeNode, "score" | "coverage"> {
  return figures.shown ? { score: figures.score, coverage: figures.coverage } : { score: undefined, coverage: undefined };
}
