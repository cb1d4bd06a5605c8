/** Releases the steps of somebody who is no longer asked in the team, so that others can take them. */
import { releaseStep } from "../../core/next-steps/follow-through.ts";
import type { Membership } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { todayOf } from "./working-dates.ts";

/**
 * Makes the person's steps that are under way suggestions again. Steps that were only offered to them stay with the
 * person who offered them.
 */
export async function releaseSteps({ stores, now }: Work, { teamId, personId }: Membership): Promise<void> {
  const team = await stores.teams.find(teamId);
  if (!team) return;
  for (const step of await stores.steps.listOfTeam(teamId)) {
    if (step.status !== "taken") continue;
    const { offeredTo, ...rest } = step;
    if (step.ownerId === personId) await stores.steps.save(releaseStep(step, todayOf(team, now)));
    else if (offeredTo === personId) await stores.steps.save({ ...rest, revision: step.revision + 1 });
  }
}
