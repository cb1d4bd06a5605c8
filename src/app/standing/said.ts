/** Lists who answered what, for a team in open mode. In private mode the list is always empty. */
import type { Answer } from "../../core/answer.ts";
import { listMembersAt } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import type { SaidByName } from "../../message/screens/standing/who-said.ts";
import type { Work } from "../call.ts";
import type { LoadedStanding } from "./loaded-standing.ts";

/** Lists the current replies of active members by name. `of` limits them, for example to a round's. */
export async function listSaid(
  work: Work,
  loaded: LoadedStanding,
  of: (answer: Answer) => boolean = () => true,
): Promise<readonly SaidByName[]> {
  if (loaded.team.privacy !== "open") return [];
  const members = listMembersAt(loaded.memberships, loaded.at);
  const people = await work.stores.people.findMany(members.map(({ personId }) => personId));
  const byId = new Map(people.map((person) => [person.id, person]));
  const personOf = new Map(members.map(({ id, personId }) => [id, byId.get(personId)]));
  return loaded.answers
    .filter((answer) => personOf.has(answer.membershipId) && of(answer))
    .map(({ questionId, membershipId, reply }) => ({ questionId, reply, person: personOf.get(membershipId) }))
    .sort((left, right) => ((left.person?.name ?? "") < (right.person?.name ?? "") ? -1 : 1))
    .map(({ person, ...said }) => ({ ...said, person: person ? markName(person) : "" }));
}
