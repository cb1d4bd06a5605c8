/** The buttons with which a lead removes or keeps a member who may have gone. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { markName } from "../../message/person-names.ts";
import type { Call, TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { openWhatIsDue } from "../rounds/open-round.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { endMembership } from "./change-memberships.ts";
import { isLastLead } from "./last-lead.ts";
import { buildRosterView } from "./list-roster.ts";
import { tellRosterChanges } from "./tell-roster.ts";

/**
 * Ends the member's part in the team. Refuses people who don't lead the team, and never removes the last lead; a second
 * press is told that the member has already left.
 */
export async function removeMember(call: Call, action: Extract<Action, { act: "remove-member" }>): Promise<Outcome> {
  const entered = await enterAsLead(call, action.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const { stores, team, voice } = entered.call;
  const { membership, values } = await findNamed(entered.call, action.personId);
  if (!membership) return answerWith(voice, voice.runs("members.removed-before", values));
  if (await isLastLead(entered.call, membership))
    return answerWith(voice, voice.runs("members.error.no-lead"), { tone: "warning" });
  await openWhatIsDue(entered.call, team);
  await endMembership(entered.call, membership);
  const changed = { ...team, revision: team.revision + 1 };
  await stores.teams.save(changed);
  await tellRosterChanges(entered.call, changed);
  return {
    ...answerWith(voice, voice.runs("members.removed", values)),
    card: await buildRosterView({ ...entered.call, team: changed }),
  };
}

/** Answers that the member stays, and changes nothing. Refuses people who don't lead the team. */
export async function keepMember(call: Call, action: Extract<Action, { act: "keep-member" }>): Promise<Outcome> {
  const entered = await enterAsLead(call, action.teamId, "members");
  if (entered.kind === "refused") return entered.outcome;
  const { membership, values } = await findNamed(entered.call, action.personId);
  return answerWith(entered.call.voice, entered.call.voice.runs(membership ? "members.kept" : "members.removed-before", values));
}

type NamedMember = {
  readonly membership: Membership | undefined;
  readonly values: { readonly team: string; readonly name: string };
};

/** Returns the name and the membership. Somebody who has left has no membership, and somebody who was never in the team no name. */
async function findNamed({ stores, team, now }: TeamCall, personId: string): Promise<NamedMember> {
  const membership = await stores.memberships.findOfPerson(team.id, personId);
  const person = membership && (await stores.people.find(membership.personId));
  const isHere = membership !== undefined && isActiveAt(membership, now);
  return { membership: isHere ? membership : undefined, values: { team: team.name, name: person ? markName(person) : "–" } };
}
