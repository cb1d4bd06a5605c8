/** Checks who may act on a team. A button or a form names its team, so the right is checked again each time. */
import { type Call, type TeamCall, enterTeam } from "../call.ts";
import { answerWith } from "../notices.ts";
import { refuseNonLead } from "../refusals.ts";
import type { Outcome } from "../request.ts";

/** The call within the team, or the answer that refuses it. */
export type Entry =
  | { readonly kind: "entered"; readonly call: TeamCall }
  | { readonly kind: "refused"; readonly outcome: Outcome };

/**
 * Narrows the call to a team that the person leads. Everybody else is refused with a sentence that names the `command`,
 * and nothing changes.
 */
export async function enterAsLead(call: Call, teamId: string, command: string): Promise<Entry> {
  const entered = await enterTeam(call, teamId);
  if (!entered) return { kind: "refused", outcome: answerWith(call.voice, call.voice.runs("errors.not-your-team")) };
  if (entered.membership.lead) return { kind: "entered", call: entered };
  return { kind: "refused", outcome: await refuseNonLead(entered, command) };
}

/** True for somebody in the team who is neither a member nor a lead. */
export function isBystander(call: TeamCall): boolean {
  return call.membership.kind !== "member" && !call.membership.lead;
}
