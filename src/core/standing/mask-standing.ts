/** Reduces a standing to what may be shown of it. Nothing that was counted reaches a reader by another way. */
import type { PrivacyMode } from "../team.ts";
import { findHidden, type HiddenParts, SHOWN_FROM_PEOPLE } from "./hide.ts";
import type {
  AggregateFigures,
  Hidden,
  Masked,
  MaskedAggregate,
  MaskedDimension,
  MaskedQuestion,
  MaskedSection,
  MaskedStanding,
  QuestionReplies,
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
    whole: maskAggregate(standing.whole, countHiddenAgreements(standing.dimensions, dimensions), context),
    dimensions,
  };
}

function maskDimension(dimension: DimensionStanding, context: Context): MaskedDimension {
  const sections = dimension.sections.map((section) => maskSection(section, context));
  const masked = maskAggregate(dimension, countHiddenAgreements(dimension.sections, sections), context);
  return { dimensionId: dimension.dimensionId, ...masked, sections };
}

function maskSection(section: SectionStanding, context: Context): MaskedSection {
  const questions = section.questions.map((question) => maskQuestion(question, context));
  const inSum = section.questions.map((question) => (question.outside === undefined ? question : {}));
  const masked = maskAggregate(section, countHiddenAgreements(inSum, questions), context);
  return { sectionId: section.sectionId, dimensionId: section.dimensionId, ...masked, questions };
}

function maskAggregate(aggregate: Aggregate, hiddenAgreements: number, { hidden }: Context): MaskedAggregate {
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
  return {
    questionId,
    sectionId,
    dimensionId,
    optional,
    raters: ratings.length,
    asked: question.expected + notApplicable,
    figures: because
      ? { shown: false, because }
      : {
          shown: true,
          ratings,
          split,
          scopeSplit,
          stale,
          outdated,
          ...(score && { score }),
          ...(coverage && { coverage }),
          ...(agreement && { agreement }),
        },
    replies: maskReplies(question, notApplicable, context),
  };
}

const TOO_FEW: Hidden = { shown: false, because: "too-few" };

function maskReplies(question: QuestionStanding, notApplicable: number, { reasons, open }: Context): Masked<QuestionReplies> {
  const { ratings, notSure, expected } = question;
  if (!open && ratings.length + notSure + notApplicable < SHOWN_FROM_PEOPLE) return TOO_FEW;
  return {
    shown: true,
    expected,
    notSure,
    notApplicable,
    ...(reasons && { reasons: question.notApplicable }),
    leftSum: ratings.length === 0 && notApplicable > 0,
  };
}

/** Returns how many members called the question not applicable, over all reasons. */
export function countNotApplicable({ notApplicable }: Pick<QuestionStanding, "notApplicable">): number {
  return Object.values(notApplicable).reduce((total, count) => total + count, 0);
}
