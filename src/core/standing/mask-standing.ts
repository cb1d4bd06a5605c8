/** Reduces a standing to what may be shown of it. Nothing that was counted reaches a reader by another way. */
import type { PrivacyMode } from "../team.ts";
import { DETAILED_FROM_PEOPLE, findHidden, type HiddenParts, SHOWN_FROM_PEOPLE } from "./hide.ts";
import {
  type AggregateFigures,
  type Baseline,
  hasEnough,
  type Hidden,
  type Masked,
  type MaskedAggregate,
  type MaskedDimension,
  type MaskedQuestion,
  type MaskedSection,
  type MaskedStanding,
  type QuestionReplies,
} from "./masked-standing.ts";
import type { Aggregate, DimensionStanding, QuestionStanding, SectionStanding, Standing } from "./standing.ts";

/**
 * Who reads a standing. `forLead` adds the reason codes of not-applicable replies; in open mode everything is shown
 * to everyone.
 */
export type Visibility = { readonly privacy: PrivacyMode; readonly forLead?: boolean };

type Context = { readonly hidden: HiddenParts; readonly reasons: boolean; readonly open: boolean };

/**
 * Returns what may be shown of a standing. In a private team values with fewer than three people, and those that
 * would reveal them, are left out altogether; in open mode nothing is.
 */
export function maskStanding(standing: Standing, { privacy, forLead = false }: Visibility): MaskedStanding {
  const open = privacy === "open";
  const context: Context = { hidden: open ? new Map() : findHidden(standing), reasons: open || forLead, open };
  const dimensions = standing.dimensions.map((dimension) => maskDimension(dimension, context));
  return {
    edition: standing.edition,
    at: standing.at,
    members: standing.members,
    ...(standing.whole.coverage && { coverage: standing.whole.coverage }),
    whole: {
      ...maskAggregate(standing.whole, countHiddenAgreements(standing.dimensions, dimensions), context),
      baseline: sumBaselines(dimensions),
    },
    dimensions,
  };
}

function maskDimension(dimension: DimensionStanding, context: Context): MaskedDimension {
  const sections = dimension.sections.map((section) => maskSection(section, context));
  const masked = maskAggregate(dimension, countHiddenAgreements(dimension.sections, sections), context);
  return { dimensionId: dimension.dimensionId, ...masked, baseline: sumBaselines(sections), sections };
}

function maskSection(section: SectionStanding, context: Context): MaskedSection {
  const questions = section.questions.map((question) => maskQuestion(question, context));
  const inSum = section.questions.map((question) => (question.outside === undefined ? question : {}));
  const masked = maskAggregate(section, countHiddenAgreements(inSum, questions), context);
  return {
    sectionId: section.sectionId,
    dimensionId: section.dimensionId,
    ...masked,
    baseline: countBaseline(questions),
    questions,
  };
}

/** A question that nobody rates because it does not apply leaves the baseline only where that is shown. */
function countBaseline(questions: readonly MaskedQuestion[]): Baseline {
  const required = questions.filter(({ optional, replies }) => !optional && !(replies.shown && replies.leftSum));
  return { enough: required.filter(hasEnough).length, questions: required.length };
}

function sumBaselines(parts: readonly { readonly baseline: Baseline }[]): Baseline {
  return {
    enough: parts.reduce((sum, { baseline }) => sum + baseline.enough, 0),
    questions: parts.reduce((sum, { baseline }) => sum + baseline.questions, 0),
  };
}

function maskAggregate(aggregate: Aggregate, hiddenAgreements: number, { hidden }: Context): Omit<MaskedAggregate, "baseline"> {
  const { respondents, agreement, ...figures } = aggregate;
  const because = hidden.get(aggregate);
  if (because) return { respondents, figures: { shown: false, because } };
  return {
    respondents,
    figures: { shown: true, ...pickFigures(figures), ...(agreement && hiddenAgreements !== 1 && { agreement }) },
  };
}

function pickFigures({ score, coverage, freshness }: AggregateFigures): AggregateFigures {
  return { ...(score && { score }), ...(coverage && { coverage }), ...(freshness && { freshness }) };
}

/** How many parts have an agreement that is not shown: the mean over exactly one such would give it away. */
function countHiddenAgreements(
  parts: readonly { readonly agreement?: unknown }[],
  masked: readonly { readonly figures: Masked<{ readonly agreement?: unknown }> }[],
): number {
  return parts.filter(({ agreement }, index) => {
    const figures = masked[index]?.figures;
    return agreement !== undefined && !(figures?.shown && figures.agreement !== undefined);
  }).length;
}

function maskQuestion(question: QuestionStanding, context: Context): MaskedQuestion {
  const {
    questionId,
    sectionId,
    dimensionId,
    optional,
    ratings,
    raters = ratings.length,
    asOf,
    stale,
    outdated,
    split,
    scopeSplit,
    score,
    coverage,
    agreement,
  } = question;
  const notApplicable = countNotApplicable(question);
  const because = context.hidden.get(question);
  const detailed = context.open || ratings.length >= DETAILED_FROM_PEOPLE;
  return {
    questionId,
    sectionId,
    dimensionId,
    optional,
    raters,
    valued: score !== undefined && question.outside !== "not-applicable",
    asked: question.expected + notApplicable,
    figures: because
      ? { shown: false, because }
      : {
          shown: true,
          count: ratings.length,
          sum: ratings.reduce<number>((sum, rating) => sum + rating, 0),
          ...(detailed && { ratings }),
          ...(asOf !== undefined && { asOf }),
          split,
          scopeSplit,
          stale,
          outdated,
          ...(score && { score }),
          ...(coverage && { coverage }),
          ...(agreement && detailed && { agreement }),
        },
    replies: maskReplies(question, notApplicable, context),
  };
}

const TOO_FEW: Hidden = { shown: false, because: "too-few" };

function maskReplies(question: QuestionStanding, notApplicable: number, { reasons, open }: Context): Masked<QuestionReplies> {
  const { raters = question.ratings.length, notSure, expected } = question;
  if (!open && raters + notSure + notApplicable < SHOWN_FROM_PEOPLE) return TOO_FEW;
  return {
    shown: true,
    expected,
    notSure,
    notApplicable,
    ...(reasons && { reasons: question.notApplicable }),
    leftSum: raters === 0 && notApplicable > 0,
  };
}

/** Returns how many members called the question not applicable, over all reasons. */
export function countNotApplicable({ notApplicable }: Pick<QuestionStanding, "notApplicable">): number {
  return Object.values(notApplicable).reduce((total, count) => total + count, 0);
}
