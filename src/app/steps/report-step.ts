/** Stores what an owner reports about a step in a check-in: done, not yet, or dropped. */
import { reportStep as judgeReport, type StepReport } from "../../core/next-steps/follow-through.ts";
import type { Work } from "../call.ts";
import { todayOf } from "./working-dates.ts";

/** What a person reports about a step. */
export type ReportedStep = { readonly stepId: string; readonly report: StepReport; readonly personId: string };

/** Stores the report. It changes nothing when the step has another owner by now, or is no longer under way. */
export async function keepStepReport(work: Work, { stepId, report, personId }: ReportedStep): Promise<void> {
  const step = await work.stores.steps.find(stepId);
  const team = step && (await work.stores.teams.find(step.teamId));
  if (!team || step.ownerId !== personId) return;
  const reported = judgeReport(step, { report, today: todayOf(team, work.now), now: work.now });
  if (reported && reported !== step) await work.stores.steps.save(reported);
}
