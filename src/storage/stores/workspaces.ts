/** Stores where the bot is installed. */
import type { WorkspaceStore } from "../../app/ports/workspace-store.ts";
import type { Platform, Workspace } from "../../core/team.ts";
import type { WorkspaceRow } from "../rows/people-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { eraseWorkspace } from "./erase-workspace.ts";

/** Creates the store of workspaces over the database. */
export function createWorkspaceStore(db: Db): WorkspaceStore {
  const all = db.selectFrom("workspaces").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const byPlatform = prepare(db, ({ platform, platformId }: { platform: Platform; platformId: string }) =>
    all.where("platform", "=", platform).where("platform_id", "=", platformId),
  );
  return {
    async find(id) {
      return parseWorkspace(byId.first({ id }));
    },
    async findByPlatform(platform, platformId) {
      return parseWorkspace(byPlatform.first({ platform, platformId }));
    },
    async list() {
      return (await all.orderBy("id").execute()).map(toWorkspace);
    },
    async save(workspace) {
      const row = toRow(workspace);
      await db
        .insertInto("workspaces")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
    erase: (id) => eraseWorkspace(db, id),
  };
}

function parseWorkspace(row: WorkspaceRow | undefined): Workspace | undefined {
  return row && toWorkspace(row);
}

function toWorkspace(row: WorkspaceRow): Workspace {
  const { id, platform, name, locale } = row;
  return parsePresent({
    id,
    platform,
    platformId: row.platform_id,
    name,
    locale,
    installedAt: row.installed_at,
    uninstalledAt: row.uninstalled_at,
  });
}

function toRow(workspace: Workspace): WorkspaceRow {
  return {
    id: workspace.id,
    platform: workspace.platform,
    platform_id: workspace.platformId,
    name: workspace.name,
    locale: workspace.locale,
    installed_at: workspace.installedAt,
    uninstalled_at: workspace.uninstalledAt ?? null,
  };
}
