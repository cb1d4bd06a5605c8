/** Slack's workspaces as ours: found by Slack's id, made when the bot is installed, marked when it is removed. */
import { endLinksOf } from "../app/link/leave-workspace.ts";
import type { Storage, Stores, World } from "../app/ports.ts";
import { resumeRounds } from "../app/settings/next-round.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace } from "../core/team.ts";

const ORGANISATION = "slack.organisation-of.";

export interface Workspaces {
  /** Our id; undefined where the bot was never installed. */
  idOf(teamId: string): Promise<string | undefined>;
  /** Makes the workspace, or takes it back after it was removed. `organisationId`: installed for a whole organisation. */
  ensure(found: { readonly teamId: string; readonly name: string; readonly organisationId?: string }): Promise<string>;
  /** What waits for it is dropped, and its links to other platforms end. */
  markUninstalled(teamId: string): Promise<void>;
  /** The same for every workspace of an organisation. */
  markOrganisationUninstalled(organisationId: string): Promise<void>;
  /** The organisation installed it again. */
  takeBack(organisationId: string): Promise<void>;
  /** Where our workspace stands in Slack. */
  placeOf(workspaceId: string): Promise<{ readonly teamId: string; readonly organisationId?: string } | undefined>;
}

type Change = (stores: Stores, workspace: Workspace) => Promise<void>;

export function createWorkspaces(world: World): Workspaces {
  const { storage, ids, clock } = world;
  const known = new Map<string, string>();
  const places = new Map<string, { readonly teamId: string; readonly organisationId?: string }>();

  const uninstall: Change = async (stores, workspace) => {
    const now = clock.now();
    await stores.workspaces.save({ ...workspace, uninstalledAt: now });
    await endLinksOf({ stores, world, now }, workspace.id);
  };

  const takeBack: Change = async (stores, { uninstalledAt, ...workspace }) => {
    await stores.workspaces.save(workspace);
    if (uninstalledAt !== undefined) await resumeRounds({ stores, world, now: clock.now() }, workspace.id);
  };

  async function changeOne(teamId: string, change: Change): Promise<void> {
    await storage.work(async (stores) => {
      const workspace = await stores.workspaces.findByPlatform("slack", teamId);
      if (workspace) await change(stores, workspace);
    });
    world.onQueued();
  }

  async function changeAll(organisationId: string, change: Change): Promise<void> {
    await storage.work(async (stores) => {
      for (const workspace of await stores.workspaces.list()) {
        if (workspace.platform !== "slack") continue;
        if ((await stores.settings.get(ORGANISATION + workspace.platformId)) !== organisationId) continue;
        await change(stores, workspace);
      }
    });
    world.onQueued();
  }

  return {
    async idOf(teamId) {
      const id = known.get(teamId) ?? (await storage.work((stores) => stores.workspaces.findByPlatform("slack", teamId)))?.id;
      if (id !== undefined) known.set(teamId, id);
      return id;
    },
    async ensure({ teamId, name, organisationId }) {
      const workspace = await storage.work(async (stores) => {
        const found = await stores.workspaces.findByPlatform("slack", teamId);
        const current: Workspace = { ...(found ?? build(ids.next(), { teamId, name, now: clock.now() })), name };
        await takeBack(stores, current);
        await stores.settings.set(ORGANISATION + teamId, organisationId ?? "");
        return current;
      });
      known.set(teamId, workspace.id);
      places.delete(workspace.id);
      return workspace.id;
    },
    markUninstalled: (teamId) => changeOne(teamId, uninstall),
    markOrganisationUninstalled: (id) => changeAll(id, uninstall),
    takeBack: (id) => changeAll(id, takeBack),
    async placeOf(workspaceId) {
      const place = places.get(workspaceId) ?? (await findPlace(storage, workspaceId));
      if (place) places.set(workspaceId, place);
      return place;
    },
  };
}

async function findPlace(storage: Storage, workspaceId: string) {
  return storage.work(async (stores) => {
    const workspace = await stores.workspaces.find(workspaceId);
    if (workspace?.platform !== "slack") return undefined;
    const organisationId = await stores.settings.get(ORGANISATION + workspace.platformId);
    return { teamId: workspace.platformId, ...(organisationId && { organisationId }) };
  });
}

function build(id: string, about: { readonly teamId: string; readonly name: string; readonly now: number }): Workspace {
  const locale: Locale = "en";
  return { id, platform: "slack", platformId: about.teamId, name: about.name, locale, installedAt: about.now };
}
