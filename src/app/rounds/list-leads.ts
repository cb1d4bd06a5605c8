/** Lists the people who hear what a team's leads should know, and the teams of a person. */
import { isActiveAt, type Person, type Team } from "../../core/team.ts";
import type { Work } from "../call.ts";

/** Lists the team's current leads who can be reached, except those whose person ids are named. */
export async function listLeads(work: Work, teamId: string, without: readonly string[] = []): Promise<readonly Person[]> {
  const memberships = await work.stores.memberships.listOfTeam(teamId);
  const ids = memberships
    .filter((membership) => membership.lead && isActiveAt(membership, work.now) && !without.includes(membership.personId))
    .map((membership) => membership.personId);
  const people = await work.stores.people.findMany(ids);
  return people.filter((person) => person.unreachable === undefined);
}

/** Lists the teams that the person is an active member of. */
export async function listTeamsOf(work: Work, personId: string): Promise<readonly Team[]> {
  const memberships = await work.stores.memberships.listOfPerson(personId);
  const active = memberships.filter((membership) => isActiveAt(membership, work.now));
  const teams = await Promise.all(active.map((membership) => work.stores.teams.find(membership.teamId)));
  return teams.filter((team) => team !== undefined);
}
