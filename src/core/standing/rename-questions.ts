/** An earlier edition's standing under the ids of the newer, so that the two can be compared. */
import type { MaskedStanding } from "./masked-standing.ts";

/** `renamed`: old question id → new one. Sections and dimensions keep their ids over editions. */
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
