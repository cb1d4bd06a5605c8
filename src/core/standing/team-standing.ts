/** A team's standing in short, as lists of teams show it: no question, nobody's answer, nothing that a screen would hide. */
import type { Instant } from "../time.ts";
import type { Comparison } from "./change.ts";
import type { MaskedAggregate, MaskedStanding } from "./masked-standing.ts";

/** What lists of teams show of one team, masked for anybody who may see it. */
export type TeamStanding = {
  readonly teamId: string;
  /** When it was written. */
  readonly at: Instant;
  /** Its sections have no questions. */
  readonly standing: MaskedStanding;
  /** The whole compared with the round that closed last before `at`; undefined where nothing can be compared. */
  readonly change?: Comparison;
  readonly gate: { readonly met: number; readonly total: number; readonly passed: boolean };
  /** Of the newest round: how many were asked, and how many of them gave an answer. Undefined before the first round. */
  readonly response?: { readonly round: number; readonly asked: number; readonly answered: number };
  /** The last rounds that closed, oldest first, at most `TEAM_STANDING_MOMENTS`. */
  readonly path: readonly TeamStandingMoment[];
};

/** How the whole stood when a round closed. */
type TeamStandingMoment = { readonly round: number; readonly at: Instant; readonly whole: MaskedAggregate };

/** How many closed rounds a team's standing in short keeps. */
export const TEAM_STANDING_MOMENTS = 4;

/** Returns the standing without its questions. Everything above them stays as it is. */
export function dropQuestions(standing: MaskedStanding): MaskedStanding {
  return {
    ...standing,
    dimensions: standing.dimensions.map((dimension) => ({
      ...dimension,
      sections: dimension.sections.map((section) => ({ ...section, questions: [] })),
    })),
  };
}
