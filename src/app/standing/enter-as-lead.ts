/** Who may: a press or a form names its team, so the right to it is looked at again each time. */
import type { Call, TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import { enterTeam } from "../own-teams.ts";
import type { Outcome } from "../request.ts";

export type Entry =
  | { readonly kind: "entered"; readonly call: TeamCall }
  | { readonly kind: "refused"; readonly outcome: Outcome };

/** For leads of the team alone; anybody else is told so, and nothing changes. */
export async function enterAsLead(call: Call, teamId: string, command: string): Promise<Entry> {
  const entered = await enterTeam(call, teamId);
  if (!entered) return { kind: "refused", outcome: answerWith(call.voice, call.voice.runs("errors.not-your-team")) };
  if (entered.membership.lead) return { kind: "entered", call: entered };
  const values = { command, team: entered.team.name };
  return { kind: "refused", outcome: answerWith(entered.voice, entered.voice.runs("errors.leads-only", values)) };
}

/** In the team to look on: neither a member nor a lead. */
export function isBystander(call: TeamCall): boolean {
  return call.membership.kind !== "member" && !call.membership.lead;
}
