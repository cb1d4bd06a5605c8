/** The playground as a workspace of its own. Starting again leaves the old workspace behind, uninstalled, and opens another. */

import type { Ids } from "../app/ports/clock.ts";
import type { Stores } from "../app/ports/world.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";

/** The channels that are always there; their names are their ids. The demo team's home is the first. */
export const CHANNELS = ["platform-team", "payments-team", "leads"] as const;

/** What is needed to open a workspace for the playground. */
export type PlaygroundOpening = { readonly stores: Stores; readonly ids: Ids; readonly now: Instant; readonly locale: Locale };

/** Returns the workspace in use; undefined before the first start. */
export async function findPlayground(stores: Pick<Stores, "workspaces">): Promise<Workspace | undefined> {
  const workspaces = await stores.workspaces.list();
  return workspaces.findLast((one) => one.platform === "playground" && one.uninstalledAt === undefined);
}

/** Returns the workspace in use, and creates one when there is none. */
export async function ensurePlayground(opening: PlaygroundOpening): Promise<Workspace> {
  return (await findPlayground(opening.stores)) ?? openAnother(opening);
}

/** Opens a new, empty workspace. The rounds of the earlier one end, and its data stays as it is. */
export async function startAfresh(opening: PlaygroundOpening): Promise<Workspace> {
  const before = await findPlayground(opening.stores);
  if (before) await leave(opening, before);
  return openAnother(opening);
}

async function leave({ stores, now }: PlaygroundOpening, workspace: Workspace): Promise<void> {
  for (const team of await stores.teams.listOfWorkspace(workspace.id)) await stores.teams.setNextRoundAt(team.id, undefined);
  await stores.workspaces.save({ ...workspace, uninstalledAt: now });
}

async function openAnother({ stores, ids, now, locale }: PlaygroundOpening): Promise<Workspace> {
  const id = ids.next();
  const workspace: Workspace = { id, platform: "playground", platformId: id, name: "Playground", locale, installedAt: now };
  await stores.workspaces.save(workspace);
  return workspace;
}
