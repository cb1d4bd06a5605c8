/** The "Add them" button: everybody in the linked user group who is not in the team becomes a member. */
import { isActiveAt, type Person } from "../../core/team.ts";
import type { Action } from "../../message/action.ts";
import { buildGroupLinked } from "../../message/screens/team/group.ts";
import { MAX_PEOPLE } from "../../message/screens/team/setup.ts";
import type { Call, TeamCall } from "../call.ts";
import { type Asking, lookingUp } from "../feature.ts";
import { ensurePerson } from "../known-people.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { enterAsLead } from "../standing/enter-as-lead.ts";
import { addMembers } from "../team/roster.ts";
import { compareWithTeam, listMissing, type Named } from "./compare.ts";
import { lookUpGroup, type NamedGroup } from "./named-group.ts";

type AddGroup = Extract<Action, { act: "add-group" }>;

/** Adds the people of the user group, as it is now, who are not in the team. When nobody is missing, it says so. */
export const addGroup = lookingUp((asking: Asking, { groupId }: AddGroup) => lookUpGroup(asking, groupId), addFound);

async function addFound(call: Call, group: NamedGroup | undefined, action: AddGroup): Promise<Outcome> {
  const entered = await enterAsLead(call, action.teamId, "group");
  if (entered.kind === "refused") return entered.outcome;
  const { stores, team, workspace, voice } = entered.call;
  const linked = await stores.groups.find(team.id, workspace.id);
  if (linked?.groupId !== action.groupId) return answerWith(voice, voice.runs("group.changed", { team: team.name }));
  if (group?.kind !== "found")
    return answerWith(voice, voice.runs(`group.refused.${group?.kind ?? "no-answer"}`), { tone: "warning" });
  return addMissing(entered.call, group);
}

async function addMissing(call: TeamCall, named: Named): Promise<Outcome> {
  const { team, voice } = call;
  const { met, unmet } = await listMissing(call, named);
  if ((await countActive(call)) + met.length + unmet.length > MAX_PEOPLE) {
    return answerWith(voice, voice.runs("setup.error.too-many", { max: MAX_PEOPLE }), { tone: "warning" });
  }
  const people: Person[] = [...met];
  for (const profile of unmet) people.push(await ensurePerson(call, call.workspace, profile));
  const added = await addMembers(call, people);
  return { ...added, card: buildGroupLinked(voice, { team, ...(await compareWithTeam(call, named)) }) };
}

async function countActive({ stores, team, now }: TeamCall): Promise<number> {
  return (await stores.memberships.listOfTeam(team.id)).filter((membership) => isActiveAt(membership, now)).length;
}
