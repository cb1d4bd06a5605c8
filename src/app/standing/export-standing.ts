/** Turns a standing into rows of an export: counts and shares, already masked for their reader. */
import type Fraction from "fraction.js";
import { RATINGS } from "../../core/rating.ts";
import type { MaskedAggregate, MaskedQuestion, MaskedStanding } from "../../core/standing/masked-standing.ts";
import type { ExportedCount, ExportedScore } from "../../message/screens/export/export-document.ts";
import type { Wording } from "./export-wording.ts";

/** When the standing was taken: now, at a round's close, or as a milestone. */
export type Moment = { readonly round?: number; readonly milestone?: string };

/** The rows of one standing: scores of its parts, and counts for each question. */
export type StandingRows = { readonly scores: readonly ExportedScore[]; readonly counts: readonly ExportedCount[] };

/**
 * Turns a masked standing into rows; times are in UTC, and shares are 0..1 with four decimals. `titles` names dimensions
 * and sections by id, in the edition of the standing.
 */
export function toStandingRows(
  standing: MaskedStanding,
  {
    moment,
    wording,
    titles,
  }: { readonly moment: Moment; readonly wording: Wording; readonly titles: ReadonlyMap<string, string> },
): StandingRows {
  const at = new Date(standing.at).toISOString();
  const score = (
    part: ExportedScore["part"],
    aggregate: MaskedAggregate,
    names: Pick<ExportedScore, "dimension" | "section">,
  ) => ({
    at,
    ...moment,
    part,
    ...names,
    hidden: !aggregate.figures.shown && aggregate.respondents > 0,
    ...sharesOf(aggregate.figures),
  });
  const scores = [
    score("whole", standing.whole, {}),
    ...standing.dimensions.flatMap((each) => {
      const dimension = titles.get(each.dimensionId) ?? each.dimensionId;
      return [
        score("dimension", each, { dimension }),
        ...each.sections.map((section) =>
          score("section", section, { dimension, section: titles.get(section.sectionId) ?? section.sectionId }),
        ),
      ];
    }),
  ];
  const questions = standing.dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  return { scores, counts: questions.map((question) => toCount(question, { at, ...moment }, wording, standing.edition)) };
}

function toCount(
  question: MaskedQuestion,
  moment: Moment & { readonly at: string },
  wording: Wording,
  edition: string,
): ExportedCount {
  const { figures, replies } = question;
  return {
    ...wording.word(edition, question.questionId),
    ...moment,
    expected: replies.shown ? replies.expected : question.asked,
    hidden: !figures.shown && question.raters > 0,
    ...(figures.shown && figures.ratings && { chosen: countRatings(figures.ratings) }),
    ...(replies.shown && { notSure: replies.notSure }),
    notApplicable: (replies.shown && replies.reasons) || {},
    ...sharesOf(figures),
    optional: question.optional,
    ...(figures.shown && figures.asOf !== undefined && { publishedAt: new Date(figures.asOf).toISOString() }),
  };
}

function countRatings(ratings: readonly number[]): readonly [number, number, number, number] {
  const [none = 0, one = 0, two = 0, three = 0] = RATINGS.map((rating) => ratings.filter((each) => each === rating).length);
  return [none, one, two, three];
}

type Figures = { readonly shown: true; readonly score?: Fraction; readonly coverage?: Fraction } | { readonly shown: false };

function sharesOf(figures: Figures): { readonly score?: string; readonly coverage?: string } {
  if (!figures.shown) return {};
  const { score, coverage } = figures;
  return { ...(score && { score: score.valueOf().toFixed(4) }), ...(coverage && { coverage: coverage.valueOf().toFixed(4) }) };
}
