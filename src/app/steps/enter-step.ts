/**
 * Checks who may act on a team's steps: its members and leads. A button names its team or step, so the right is checked
 * again each time.
 */
import type { Step } from "../../core/next-steps/step.ts";
import { markName } from "../../message/person-names.ts";
import { type Call, type TeamCall, enterTeam } from "../call.ts";
import { answerWith } from "../notices.ts";
import { refuseNonMember } from "../refusals.ts";
import type { Outcome } from "../request.ts";
import { isBystander } from "../standing/enter-as-lead.ts";

type Refused = { readonly kind: "refused"; readonly outcome: Outcome };
/** The call within the team, or the answer that refuses it. */
export type MemberEntry = { readonly kind: "entered"; readonly call: TeamCall } | Refused;
/** The call within the step's team together with the step, or the answer that refuses it. */
export type StepEntry = { readonly kind: "entered"; readonly call: TeamCall; readonly step: Step } | Refused;

/**
 * Narrows the call to a team whose member or lead the person is. Everybody else is refused with a sentence that names the
 * `command`.
 */
export async function enterForSteps(call: Call, teamId: string, command = "next"): Promise<MemberEntry> {
  const entered = await enterTeam(call, teamId);
  if (!entered) return { kind: "refused", outcome: answerWith(call.voice, call.voice.runs("errors.not-your-team")) };
  if (!isBystander(entered)) return { kind: "entered", call: entered };
  return { kind: "refused", outcome: refuseNonMember(entered, command) };
}

/** Finds a step and narrows the call to its team. Refuses steps that are gone and people who are neither members nor leads. */
export async function enterStep(call: Call, stepId: string): Promise<StepEntry> {
  const step = await call.stores.steps.find(stepId);
  if (!step) return { kind: "refused", outcome: answerWith(call.voice, call.voice.runs("steps.changed.missing")) };
  const entry = await enterForSteps(call, step.teamId, "steps");
  return entry.kind === "refused" ? entry : { kind: "entered", call: entry.call, step };
}

/** True for the step's owner and for leads of the team. */
export function mayChange({ person, membership }: TeamCall, step: Step): boolean {
  return step.ownerId === person.id || membership.lead;
}

/** Returns the name of the step's owner, or a dash when nobody owns it. */
export async function ownerNameOf({ stores }: Pick<Call, "stores">, step: Step): Promise<string> {
  const owner = step.ownerId === undefined ? undefined : await stores.people.find(step.ownerId);
  return owner ? markName(owner) : "–";
}
