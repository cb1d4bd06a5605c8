/** A linked team has one set of settings and a channel on each side; each side sees and changes its own channel. */
import type { Team, Workspace } from "../../core/team.ts";
import type { Work } from "../call.ts";

type Stored = Pick<Work, "stores">;

/** The team with this side's workspace and channel in the place of its own; as it is, where it has no home here. */
export async function seenFrom({ stores }: Stored, team: Team, workspace: Pick<Workspace, "id">): Promise<Team> {
  if (team.workspaceId === workspace.id) return team;
  const home = (await stores.homes.listOfTeam(team.id)).find(({ workspaceId }) => workspaceId === workspace.id);
  if (!home) return team;
  const { channelId: _, ...rest } = team;
  return { ...rest, workspaceId: home.workspaceId, ...(home.channelId !== undefined && { channelId: home.channelId }) };
}

/** Keeps a team that was seen and changed from one side; the other side's channel stays. */
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
