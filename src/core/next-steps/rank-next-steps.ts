/** Decides which next steps to suggest and in which order, and keeps the numbers behind it: gap × usefulness ÷ effort. */
import Fraction from "fraction.js";
import { type Catalogue, listQuestions, type Question } from "../catalogue/catalogue.ts";
import { RATINGS, type Rating, TOP_RATING } from "../rating.ts";
import { maskStanding } from "../standing/mask-standing.ts";
import { type MaskedQuestion, type QuestionFigures, isProvisional } from "../standing/masked-standing.ts";
import type { Standing } from "../standing/standing.ts";
import type { PrivacyMode } from "../team.ts";
import type { LocalDate } from "../time.ts";
import { holdsBack, isStepSettled } from "./settled.ts";
import type { Step } from "./step.ts";

/**
 * The groups in which suggestions are ordered before any figure. `gate` means that the question's ratings do not meet
 * the gate yet.
 */
type Tier = "gate" | "required" | "optional";
const TIERS = ["gate", "required", "optional"] as const satisfies readonly Tier[];

/** A question with a score below this is weak, and what depends on it is held back. */
const WEAK_BELOW = "2/3";

/** A next step to suggest, with the figures that gave it its place. */
export type Suggestion = {
  readonly questionId: string;
  /** The answer at or just below the mean. Its next step is the one to take. */
  readonly fromRating: Rating;
  readonly tier: Tier;
  /** How much is missing to the full score: 1 − score. */
  readonly gap: Fraction;
  readonly usefulness: number;
  readonly effort: number;
  /** What ranks it within its tier: gap × usefulness ÷ effort. */
  readonly priority: Fraction;
  readonly coverage?: Fraction;
  readonly provisional: boolean;
  /** Ids of other suggested questions that depend on this one. */
  readonly opensWayFor: readonly string[];
};

/** What the ranking depends on. */
export type RankInput = {
  readonly catalogue: Catalogue;
  readonly standing: Standing;
  /** All stored steps of the team. */
  readonly steps: readonly Step[];
  /** The date in the team's zone. */
  readonly today: LocalDate;
  readonly privacy: PrivacyMode;
};

type Candidate = { readonly question: Question; readonly suggestion: Omit<Suggestion, "opensWayFor"> };

/**
 * Returns the suggestions, best first: by tier, then by gap × usefulness ÷ effort, then in the model's order, with a
 * dependency right before what needs it. Leaves out questions whose figures the team may not see, what is taken,
 * declined, snoozed or done lately, and what depends on a weak question that is not suggested itself.
 */
export function rankNextSteps(input: RankInput): readonly Suggestion[] {
  const questions = listQuestions(input.catalogue);
  const shown = indexShown(input);
  const open = questions.flatMap((question) => toCandidate(question, { input, figures: shown.get(question.id) }));
  const candidates = dropBlocked(open, { input, shown });
  const byFigures = candidates.toSorted((left, right) => compare(left.suggestion, right.suggestion));
  return dependenciesFirst(byFigures).map(({ suggestion }) => ({
    ...suggestion,
    opensWayFor: candidates
      .filter(({ question }) => question.dependsOn.includes(suggestion.questionId))
      .map(({ question }) => question.id),
  }));
}

function indexShown({ standing, privacy }: RankInput): ReadonlyMap<string, QuestionFigures> {
  const sections = maskStanding(standing, { privacy }).dimensions.flatMap((dimension) => dimension.sections);
  const figuresOf = ({ questionId, figures }: MaskedQuestion) => (figures.shown ? [[questionId, figures] as const] : []);
  return new Map(sections.flatMap((section) => section.questions.flatMap(figuresOf)));
}

function toCandidate(
  question: Question,
  { input, figures }: { readonly input: RankInput; readonly figures: QuestionFigures | undefined },
): readonly Candidate[] {
  if (!figures?.score || figures.score.equals(1)) return [];
  const fromRating = RATINGS.findLast((rating) => figures.score?.mul(TOP_RATING).gte(rating)) ?? 0;
  if (isStepSettled({ questionId: question.id, fromRating }, { ...input, at: input.standing.at })) return [];
  const { usefulness, effort } = question;
  const gap = new Fraction(1).sub(figures.score);
  const suggestion = {
    questionId: question.id,
    fromRating,
    tier: tierOf(question, { figures, catalogue: input.catalogue }),
    gap,
    usefulness,
    effort,
    priority: gap.mul(usefulness).div(effort),
    ...(figures.coverage && { coverage: figures.coverage }),
    provisional: isProvisional(figures.coverage),
  };
  return [{ question, suggestion }];
}

function tierOf(
  question: Question,
  { figures, catalogue }: { readonly figures: QuestionFigures; readonly catalogue: Catalogue },
): Tier {
  if (question.optional) return "optional";
  if (!question.gate) return "required";
  const { minRating, minMean } = catalogue.gate.question;
  const enough = (figures.ratings?.[0] ?? minRating) >= minRating && figures.score?.gte(minMean);
  return enough ? "required" : "gate";
}

/** Leaves out what depends on a weak question that is itself held back, until nothing more is left out. */
function dropBlocked(
  candidates: readonly Candidate[],
  context: { readonly input: RankInput; readonly shown: ReadonlyMap<string, QuestionFigures> },
): readonly Candidate[] {
  const isWeak = (id: string) => context.shown.get(id)?.score?.lt(WEAK_BELOW) ?? false;
  const waiting = new Set(
    [...context.shown.keys()].filter(
      (id) => holdsBack(id, context.input) && !candidates.some(({ question }) => question.id === id),
    ),
  );
  for (;;) {
    const blocked = candidates.filter(
      ({ question }) => !waiting.has(question.id) && question.dependsOn.some((id) => waiting.has(id) && isWeak(id)),
    );
    if (blocked.length === 0) return candidates.filter(({ question }) => !waiting.has(question.id));
    for (const { question } of blocked) waiting.add(question.id);
  }
}

function compare(left: Candidate["suggestion"], right: Candidate["suggestion"]): number {
  return TIERS.indexOf(left.tier) - TIERS.indexOf(right.tier) || right.priority.compare(left.priority);
}

function dependenciesFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const byId = new Map(candidates.map((candidate) => [candidate.question.id, candidate]));
  const ordered = new Set<Candidate>();
  const place = (candidate: Candidate): void => {
    byId.delete(candidate.question.id);
    for (const needed of candidates) {
      if (candidate.question.dependsOn.includes(needed.question.id) && byId.has(needed.question.id)) place(needed);
    }
    ordered.add(candidate);
  };
  for (const candidate of candidates) place(candidate);
  return [...ordered];
}
