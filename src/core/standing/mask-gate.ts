/**
 * A gate verdict as it may be shown. Every criterion is judged on all answers; of a hidden question or section only what
 * says nothing about a rating is told, because "no rating below 2: met" about one person's rating is that rating.
 */
import type { Condition, Criterion, GateVerdict } from "./gate.ts";
import { isInSum, type MaskedStanding } from "./masked-standing.ts";

/** A criterion in full, or, where its figures are hidden, only what reveals nothing about a rating. */
export type MaskedCriterion =
  | { readonly shown: true; readonly criterion: Criterion }
  | {
      readonly shown: false;
      readonly id: string;
      readonly kind: Condition["kind"];
      readonly basis: Criterion["basis"];
      readonly questionId?: string;
      readonly sectionId?: string;
      /** `withheld`: judged, and counted in the verdict, but not told. */
      readonly outcome: "met" | "unmet" | "withheld";
    };

/** A verdict that may be shown to the reader it was masked for. */
export type MaskedGate = {
  /** The true verdict. Once it is met, every withheld criterion is told as met. */
  readonly met: boolean;
  /** How many criteria are told as met. Show and store this number, because the true one would give withheld criteria away. */
  readonly metCount: number;
  /** How many criteria count in the verdict and are not told. */
  readonly withheld: number;
  readonly total: number;
  readonly criteria: readonly MaskedCriterion[];
};

/**
 * Keys of the questions and sections whose figures, ratings one by one or replies the reader sees. `unvalued` are those
 * without a value, which everybody can see.
 */
type Sight = {
  readonly figures: ReadonlySet<string>;
  readonly ratings: ReadonlySet<string>;
  readonly unvalued: ReadonlySet<string>;
  readonly replies: ReadonlySet<string>;
  readonly gateMet: boolean;
};

/**
 * Returns the verdict with everything removed that the reader may not see. `standing` must be the one that the
 * verdict was judged on, masked for the same reader.
 */
export function maskGate(verdict: GateVerdict, standing: MaskedStanding): MaskedGate {
  const sight = seeThrough(standing, verdict.met);
  const criteria = verdict.criteria.map((criterion) => maskCriterion(criterion, sight));
  return {
    met: verdict.met,
    metCount: criteria.filter((each) => (each.shown ? each.criterion.met : each.outcome === "met")).length,
    withheld: criteria.filter((each) => !each.shown && each.outcome === "withheld").length,
    total: verdict.total,
    criteria,
  };
}

function seeThrough({ dimensions }: MaskedStanding, gateMet: boolean): Sight {
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  const questions = sections.flatMap((section) => section.questions);
  const parts = [
    ...questions.map(({ questionId, valued, figures }) => ({ key: `question ${questionId}`, valued, figures })),
    ...sections.map(({ sectionId, figures, questions: own }) => ({
      key: `section ${sectionId}`,
      valued: own.some(isInSum),
      figures,
    })),
  ];
  return {
    figures: new Set(parts.filter(({ figures }) => figures.shown).map(({ key }) => key)),
    ratings: new Set(
      questions
        .filter(({ figures }) => figures.shown && figures.ratings !== undefined)
        .map(({ questionId }) => `question ${questionId}`),
    ),
    unvalued: new Set(parts.filter(({ valued }) => !valued).map(({ key }) => key)),
    replies: new Set(questions.filter(({ replies }) => replies.shown).map(({ questionId }) => `question ${questionId}`)),
    gateMet,
  };
}

function maskCriterion(criterion: Criterion, sight: Sight): MaskedCriterion {
  const { id, kind, basis, met } = criterion;
  const key = keyOf(criterion);
  if (isSeen(criterion, sight)) return { shown: true, criterion };
  const subject = "questionId" in criterion ? { questionId: criterion.questionId } : { sectionId: criterion.sectionId };
  const unvalued = sight.unvalued.has(key);
  const told = sight.gateMet || unvalued || tellsOfParticipationAlone(kind);
  return { shown: false, id, kind, basis, ...subject, outcome: told ? (met ? "met" : "unmet") : "withheld" };
}

/** The lowest rating of three or four people is seen by nobody, unless the gate is met, which says enough about it. */
function isSeen(criterion: Criterion, { figures, ratings, replies }: Sight): boolean {
  switch (criterion.kind) {
    case "question-proof":
      return true;
    case "question-applicable":
      return replies.has(keyOf(criterion));
    case "question-rating":
      return ratings.has(keyOf(criterion));
    default:
      return figures.has(keyOf(criterion));
  }
}

function keyOf(criterion: Criterion): string {
  return "questionId" in criterion ? `question ${criterion.questionId}` : `section ${criterion.sectionId}`;
}

function tellsOfParticipationAlone(kind: Condition["kind"]): boolean {
  return kind === "question-coverage" || kind === "question-fresh" || kind === "section-coverage";
}
