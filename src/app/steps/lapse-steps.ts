/** Handles overdue steps when a round closes: they move on, and those overdue twice are reported to the leads, once. */
import { isAwayAt } from "../../core/absence.ts";
import { lapseStep, shouldRaise } from "../../core/next-steps/follow-through.ts";
import type { Step } from "../../core/next-steps/step.ts";
import type { Team } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import { buildRaisedStep } from "../../message/screens/steps/raised-step.ts";
import { catalogueOf, localeOf, type Work, workspaceFor, listLeads } from "../call.ts";
import { queuePost } from "../posting.ts";
import { mayDisturb } from "../schedule/own-times.ts";
import { todayOf } from "./working-dates.ts";

/** Moves every step of the team whose date passed without a word, and reports those overdue twice to its leads. */
export async function lapseSteps(work: Work, team: Team): Promise<void> {
  const today = todayOf(team, work.now);
  for (const step of await work.stores.steps.listOfTeam(team.id)) {
    const lapsed = lapseStep(step, today);
    if (lapsed) await work.stores.steps.save(lapsed);
    const current = lapsed ?? step;
    if (shouldRaise(current)) await raise(work, team, current);
  }
}

/** True when a step waits to be reported, so that a lead's reminder leaves room for it. */
export async function hasStepToRaise({ stores }: Work, teamId: string): Promise<boolean> {
  return (await stores.steps.listOfTeam(teamId)).some(shouldRaise);
}

/** Where every lead is away or heard enough this week, it is raised at the next close. */
async function raise(work: Work, team: Team, step: Step): Promise<void> {
  const owner = step.ownerId === undefined ? undefined : await work.stores.people.find(step.ownerId);
  const catalogue = await catalogueOf(work, team.edition);
  let told = false;
  for (const lead of await listLeads(work, team.id)) {
    if (isAwayAt(lead, work.now) || !(await mayDisturb(work, lead.id))) continue;
    told = true;
    const voice = work.world.voice(localeOf(lead, team));
    await queuePost(work, {
      target: { to: "person", personId: lead.id },
      workspaceId: await workspaceFor(work, lead, team),
      purpose: "raised-step",
      subjectId: step.id,
      message: buildRaisedStep(voice, {
        team,
        catalogue,
        step,
        owner: owner ? markName(owner) : "",
        own: lead.id === step.ownerId,
      }),
      unsolicited: true,
    });
  }
  if (told) await work.stores.steps.save({ ...step, raisedAt: work.now, revision: step.revision + 1 });
}
