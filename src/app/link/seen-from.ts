/** A linked team has one set of settings and a channel on each side; each side sees and changes its own channel. */
import type { Team, Workspace } from "../../core/team.ts";
import type { Work } from "../call.ts";

type Stored = Pick<Work, "stores">;

/**
 * Returns the team with this workspace and its channel here in the place of its own. Where it has no home here, it is
 * returned unchanged.
 */
export async function seenFrom({ stores }: Stored, team: Team, workspace: Pick<Workspace, "id">): Promise<Team> {
  if (team.workspaceId === workspace.id) return team;
  const home = (await stores.homes.listOfTeam(team.id)).find(({ workspaceId }) => workspaceId === workspace.id);
  if (!home) return team;
  const { channelId: _, ...rest } = team;
  return { ...rest, workspaceId: home.workspaceId, ...(home.channelId !== undefined && { channelId: home.channelId }) };
}

/**
 * Saves a team that was read with `seenFrom` and then changed; the channel on the other side stays as it is. Throws
 * `lost-race` when the team changed meanwhile.
 */
export async function saveSeen({ stores }: Stored, team: Team, changed: Team): Promise<void> {
  if (changed.workspaceId === team.workspaceId) return stores.teams.save(changed);
  const { channelId, ...settings } = changed;
  const { channelId: own, workspaceId } = team;
  await stores.teams.save({ ...settings, workspaceId, ...(own !== undefined && { channelId: own }) });
  const home = (await stores.homes.listOfTeam(team.id)).find((one) => one.workspaceId === changed.workspaceId);
  if (!home) return;
  const { channelId: _, ...rest } = home;
  await stores.homes.save({ ...rest, ...(channelId !== undefined && { channelId }) });
}
