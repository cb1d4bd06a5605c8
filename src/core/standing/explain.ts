/**
 * Opens a number that is shown into its exact sum. It works on masked standings alone, so it cannot reveal what they
 * do not hold.
 */
import { type Catalogue, findQuestion, isOutdated } from "../catalogue/catalogue.ts";
import { TOP_RATING } from "../rating.ts";
import { type Change, explainChange, isReworded } from "./change.ts";
import type {
  AggregateExplanation,
  ChangeSince,
  Explanation,
  NotApplicableQuestion,
  QuestionExplanation,
  Term,
} from "./explanation.ts";
import {
  countBehind,
  isInSum,
  type MaskedAggregate,
  type MaskedQuestion,
  type MaskedStanding,
  isProvisional,
  type Subject,
  type TreeNode,
  treeOf,
  treeOfDimension,
  treeOfQuestion,
  treeOfSection,
} from "./masked-standing.ts";
import { sumOf } from "./mean.ts";

/** The number to explain, the masked standing that it is part of, and the one to compare it with. */
export type ExplainInput = {
  readonly subject: Subject;
  readonly now: MaskedStanding;
  /** The standing to compare with, masked for the same reader. For one of an earlier version, pass the catalogue of `now`. */
  readonly before?: MaskedStanding;
  readonly catalogue?: Catalogue;
};

/**
 * Opens a number that is shown into its exact sum, in counts and never by author. Returns undefined when the standing
 * has no such part. Hidden values remain hidden, because the input does not hold them.
 */
export function explain(input: ExplainInput): Explanation | undefined {
  const { subject, now } = input;
  const part = findPart(now, subject);
  if (!part) return undefined;
  const change = input.before && changeSince(part.node, { ...input, before: input.before });
  return "question" in part ? explainQuestion(part.question, change) : explainAggregate(part, change);
}

/** The same part of two standings, masked for the same reader. */
export type CompareInput = ExplainInput & { readonly before: MaskedStanding };

/** Compares a part of two standings like for like, or returns undefined when no question can be compared. */
export function compareStandings(input: CompareInput): Change | undefined {
  const part = findPart(input.now, input.subject);
  const change = part && changeSince(part.node, input);
  return change?.told ? change : undefined;
}

type AggregatePart = {
  readonly node: TreeNode;
  readonly aggregate: MaskedAggregate;
  readonly children: readonly string[];
  readonly questions: readonly MaskedQuestion[];
};
type FoundPart = AggregatePart | { readonly node: TreeNode; readonly question: MaskedQuestion };

function findPart(standing: MaskedStanding, subject: Subject): FoundPart | undefined {
  const { dimensions } = standing;
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  const questions = sections.flatMap((section) => section.questions);
  switch (subject.of) {
    case "whole":
      return {
        node: treeOf(standing),
        aggregate: standing.whole,
        children: dimensions.map(({ dimensionId }) => dimensionId),
        questions,
      };
    case "dimension": {
      const dimension = dimensions.find(({ dimensionId }) => dimensionId === subject.id);
      return (
        dimension && {
          node: treeOfDimension(dimension),
          aggregate: dimension,
          children: dimension.sections.map(({ sectionId }) => sectionId),
          questions: dimension.sections.flatMap((section) => section.questions),
        }
      );
    }
    case "section": {
      const section = sections.find(({ sectionId }) => sectionId === subject.id);
      const required = section?.questions.filter(({ optional }) => !optional).map(({ questionId }) => questionId);
      return (
        section && { node: treeOfSection(section), aggregate: section, children: required ?? [], questions: section.questions }
      );
    }
    case "question": {
      const question = questions.find(({ questionId }) => questionId === subject.id);
      return question && { node: treeOfQuestion(question), question };
    }
    default:
      return subject satisfies never;
  }
}

