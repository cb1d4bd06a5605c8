/** Where a team is at home: in its own workspace, and where leads linked it in a second one on the other platform. */
import type { Person, Team, Workspace } from "../../core/team.ts";
import type { Work } from "../call.ts";
import type { Target } from "../ports/post-store.ts";

type Stored = Pick<Work, "stores">;
export type Home = { readonly workspaceId: string; readonly channelId?: string };
export type Channel = Extract<Target, { to: "channel" }>;

/** Its own first. */
export async function listHomes({ stores }: Stored, team: Team): Promise<readonly Home[]> {
  return [team, ...(await stores.homes.listOfTeam(team.id))];
}

/** The home channels: what the team is told, it is told in each. */
export async function listHomeChannels(work: Stored, team: Team): Promise<readonly Channel[]> {
  const homes = await listHomes(work, team);
  return homes.flatMap(({ workspaceId, channelId }) =>
    channelId === undefined ? [] : [{ to: "channel", workspaceId, channelId } as const],
  );
}

export function isSameChannel(target: Target, channel: Channel): boolean {
  return target.to === "channel" && target.workspaceId === channel.workspaceId && target.channelId === channel.channelId;
}

/** Nothing of a team is told in a workspace that is no home of it. */
export async function isAtHome(work: Stored, team: Team, workspace: Pick<Workspace, "id">): Promise<boolean> {
  if (team.workspaceId === workspace.id) return true;
  return (await listHomes(work, team)).some(({ workspaceId }) => workspaceId === workspace.id);
}

/** A team whose people answer in another one as long as the two are linked. */
export async function isAtRest({ stores }: Stored, teamId: string): Promise<boolean> {
  return (await stores.homes.findOfFormerTeam(teamId)) !== undefined;
}

/**
 * Where a message about the team reaches the person: where they belong if the team is at home there, else in the home in
 * which they have an account.
 */
export async function workspaceFor(work: Stored, person: Person, team: Team): Promise<string> {
  if (person.workspaceId === team.workspaceId) return person.workspaceId;
  const accounts = await work.stores.people.accountsOf(person.id);
  const homes = (await listHomes(work, team)).map(({ workspaceId }) => workspaceId);
  const reached = homes.filter((home) => accounts.some(({ workspaceId }) => workspaceId === home));
  return reached.find((home) => home === person.workspaceId) ?? reached[0] ?? person.workspaceId;
}
