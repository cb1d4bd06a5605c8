/** Ends a workspace's side of every link when the bot is removed from it. */
import type { Work } from "../call.ts";
import { actingForPlatform, withAudit } from "../with-audit.ts";
import { partSecondHome, takeOver } from "./part.ts";

/** Ends the links of a workspace that is already marked as removed. A second call changes nothing. */
export async function endLinksOf(unaudited: Work, workspaceId: string): Promise<void> {
  const work = withAudit(unaudited, actingForPlatform("uninstalled"));
  const { homes, teams } = work.stores;
  for (const home of await homes.listOfWorkspace(workspaceId)) {
    const team = await teams.find(home.teamId);
    if (team) await partSecondHome(work, team, home);
  }
  for (const team of await teams.listOfWorkspace(workspaceId)) {
    const [home] = await homes.listOfTeam(team.id);
    const side = home && (await work.stores.workspaces.find(home.workspaceId));
    if (home && side?.uninstalledAt === undefined) await takeOver(work, team, home);
  }
}
