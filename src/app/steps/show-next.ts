/** The `next` command: suggestions to take, postpone or decline. */
import { rankNextSteps } from "../../core/next-steps/rank-next-steps.ts";
import { isPutAside } from "../../core/next-steps/settled.ts";
import type { MaskedStanding } from "../../core/standing/masked-standing.ts";
import { buildNextSteps } from "../../message/screens/steps/next-steps.ts";
import type { TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { loadStanding } from "../standing/load-standing.ts";
import { todayOf } from "./working-dates.ts";

/** Shows the steps that would help the team most, as far as the ratings behind them may be shown. */
export async function showNext(call: TeamCall): Promise<Outcome> {
  const { team, catalogue, voice } = call;
  const { standing, steps, masked } = await loadStanding(call, team, call.now);
  const today = todayOf(team, call.now);
  const suggestions = rankNextSteps({ catalogue, standing, steps, today, privacy: team.privacy });
  const aside = steps.filter((step) => isPutAside(step, today));
  const tooFewRaters = !showsAnything(masked);
  return { notice: buildNextSteps(voice, { team, catalogue, suggestions, aside, tooFewRaters, page: call.page ?? 1 }) };
}

function showsAnything(masked: MaskedStanding): boolean {
  const questions = masked.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  return questions.some(({ figures }) => figures.shown && figures.score !== undefined);
}
