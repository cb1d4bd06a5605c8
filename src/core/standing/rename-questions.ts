/** Puts an earlier edition's standing under the ids of a newer one, so that the two can be compared. */
import type { MaskedStanding } from "./masked-standing.ts";

/**
 * Returns an earlier edition's standing under the question ids of a newer one, so that both can be compared.
 * `renamed` maps old ids to new ones; sections and dimensions keep theirs.
 */
export function renameQuestions(standing: MaskedStanding, renamed: Readonly<Record<string, string>>): MaskedStanding {
  if (Object.keys(renamed).length === 0) return standing;
  return {
    ...standing,
    dimensions: standing.dimensions.map((dimension) => ({
      ...dimension,
      sections: dimension.sections.map((section) => ({
        ...section,
        questions: section.questions.map((question) => ({
          ...question,
          questionId: renamed[question.questionId] ?? question.questionId,
        })),
      })),
    })),
  };
}
