/** Reads figures out of a standing for an expectation: fractions as text, and a cry where the part is missing. */
import type Fraction from "fraction.js";
import type { DimensionStanding, QuestionStanding, SectionStanding, Standing } from "../../../src/core/standing/standing.ts";

export function text(fraction: Fraction | undefined): string {
  return fraction?.toFraction() ?? "–";
}

function found<T>(part: T | undefined, id: string): T {
  if (part === undefined) throw new Error(`no ${id} in the standing`);
  return part;
}

export function dimensionOf(standing: Standing, id: string): DimensionStanding {
  return found(
    standing.dimensions.find((dimension) => dimension.dimensionId === id),
    id,
  );
}

export function sectionOf(standing: Standing, id: string): SectionStanding {
  const sections = standing.dimensions.flatMap((dimension) => dimension.sections);
  return found(
    sections.find((section) => section.sectionId === id),
    id,
  );
}

export function questionOf(standing: Standing, id: string): QuestionStanding {
  const questions = standing.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  return found(
    questions.find((question) => question.questionId === id),
    id,
  );
}
