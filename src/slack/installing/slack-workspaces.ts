/** Our workspace for each of Slack's: made when the bot is installed there, marked when it is removed, taken back after that. */
import { resumeWorkspace, suspendWorkspace } from "../../app/link/suspend.ts";
import type { Stores, World } from "../../app/ports/world.ts";
import type { Locale } from "../../core/locale.ts";
import type { Workspace } from "../../core/team.ts";
import { organisationKey, type SlackPlaces } from "../clients.ts";
import type { FoundWorkspace, SlackWorkspaces } from "./connect.ts";

type Change = (stores: Stores, workspace: Workspace) => Promise<void>;

/** Creates it. `places` forgets what it found whenever something changed. */
export function createSlackWorkspaces(world: World, places: Pick<SlackPlaces, "forget">): SlackWorkspaces {
  const { storage, ids, clock } = world;

  const uninstall: Change = (stores, workspace) => suspendWorkspace({ stores, world, now: clock.now() }, workspace);

  const takeBack: Change = async (stores, workspace) => {
    await resumeWorkspace({ stores, world, now: clock.now() }, workspace);
  };

  async function changeOne(stores: Stores, teamId: string, change: Change): Promise<void> {
    const workspace = await stores.workspaces.findByPlatform("slack", teamId);
    if (workspace) await change(stores, workspace);
  }

  async function changeAll(stores: Stores, organisationId: string, change: Change): Promise<void> {
    for (const workspace of await stores.workspaces.list()) {
      if (workspace.platform !== "slack") continue;
      if ((await stores.settings.get(organisationKey(workspace.platformId))) !== organisationId) continue;
      await change(stores, workspace);
    }
  }

  async function ensure(stores: Stores, { teamId, name, organisationId }: FoundWorkspace): Promise<string> {
    const found = await stores.workspaces.findByPlatform("slack", teamId);
    const current: Workspace = { ...(found ?? build(ids.next(), { teamId, name, now: clock.now() })), name };
    await takeBack(stores, current);
    await stores.settings.set(organisationKey(teamId), organisationId ?? "");
    return current.id;
  }

  function settle(): void {
    places.forget();
    world.onQueued();
  }

  return {
    async ensure(found) {
      const id = await storage.work((stores) => ensure(stores, found));
      settle();
      return id;
    },
    within: (stores) => ({
      ensure: (found) => ensure(stores, found),
      markUninstalled: (teamId) => changeOne(stores, teamId, uninstall),
      markOrganisationUninstalled: (id) => changeAll(stores, id, uninstall),
      takeBack: (id) => changeAll(stores, id, takeBack),
      async mayBelongTo(organisationId, teamId) {
        const organisation = await stores.settings.get(organisationKey(teamId));
        return organisation === undefined || organisation === organisationId;
      },
    }),
    settle,
  };
}

function build(id: string, about: { readonly teamId: string; readonly name: string; readonly now: number }): Workspace {
  const locale: Locale = "en";
  return { id, platform: "slack", platformId: about.teamId, name: about.name, locale, installedAt: about.now };
}
