/** Which parts of a standing a private team does not see, and why. */
import type { HiddenBecause } from "./masked-standing.ts";
import type { Aggregate, DimensionStanding, QuestionStanding, SectionStanding, Standing } from "./standing.ts";

/** The smallest number of people from which a private team's values, splits and causes are shown. */
export const SHOWN_FROM_PEOPLE = 3;
/** The smallest number of people from which their ratings one by one, the agreement and the lowest rating are shown as well. */
export const DETAILED_FROM_PEOPLE = 5;

/** A part of a standing whose figures can be hidden. */
type Part = Aggregate | QuestionStanding;

/** The parts to hide, each with the reason. They are found by identity, so the standing must not be copied in between. */
export type HiddenParts = ReadonlyMap<Part, HiddenBecause>;

/** A part with a value, how many people stand behind it, and the terms of its score. */
type Node = { readonly part: Part; readonly people: number; readonly terms: readonly Node[] };

/**
 * Returns every part of a published standing that has no published value, as far as fewer than three people rate it now.
 * Of the answers themselves it returns every part with fewer than three people, and what would give one of them away. A
 * mean with exactly one hidden term reveals it by subtraction, so the shown term with the fewest people is hidden as
 * well, down to a question where its own terms would show it.
 */
export function findHidden(standing: Standing): HiddenParts {
  const hidden = new Map<Part, HiddenBecause>();
  if (standing.published) {
    for (const part of listParts(standing)) if (!hasValue(part)) hideFew(part, countPeople(part), hidden);
    return hidden;
  }
  hide(nodeOfWhole(standing), hidden);
  for (const dimension of standing.dimensions) {
    hideFew(dimension, dimension.respondents, hidden);
    for (const section of dimension.sections) {
      hideFew(section, section.respondents, hidden);
      for (const question of section.questions) hideFew(question, question.ratings.length, hidden);
    }
  }
  return hidden;
}

function listParts({ whole, dimensions }: Standing): readonly Part[] {
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  return [whole, ...dimensions, ...sections, ...sections.flatMap((section) => section.questions)];
}

/** Of a question without a published value nothing is told, however many rate it. */
function countPeople(part: Part): number {
  return "respondents" in part ? part.respondents : 0;
}

function hideFew(part: Part, people: number, hidden: Map<Part, HiddenBecause>): void {
  if (people < SHOWN_FROM_PEOPLE) hidden.set(part, "too-few");
}

function hide(node: Node, hidden: Map<Part, HiddenBecause>): void {
  hideFew(node.part, node.people, hidden);
  for (const term of node.terms) hide(term, hidden);
  const shown = node.terms.filter(({ part }) => !hidden.has(part));
  if (node.terms.length - shown.length === 1) withholdOneOf(shown, hidden);
}

function withholdOneOf(shown: readonly Node[], hidden: Map<Part, HiddenBecause>): void {
  const fewest = Math.min(...shown.map(({ people }) => people));
  const chosen = shown.findLast(({ people }) => people === fewest);
  if (!chosen) return;
  hidden.set(chosen.part, "protects-another");
  if (chosen.terms.every(({ part }) => !hidden.has(part))) withholdOneOf(chosen.terms, hidden);
}

function nodeOfWhole({ whole, dimensions }: Standing): Node {
  return { part: whole, people: whole.respondents, terms: dimensions.filter(hasValue).map(nodeOfDimension) };
}

function nodeOfDimension(dimension: DimensionStanding): Node {
  return { part: dimension, people: dimension.respondents, terms: dimension.sections.filter(hasValue).map(nodeOfSection) };
}

function nodeOfSection(section: SectionStanding): Node {
  const inSum = section.questions.filter((question) => hasValue(question) && question.outside === undefined);
  const terms = inSum.map((question) => ({ part: question, people: question.ratings.length, terms: [] }));
  return { part: section, people: section.respondents, terms };
}

function hasValue(part: Part): boolean {
  return part.score !== undefined;
}
