/** Words a question as it was asked: from the edition that the answer was given in, not from today's. */
import type { Catalogue, EditionKey, Question } from "../../core/catalogue/catalogue.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { ExportedQuestion } from "../../message/screens/export/export-document.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { catalogueOf, type Work } from "../call.ts";

/** Finds and words questions of several editions in one language. */
export interface Wording {
  find(edition: EditionKey, questionId: string): Question | undefined;
  /** A question that its edition does not have keeps its id as its name. */
  word(edition: EditionKey, questionId: string): ExportedQuestion;
}

/** Loads the wording of these editions, each once. Throws `catalogue-invalid` for an edition that was never stored. */
export async function loadWording(work: Work, voice: Voice, editions: readonly EditionKey[]): Promise<Wording> {
  const catalogues = new Map<EditionKey, Catalogue>();
  for (const edition of new Set(editions)) catalogues.set(edition, await catalogueOf(work, edition));
  const find = (edition: EditionKey, questionId: string): Question | undefined => {
    const catalogue = catalogues.get(edition);
    return catalogue && findQuestion(catalogue, questionId);
  };
  return {
    find,
    word(edition, questionId) {
      const question = find(edition, questionId);
      const dimension = catalogues.get(edition)?.dimensions.find(({ id }) => id === question?.dimensionId);
      const section = dimension?.sections.find(({ id }) => id === question?.sectionId);
      return {
        questionId,
        edition,
        code: question?.code ?? questionId,
        dimension: dimension ? voice.of(dimension.title) : "",
        section: section ? voice.of(section.title) : "",
        question: question ? voice.of(question.text) : questionId,
      };
    },
  };
}
