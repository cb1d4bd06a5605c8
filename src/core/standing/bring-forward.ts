/** Reads the standing of an earlier version as the version of today does, so that the two can be compared. */
import { type Catalogue, findQuestion, isOutdated } from "../catalogue/catalogue.ts";
import type { MaskedQuestion, MaskedStanding } from "./masked-standing.ts";

/**
 * Returns an earlier standing under the question ids of this catalogue. Ratings of a question that has another meaning
 * by now are marked as outdated. Sections and dimensions keep their ids.
 */
export function bringForward(standing: MaskedStanding, catalogue: Catalogue): MaskedStanding {
  const read = (question: MaskedQuestion): MaskedQuestion => {
    const current = findQuestion(catalogue, question.questionId);
    const { figures } = question;
    const outdated = current && figures.shown && isOutdated(current, standing.edition) ? figures.ratings.length : undefined;
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
