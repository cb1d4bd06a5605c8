/** Builds the catalogue that everything else reads from the files of an edition that passed all checks. */
import type { Rating } from "../rating.ts";
import type { AnswerOption, Catalogue, Claim, Question } from "./catalogue.ts";
import type { ClaimsFile, DimensionFile, QuestionEntry } from "./file-schema.ts";
import type { EditionFiles } from "./rules.ts";

/**
 * Merges the files of one edition into the catalogue that the rest of the program reads; gate marks come from the
 * claims that a question covers. Expects files that `checkRules` found nothing wrong with, and throws where a
 * question has fewer than four answers.
 */
export function buildCatalogue(files: EditionFiles): Catalogue {
  const { edition, version, level, title, model, roles, gate, renamed } = files.edition.content;
  const claims = files.claims.content.claims.map(buildClaim);
  const dimensions = files.dimensions.map(({ content }) => buildDimension(content, claims));
  return { edition, version, level, title, model, roles, claims, dimensions, gate, renamed };
}

function buildClaim(entry: ClaimsFile["claims"][number]): Claim {
  return {
    id: entry.id,
    section: entry.section,
    text: { en: entry.en, "zh-CN": entry.zh },
    gate: entry.gate ?? false,
    gateImplied: entry.gate_implied ?? false,
    optional: entry.optional ?? false,
  };
}

function buildDimension({ dimension, code, title, sections }: DimensionFile, claims: readonly Claim[]) {
  return {
    id: dimension,
    code,
    title,
    sections: sections.map((section) => ({
      id: section.id,
      dimensionId: dimension,
      title: section.title,
      questions: section.questions.map((entry) =>
        buildQuestion(entry, { dimensionId: dimension, sectionId: section.id, claims }),
      ),
    })),
  };
}

type Place = { readonly dimensionId: string; readonly sectionId: string; readonly claims: readonly Claim[] };

function buildQuestion(entry: QuestionEntry, { dimensionId, sectionId, claims }: Place): Question {
  const { gate: _marked, answers, optional, proof, ...rest } = entry;
  const covered = claims.filter((claim) => entry.claims.includes(claim.id));
  return {
    ...rest,
    dimensionId,
    sectionId,
    answers: [buildAnswer(answers, 0), buildAnswer(answers, 1), buildAnswer(answers, 2), buildAnswer(answers, 3)],
    optional: optional ?? false,
    proof: proof ?? [],
    ...gateOf(covered),
  };
}

function gateOf(covered: readonly Claim[]): Pick<Question, "gate"> {
  if (covered.some((claim) => claim.gate)) return { gate: "model" };
  return covered.some((claim) => claim.gateImplied) ? { gate: "implied" } : {};
}

function buildAnswer(answers: QuestionEntry["answers"], rating: Rating): AnswerOption {
  const answer = answers[rating];
  if (!answer) throw new Error(`no answer worth ${rating}`);
  return { rating, ...answer };
}
