/** Slack's workspaces as ours: found by Slack's id, made when the bot is installed, marked when it is removed. */
import type { Storage } from "../app/ports.ts";
import type { Locale } from "../core/locale.ts";
import type { Clock, Ids } from "../core/ports.ts";
import type { Workspace } from "../core/team.ts";

const ORGANISATION = "slack.organisation-of.";

export interface Workspaces {
  /** Our id; undefined where the bot was never installed. */
  idOf(teamId: string): Promise<string | undefined>;
  /** Makes the workspace, or takes it back after it was removed. `organisationId`: installed for a whole organisation. */
  ensure(found: { readonly teamId: string; readonly name: string; readonly organisationId?: string }): Promise<string>;
  /** What waits for it is dropped. */
  markUninstalled(teamId: string): Promise<void>;
  /** The same for every workspace of an organisation. */
  markOrganisationUninstalled(organisationId: string): Promise<void>;
  /** The organisation installed it again. */
  takeBack(organisationId: string): Promise<void>;
  /** Where our workspace stands in Slack. */
  placeOf(workspaceId: string): Promise<{ readonly teamId: string; readonly organisationId?: string } | undefined>;
}

export function createWorkspaces(parts: { readonly storage: Storage; readonly ids: Ids; readonly clock: Clock }): Workspaces {
  const { storage, ids, clock } = parts;
  const known = new Map<string, string>();
  const places = new Map<string, { readonly teamId: string; readonly organisationId?: string }>();

  async function save(teamId: string, change: (workspace: Workspace) => Workspace): Promise<void> {
    await storage.work(async (stores) => {
      const workspace = await stores.workspaces.findByPlatform("slack", teamId);
      if (workspace) await stores.workspaces.save(change(workspace));
    });
  }

  async function saveAll(organisationId: string, change: (workspace: Workspace) => Workspace): Promise<void> {
    await storage.work(async (stores) => {
      for (const workspace of await stores.workspaces.list()) {
        if (workspace.platform !== "slack") continue;
        if ((await stores.settings.get(ORGANISATION + workspace.platformId)) !== organisationId) continue;
        await stores.workspaces.save(change(workspace));
      }
    });
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
        const { uninstalledAt: _, ...installed } = found ?? build(ids.next(), { teamId, name, now: clock.now() });
        const current: Workspace = { ...installed, name };
        await stores.workspaces.save(current);
        await stores.settings.set(ORGANISATION + teamId, organisationId ?? "");
        return current;
      });
      known.set(teamId, workspace.id);
      places.delete(workspace.id);
      return workspace.id;
    },
    markUninstalled: (teamId) => save(teamId, (workspace) => ({ ...workspace, uninstalledAt: clock.now() })),
    markOrganisationUninstalled: (id) => saveAll(id, (workspace) => ({ ...workspace, uninstalledAt: clock.now() })),
    takeBack: (id) => saveAll(id, ({ uninstalledAt: _, ...workspace }) => workspace),
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
