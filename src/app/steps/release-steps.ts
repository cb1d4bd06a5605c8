/** What somebody took on who is not asked in the team any more: open to the others again. */
import { releaseStep } from "../../core/next-steps/follow-through.ts";
import type { Membership } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { todayOf } from "./working-dates.ts";

/** Steps under way that were theirs are suggested again; those only offered to them stay with who offered them. */
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
