/** Lists who answered what, for a team in open mode. In private mode the list is always empty. */
import type { Answer } from "../../core/answer.ts";
import { listMembersAt } from "../../core/team.ts";
import type { SaidByName } from "../../message/screens/standing/who-said.ts";
import type { Work } from "../call.ts";
import type { LoadedStanding } from "./load-standing.ts";

/** Lists the current replies of active members by name. `of` limits them, for example to a round's. */
export async function listSaid(
  work: Work,
  loaded: LoadedStanding,
  of: (answer: Answer) => boolean = () => true,
): Promise<readonly SaidByName[]> {
  if (loaded.team.privacy !== "open") return [];
  const members = listMembersAt(loaded.memberships, loaded.at);
  const people = await work.stores.people.findMany(members.map(({ personId }) => personId));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = new Map(members.map(({ id, personId }) => [id, names.get(personId) ?? ""]));
  return loaded.answers
    .filter((answer) => nameOf.has(answer.membershipId) && of(answer))
    .map(({ questionId, membershipId, reply }) => ({ questionId, reply, person: nameOf.get(membershipId) ?? "" }))
    .sort((left, right) => (left.person < right.person ? -1 : left.person > right.person ? 1 : 0));
}
