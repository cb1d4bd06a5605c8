/** Compares a user group with the team that is linked to it: who is in one and not in the other. */
import { isActiveAt, type Person } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import type { GroupComparison } from "../../message/screens/team/group.ts";
import type { TeamCall } from "../call.ts";
import type { Profile } from "../ports/directory.ts";
import type { NamedGroup } from "./named-group.ts";

/** A user group that was found, with its people. */
export type Named = Extract<NamedGroup, { kind: "found" }>;

/**
 * People who are in the group but not in the team: `met` are known to the bot, `unmet` are not. Bots and closed accounts
 * are left out.
 */
export type Missing = { readonly met: readonly Person[]; readonly unmet: readonly Profile[] };

/** Compares the group with the team and returns the names of those who are missing from either. */
export async function compareWithTeam(call: TeamCall, named: Named): Promise<GroupComparison> {
  const { met, unmet } = await listMissing(call, named);
  return {
    handle: named.group.handle,
    groupId: named.group.id,
    missing: [...met.map(markName), ...unmet.map(({ name }) => name)],
    unnamed: named.unasked,
    outside: (await listOutside(call, named)).map(markName),
  };
}

/** Lists the people of the group who are not active in the team. Bots and closed accounts are left out. */
export async function listMissing({ stores, team, workspace, now }: TeamCall, { group, profiles }: Named): Promise<Missing> {
  const met: Person[] = [];
  const unmet: Profile[] = [];
  for (const id of group.members) {
    const person = await stores.people.findByAccount(workspace.id, id);
    const profile = profiles.get(id);
    const membership = person && (await stores.memberships.findOfPerson(team.id, person.id));
    if (membership && isActiveAt(membership, now)) continue;
    if (person && person.unreachable !== "deactivated") met.push(person);
    if (!person && profile) unmet.push(profile);
  }
  return { met, unmet };
}

/** Members whom the platform knows here, and who are not in the group. */
async function listOutside({ stores, team, workspace, now }: TeamCall, { group }: Named): Promise<readonly Person[]> {
  const inGroup = new Set(group.members);
  const outside: Person[] = [];
  for (const membership of await stores.memberships.listOfTeam(team.id)) {
    if (membership.kind !== "member" || !isActiveAt(membership, now)) continue;
    const accounts = await stores.people.accountsOf(membership.personId);
    const account = accounts.find(({ workspaceId }) => workspaceId === workspace.id);
    const person = await stores.people.find(membership.personId);
    if (person && account && !inGroup.has(account.platformUserId)) outside.push(person);
  }
  return outside;
}