function explainAggregate(
  { node, aggregate, children, questions }: AggregatePart,
  change: ChangeSince | undefined,
): AggregateExplanation {
  const { figures, respondents, baseline } = aggregate;
  const valued = new Set(node.terms.map(({ id }) => id));
  return {
    of: node.of === "question" ? "section" : node.of,
    id: node.id,
    respondents,
    baseline,
    ratings: questions.filter(isInSum).reduce((total, question) => total + countBehind(question), 0),
    figures: figures.shown ? { ...figures, provisional: isProvisional(figures.coverage) } : figures,
    ...termsOf(node),
    withoutValue: children.filter((id) => !valued.has(id)),
    notApplicable: questions.flatMap(notApplicableOf),
    optional: questions.filter(({ optional }) => optional).map(({ questionId }) => questionId),
    ...(change && { change }),
  };
}

function termsOf({ score, terms }: TreeNode): Pick<AggregateExplanation, "terms" | "rest"> {
  if (!score) return { terms: [] };
  const shown = terms.flatMap((term) => toTerm(term, terms.length));
  const hidden = terms.length - shown.length;
  const share = score.sub(sumOf(shown.map((term) => term.share)));
  return { terms: shown, ...(hidden > 0 && { rest: { terms: hidden, share } }) };
}

function toTerm({ of, id, people, score, coverage }: TreeNode, terms: number): readonly Term[] {
  if (!score || of === "whole") return [];
  return [{ of, id, people, score, ...(coverage && { coverage }), share: score.div(terms) }];
}

function notApplicableOf({ questionId, replies }: MaskedQuestion): readonly NotApplicableQuestion[] {
  if (!replies.shown || replies.notApplicable === 0) return [];
  const { notApplicable: count, leftSum, reasons } = replies;
  return [{ questionId, count, leftSum, ...(reasons && { reasons }) }];
}

function explainQuestion(question: MaskedQuestion, change: ChangeSince | undefined): QuestionExplanation {
  const { questionId: id, optional, raters, asked, figures, replies } = question;
  return {
    of: "question",
    id,
    optional,
    raters,
    asked,
    figures: figures.shown ? { ...figures, outOf: TOP_RATING * figures.count } : figures,
    replies,
    ...(change && { change }),
  };
}

function changeSince(now: TreeNode, { before, subject, catalogue }: CompareInput): ChangeSince {
  const since = before.at;
  const earlier = findPart(catalogue ? bringForward(before, catalogue) : before, subject)?.node;
  if (!hasValue(now)) return { told: false, since, because: "no-value-now" };
  if (!earlier || !hasValue(earlier)) return { told: false, since, because: "no-value-before" };
  if (isReworded(now) || isReworded(earlier)) return { told: false, since, because: "reworded" };
  const change = explainChange(now, earlier);
  return change ? { told: true, since, ...change } : { told: false, since, because: whyNone(now, earlier) };
}

/** Nothing can be compared: either no question was in both sums, or none is shown in both. */
function whyNone(now: TreeNode, before: TreeNode): "hidden" | "no-question-both-times" {
  const ids = new Set(listIds(now));
  return listIds(before).some((id) => ids.has(id)) ? "hidden" : "no-question-both-times";
}

function listIds(node: TreeNode): readonly string[] {
  if (node.question) return isReworded(node) ? [] : [node.id];
  return node.terms.flatMap(listIds);
}

function hasValue({ question, terms }: TreeNode): boolean {
  return question?.valued ?? terms.length > 0;
}

/**
 * Returns an earlier standing under the question ids of this catalogue. Ratings of a question that has another meaning
 * by now are marked as outdated. Sections and dimensions keep their ids.
 */
function bringForward(standing: MaskedStanding, catalogue: Catalogue): MaskedStanding {
  const read = (question: MaskedQuestion): MaskedQuestion => {
    const current = findQuestion(catalogue, question.questionId);
    const { figures } = question;
    const outdated = current && figures.shown && isOutdated(current, standing.edition) ? figures.count : undefined;
    return {
      ...question,
      questionId: current?.id ?? question.questionId,
      ...(outdated !== undefined && figures.shown && { figures: { ...figures, outdated } }),
    };
  };
  return {
    ...standing,
    dimensions: standing.dimensions.map((dimension) => ({
      ...dimension,
      sections: dimension.sections.map((section) => ({ ...section, questions: section.questions.map(read) })),
    })),
  };
}
