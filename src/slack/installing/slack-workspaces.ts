/** Maps Slack's workspaces to ours: created when the bot is installed, and marked when it is removed. */
import { endLinksOf } from "../../app/link/leave-workspace.ts";
import type { Storage, Stores, World } from "../../app/ports/world.ts";
import { resumeRounds } from "../../app/schedule/next-round.ts";
import type { Locale } from "../../core/locale.ts";
import type { Workspace } from "../../core/team.ts";

const ORGANISATION = "slack.organisation-of.";

/** Finds our workspace for one of Slack's, and the other way round. */
export interface Workspaces {
  /** Our id; undefined where the bot was never installed. */
  idOf(teamId: string): Promise<string | undefined>;
  /** Makes the workspace, or takes it back after it was removed. */
  ensure(found: FoundWorkspace): Promise<string>;
  /** Where our workspace stands in Slack. */
  placeOf(workspaceId: string): Promise<{ readonly teamId: string; readonly organisationId?: string } | undefined>;
  /** What becomes of workspaces in a unit of work that holds more; `settle` follows its commit. */
  within(stores: Stores): WorkspaceChanges;
  settle(): void;
}

/** `organisationId`: installed for a whole organisation. */
type FoundWorkspace = { readonly teamId: string; readonly name: string; readonly organisationId?: string };

/** Changes workspaces within a unit of work that contains more. */
export interface WorkspaceChanges {
  ensure(found: FoundWorkspace): Promise<string>;
  /** What waits for it is dropped, and its links to other platforms end. */
  markUninstalled(teamId: string): Promise<void>;
  /** The same for every workspace of an organisation. */
  markOrganisationUninstalled(organisationId: string): Promise<void>;
  /** The organisation installed it again. */
  takeBack(organisationId: string): Promise<void>;
  /** False where the workspace has, or had, an installation of its own. */
  mayBelongTo(organisationId: string, teamId: string): Promise<boolean>;
}

type Change = (stores: Stores, workspace: Workspace) => Promise<void>;

/** Creates the mapping; what was looked up is cached until `settle`. */
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

  async function changeOne(stores: Stores, teamId: string, change: Change): Promise<void> {
    const workspace = await stores.workspaces.findByPlatform("slack", teamId);
    if (workspace) await change(stores, workspace);
  }

  async function changeAll(stores: Stores, organisationId: string, change: Change): Promise<void> {
    for (const workspace of await stores.workspaces.list()) {
      if (workspace.platform !== "slack") continue;
      if ((await stores.settings.get(ORGANISATION + workspace.platformId)) !== organisationId) continue;
      await change(stores, workspace);
    }
  }

  async function ensure(stores: Stores, { teamId, name, organisationId }: FoundWorkspace): Promise<string> {
    const found = await stores.workspaces.findByPlatform("slack", teamId);
    const current: Workspace = { ...(found ?? build(ids.next(), { teamId, name, now: clock.now() })), name };
    await takeBack(stores, current);
    await stores.settings.set(ORGANISATION + teamId, organisationId ?? "");
    return current.id;
  }

  function settle(): void {
    places.clear();
    world.onQueued();
  }

  return {
    async idOf(teamId) {
      const id = known.get(teamId) ?? (await storage.work((stores) => stores.workspaces.findByPlatform("slack", teamId)))?.id;
      if (id !== undefined) known.set(teamId, id);
      return id;
    },
    async ensure(found) {
      const id = await storage.work((stores) => ensure(stores, found));
      settle();
      return id;
    },
    async placeOf(workspaceId) {
      const place = places.get(workspaceId) ?? (await findPlace(storage, workspaceId));
      if (place) places.set(workspaceId, place);
      return place;
    },
    within: (stores) => ({
      ensure: (found) => ensure(stores, found),
      markUninstalled: (teamId) => changeOne(stores, teamId, uninstall),
      markOrganisationUninstalled: (id) => changeAll(stores, id, uninstall),
      takeBack: (id) => changeAll(stores, id, takeBack),
      async mayBelongTo(organisationId, teamId) {
        const organisation = await stores.settings.get(ORGANISATION + teamId);
        return organisation === undefined || organisation === organisationId;
      },
    }),
    settle,
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
