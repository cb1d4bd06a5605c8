/**
 * A gate verdict as it may be shown. Every criterion is judged on all answers; of a hidden question or section only what
 * says nothing about a rating is told, because "no rating below 2: met" about one person's rating is that rating.
 */
import type { Condition, Criterion, GateVerdict } from "./gate.ts";
import type { MaskedStanding } from "./masked-standing.ts";

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
 * Keys of the questions and sections whose figures or replies the reader sees. `unrated` are those that nobody rated,
 * which everybody can see.
 */
type Sight = {
  readonly figures: ReadonlySet<string>;
  readonly unrated: ReadonlySet<string>;
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
    ...questions.map(({ questionId, raters, figures }) => ({ key: `question ${questionId}`, people: raters, figures })),
    ...sections.map(({ sectionId, respondents, figures }) => ({ key: `section ${sectionId}`, people: respondents, figures })),
  ];
  return {
    figures: new Set(parts.filter(({ figures }) => figures.shown).map(({ key }) => key)),
    unrated: new Set(parts.filter(({ people }) => people === 0).map(({ key }) => key)),
    replies: new Set(questions.filter(({ replies }) => replies.shown).map(({ questionId }) => `question ${questionId}`)),
    gateMet,
  };
}

function maskCriterion(criterion: Criterion, sight: Sight): MaskedCriterion {
  const { id, kind, basis, met } = criterion;
  const key = keyOf(criterion);
  if (isSeen(criterion, sight)) return { shown: true, criterion };
  const subject = "questionId" in criterion ? { questionId: criterion.questionId } : { sectionId: criterion.sectionId };
  const unrated = sight.unrated.has(key) && kind !== "question-applicable";
  const told = sight.gateMet || unrated || tellsOfParticipationAlone(kind);
  return { shown: false, id, kind, basis, ...subject, outcome: told ? (met ? "met" : "unmet") : "withheld" };
}

function isSeen(criterion: Criterion, { figures, replies }: Sight): boolean {
  if (criterion.kind === "question-proof") return true;
  return (criterion.kind === "question-applicable" ? replies : figures).has(keyOf(criterion));
}

function keyOf(criterion: Criterion): string {
  return "questionId" in criterion ? `question ${criterion.questionId}` : `section ${criterion.sectionId}`;
}

function tellsOfParticipationAlone(kind: Condition["kind"]): boolean {
  return kind === "question-coverage" || kind === "question-fresh" || kind === "section-coverage";
}
