/** How scores moved from one standing to another, and the path over many. A change is told when both sides are shown. */
import type Fraction from "fraction.js";
import type { PrivacyMode } from "../team.ts";
import type { Instant } from "../time.ts";
import { maskStanding } from "./mask-standing.ts";
import type { MaskedStanding, Shown } from "./masked-standing.ts";
import { renameQuestions } from "./rename-questions.ts";
import type { StoredStanding } from "./standing.ts";

/** `nothing-to-compare`: one side has no value, or the part did not exist. */
export type Difference =
  | { readonly told: true; readonly amount: Fraction }
  | { readonly told: false; readonly because: "hidden" | "nothing-to-compare" };

/** By id. Every part of the newer standing is there. */
export type Comparison = {
  readonly since: Instant;
  readonly whole: Difference;
  readonly dimensions: ReadonlyMap<string, Difference>;
  readonly sections: ReadonlyMap<string, Difference>;
  readonly questions: ReadonlyMap<string, Difference>;
};

type Scored = { readonly figures: Shown<{ readonly score?: Fraction }> };

/** Both masked for the same eyes. `renamed`: of the newer edition, where the older standing is of an earlier one. */
export function compareStandings({
  now,
  before,
  renamed = {},
}: {
  readonly now: MaskedStanding;
  readonly before: MaskedStanding;
  readonly renamed?: Readonly<Record<string, string>>;
}): Comparison {
  const [current, earlier] = [partsOf(now), partsOf(renameQuestions(before, renamed))];
  return {
    since: before.at,
    whole: differ(now.whole, before.whole),
    dimensions: differEach(current.dimensions, earlier.dimensions),
    sections: differEach(current.sections, earlier.sections),
    questions: differEach(current.questions, earlier.questions),
  };
}

type Parts = Record<"dimensions" | "sections" | "questions", ReadonlyMap<string, Scored>>;

function partsOf({ dimensions }: MaskedStanding): Parts {
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  const questions = sections.flatMap((section) => section.questions);
  return {
    dimensions: new Map(dimensions.map((dimension) => [dimension.dimensionId, dimension])),
    sections: new Map(sections.map((section) => [section.sectionId, section])),
    questions: new Map(questions.map((question) => [question.questionId, question])),
  };
}

function differEach(now: ReadonlyMap<string, Scored>, before: ReadonlyMap<string, Scored>): ReadonlyMap<string, Difference> {
  return new Map([...now].map(([id, part]) => [id, differ(part, before.get(id))]));
}

function differ(now: Scored, before: Scored | undefined): Difference {
  if (!before) return { told: false, because: "nothing-to-compare" };
  if (!now.figures.shown || !before.figures.shown) return { told: false, because: "hidden" };
  const { score } = now.figures;
  if (!score || !before.figures.score) return { told: false, because: "nothing-to-compare" };
  return { told: true, amount: score.sub(before.figures.score) };
}

/** One kept standing on the path; `score` undefined where there is none or it is hidden. */
export type TrendPoint = {
  readonly at: Instant;
  readonly roundId?: string;
  readonly milestoneId?: string;
  readonly score?: Fraction;
  readonly coverage?: Fraction;
  readonly dimensions: ReadonlyMap<string, Fraction>;
};

/** Oldest first, whatever the order of the input; of the same instant, by id. */
export function traceTrend(
  kept: readonly StoredStanding[],
  { privacy }: { readonly privacy: PrivacyMode },
): readonly TrendPoint[] {
  return kept
    .toSorted((left, right) => left.standing.at - right.standing.at || (left.id < right.id ? -1 : 1))
    .map((stored) => toPoint(stored, maskStanding(stored.standing, { privacy })));
}

function toPoint({ roundId, milestoneId }: StoredStanding, { at, whole, coverage, dimensions }: MaskedStanding): TrendPoint {
  return {
    at,
    ...(roundId !== undefined && { roundId }),
    ...(milestoneId !== undefined && { milestoneId }),
    ...(whole.figures.shown && whole.figures.score && { score: whole.figures.score }),
    ...(coverage && { coverage }),
    dimensions: new Map(
      dimensions.flatMap(({ dimensionId, figures }) => (figures.shown && figures.score ? [[dimensionId, figures.score]] : [])),
    ),
  };
}
