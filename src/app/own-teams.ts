/** Finds the teams that a person may see in this workspace: their own, where those are at home. */
import { isActiveAt, type Team } from "../core/team.ts";
import { type Call, catalogueOf, localeOf, type TeamCall } from "./call.ts";
import { isAtHome, isAtRest } from "./link/homes.ts";

/** Narrows the call to a team. Returns undefined when the person is not in it now, or the team is not at home here. */
export async function enterTeam(call: Call, teamId: string): Promise<TeamCall | undefined> {
  const team = await call.stores.teams.find(teamId);
  const membership = await call.stores.memberships.findOfPerson(teamId, call.person.id);
  if (!team || !membership || !isActiveAt(membership, call.now)) return undefined;
  if (!(await isOpenHere(call, team))) return undefined;
  const catalogue = await catalogueOf(call, team.edition);
  const voice = call.world.voice(localeOf(call.person, team));
  return { ...call, team, membership, catalogue, voice };
}

/** A team is spoken of in its homes alone; one that rests while it is linked leaves the word to the other. */
async function isOpenHere(call: Call, team: Team): Promise<boolean> {
  return (await isAtHome(call, team, call.workspace)) && !(await isAtRest(call, team.id));
}

/** Lists the teams at home here that the person is in now, sorted by name for the person's language. */
export async function listOwnTeams(call: Call): Promise<readonly Team[]> {
  const memberships = await call.stores.memberships.listOfPerson(call.person.id);
  const active = memberships.filter((membership) => isActiveAt(membership, call.now));
  const teams = await Promise.all(active.map((membership) => call.stores.teams.find(membership.teamId)));
  const here = await Promise.all(teams.map(async (team) => (team && (await isOpenHere(call, team)) ? team : undefined)));
  return here
    .filter((team) => team !== undefined)
    .sort((left, right) => left.name.localeCompare(right.name, call.voice.locale) || (left.id < right.id ? -1 : 1));
}
