/** What the confirmation of a link says about the side that would join: its tenant, its channel and its people. */
import { isActiveAt, type Membership, type Team } from "../../core/team.ts";
import { markName } from "../../message/person-names.ts";
import type { Joiners } from "../../message/screens/team/link-question.ts";
import type { Call } from "../call.ts";
import type { Asking } from "../feature.ts";

/** The channel that would become the second home, as its platform calls it. */
export type NamedChannel = { readonly channelId: string; readonly name: string };

/**
 * Asks the platform what the channel is called in which a code is used or, in a direct message, what the channels of the author's
 * teams are called. Asks nothing where no code was typed.
 */
export async function lookUpChannel(asking: Asking, args: readonly string[]): Promise<readonly NamedChannel[]> {
  const { world, workspaceId } = asking;
  const [word] = args;
  if (word === undefined || word.toLowerCase() === "off") return [];
  const named: NamedChannel[] = [];
  for (const channelId of await listChannels(asking)) {
    const name = await world.directory.channelName(workspaceId, channelId);
    if (name !== undefined) named.push({ channelId, name });
  }
  return named;
}

/** In a direct message only those of teams that the author leads, which are few. */
async function listChannels({ world, workspaceId, platformUserId, place }: Asking): Promise<readonly string[]> {
  if (place.in === "channel") return [place.channelId];
  return world.storage.work(async ({ people, memberships, teams }) => {
    const person = await people.findByAccount(workspaceId, platformUserId);
    const led = person ? (await memberships.listOfPerson(person.id)).filter(({ lead }) => lead) : [];
    const own = await Promise.all(led.map(({ teamId }) => teams.find(teamId)));
    return own.flatMap((team) => (team?.workspaceId === workspaceId && team.channelId !== undefined ? [team.channelId] : []));
  });
}

/** Returns who and what would join, for the person who confirms. */
export async function describeJoiners(
  call: Call,
  { own, channelId, channels }: { readonly own?: Team; readonly channelId?: string; readonly channels: readonly NamedChannel[] },
): Promise<Joiners> {
  const tenant = await findTenant(call);
  const channel = channels.find((each) => each.channelId === channelId)?.name;
  const people = own ? (await listActive(call, own)).map(({ personId }) => markName({ id: personId })) : [markName(call.person)];
  return { people, hasChannel: channelId !== undefined, ...(tenant !== undefined && { tenant }), ...(channel && { channel }) };
}

async function listActive({ stores, now }: Call, { id }: Team): Promise<readonly Membership[]> {
  return (await stores.memberships.listOfTeam(id)).filter((membership) => isActiveAt(membership, now));
}

/** All tenants of Teams are called alike, so one is told by the domain of the author's e-mail or, without one, by its id. */
async function findTenant({ stores, workspace, from }: Call): Promise<string | undefined> {
  if (workspace.platform !== "teams") return undefined;
  const user = await stores.teamsConversations.findUser(workspace.id, from.platformUserId);
  return user?.email?.split("@")[1] ?? workspace.platformId;
}
