/** The `steps` command: the person's own steps and the team's. */
import type { Step } from "../../core/next-steps/step.ts";
import type { Message } from "../../message/message.ts";
import { markName } from "../../message/person-names.ts";
import { buildSteps } from "../../message/screens/steps/steps-screen.ts";
import type { TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";
import { todayOf } from "./working-dates.ts";

/** Shows the team's steps, with the person's own first. */
export async function showSteps(call: TeamCall): Promise<Outcome> {
  return { notice: await buildStepsNow(call) };
}

/** Builds a page of the steps as they are now: those under way by due date, then those done, newest first. */
export async function buildStepsNow(call: TeamCall): Promise<Message> {
  const { team, catalogue, voice, person, membership, stores } = call;
  const steps = await stores.steps.listOfTeam(team.id);
  const taken = steps.filter(({ status }) => status === "taken").toSorted(byDue);
  const done = steps
    .filter(({ status }) => status === "done")
    .toSorted((left, right) => (right.doneAt ?? 0) - (left.doneAt ?? 0) || (left.id < right.id ? -1 : 1));
  return buildSteps(voice, {
    team,
    catalogue,
    taken,
    done,
    names: await nameOwners(call, [...taken, ...done]),
    personId: person.id,
    lead: membership.lead,
    today: todayOf(team, call.now),
    zone: team.schedule.zone,
    page: call.page ?? 1,
  });
}

function byDue(left: Step, right: Step): number {
  const [first, second] = [left.due ?? "9999", right.due ?? "9999"];
  return first < second ? -1 : first > second ? 1 : left.id < right.id ? -1 : 1;
}

async function nameOwners({ stores }: TeamCall, steps: readonly Step[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(steps.flatMap(({ ownerId, offeredTo }) => [ownerId, offeredTo]).filter((id) => id !== undefined));
  return new Map((await stores.people.findMany([...ids])).map((person) => [person.id, markName(person)]));
}
