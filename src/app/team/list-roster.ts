/** The `members` command: who is in the team and who was. */
import { isActiveAt, type Team } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import { withMarkedName } from "../../message/person-names.ts";
import { buildRoster, type RosterRow } from "../../message/screens/team/members.ts";
import type { Call, TeamCall } from "../call.ts";
import type { Outcome } from "../request.ts";

/** Shows who is in the team and who was. */
export async function showRoster(call: TeamCall): Promise<Outcome> {
  return { notice: await buildRosterView(call) };
}

/** Builds a page (from 1) of the list of the team's people. */
export async function buildRosterView(call: TeamCall, page = 1): Promise<Message> {
  return buildRoster(call.voice, { ...(await gatherRoster(call)), page });
}

/** Gathers everybody who is in the team and everybody who has left, each with the person. */
export async function gatherRoster({ stores, team, catalogue, voice, now }: TeamCall) {
  const rows = await listRows({ stores, voice }, team);
  const former = rows.flatMap((row) => {
    const leftAt = isActiveAt(row.membership, now) ? undefined : row.membership.intervals.at(-1)?.until;
    return leftAt === undefined ? [] : [{ ...row, leftAt }];
  });
  return { team, catalogue, active: rows.filter(({ membership }) => isActiveAt(membership, now)), former };
}

/** Lists everybody who is or was in the team: leads, members, observers, each sorted by name for the reader's language. */
export async function listRows({ stores, voice }: Pick<Call, "stores" | "voice">, team: Team): Promise<readonly RosterRow[]> {
  const memberships = await stores.memberships.listOfTeam(team.id);
  const people = new Map(
    (await stores.people.findMany(memberships.map(({ personId }) => personId))).map((person) => [person.id, person]),
  );
  const rows = memberships.flatMap((membership) => {
    const person = people.get(membership.personId);
    return person ? [{ membership, person }] : [];
  });
  rows.sort((left, right) => rank(left) - rank(right) || left.person.name.localeCompare(right.person.name, voice.locale));
  return rows.map((row) => ({ ...row, person: withMarkedName(row.person) }));
}

function rank({ membership }: RosterRow): number {
  return membership.kind === "observer" ? 2 : membership.lead ? 0 : 1;
}
