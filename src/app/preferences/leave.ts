/** The `leave` command, which asks for confirmation. The last lead must hand over first. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { buildLeaveQuestion } from "../../message/screens/preferences/personal.ts";
import { type Call, type TeamCall, enterTeam } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { endMembership } from "../team/change-memberships.ts";
import { isLastLead, listOthers } from "../team/last-lead.ts";
import { tellRosterChanges } from "../team/tell-roster.ts";

/**
 * Asks the member to confirm that they leave the team. The only lead of a team with other members must first make
 * somebody else lead.
 */
export async function askToLeave(call: TeamCall): Promise<Outcome> {
  const others = await listOtherMembers(call, call.membership);
  if (others.length > 0 && (await isLastLead(call, call.membership))) return askToHandOver(call);
  const last = others.length === 0 && call.membership.kind === "member";
  return { notice: buildLeaveQuestion(call.voice, { team: call.team, last }) };
}

/** Ends the membership. Refuses the only lead of a team with other members; a second press is told that they already left. */
export async function confirmLeave(call: Call, action: Extract<Action, { act: "confirm-leave" }>): Promise<Outcome> {
  const entered = await enterTeam(call, action.teamId);
  if (!entered) return answerGone(call, action.teamId);
  const { team, voice, membership, stores } = entered;
  const others = await listOtherMembers(entered, membership);
  if (others.length > 0 && (await isLastLead(entered, membership))) return askToHandOver(entered);
  await endMembership(entered, membership);
  if (others.length === 0) await stores.teams.setNextRoundAt(team.id, undefined);
  await stores.teams.save({ ...team, revision: team.revision + 1 });
  await tellRosterChanges(entered, team);
  return answerWith(voice, voice.runs("personal.leave.done", { team: team.name }));
}

async function listOtherMembers(call: Call, membership: Membership): Promise<readonly Membership[]> {
  return (await listOthers(call, membership)).filter(({ kind }) => kind === "member");
}

function askToHandOver({ voice, team }: TeamCall): Outcome {
  const form = { form: "members" as const, teamId: team.id, revision: team.revision };
  return answerWith(voice, voice.runs("personal.leave.last-lead", { team: team.name }), {
    tone: "warning",
    buttons: [{ label: voice.say("personal.leave.hand-over"), action: { act: "open-form", form }, style: "primary" }],
  });
}

/** Somebody who was never in the team learns nothing of it. */
async function answerGone(call: Call, teamId: string): Promise<Outcome> {
  const team = await call.stores.teams.find(teamId);
  const membership = await call.stores.memberships.findOfPerson(teamId, call.person.id);
  if (!team || !membership || isActiveAt(membership, call.now))
    return answerWith(call.voice, call.voice.runs("errors.not-your-team"));
  return answerWith(call.voice, call.voice.runs("personal.leave.before", { team: team.name }));
}
