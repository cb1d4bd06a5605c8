/** Workspaces and people as an administrator names them. */
import type { Storage } from "../app/ports/world.ts";
import type { Workspace } from "../core/team.ts";
import { CommandRefusal } from "./command-refusal.ts";

/**
 * Returns the workspace with this id, with the id that its platform gives it, or with this name in any case. Refuses a name
 * that none or several have, and lists the workspaces that there are.
 */
export async function findWorkspace(storage: Storage, named: string): Promise<Workspace> {
  const all = await storage.work(({ workspaces }) => workspaces.list());
  const byId = all.find(({ id, platformId }) => id === named || platformId === named);
  if (byId) return byId;
  const [only, another] = all.filter(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (only && !another) return only;
  const known = all.map(({ name, platformId }) => `${name} (${platformId})`).join(", ") || "–";
  throw new CommandRefusal((voice) => voice.say("cli.refused.unknown-workspace", { workspace: named, known }));
}

/** Splits WORKSPACE/USER-ID; undefined where the text has no slash with something on both sides. */
export function splitUserId(named: string): { readonly workspace: string; readonly userId: string } | undefined {
  const [, workspace, userId] = /^([^/\s]+)\/([^/\s]+)$/.exec(named) ?? [];
  return workspace !== undefined && userId !== undefined ? { workspace, userId } : undefined;
}
