/** A user group stays with its people: it goes along when their team joins another, and back when the two part. */
import type { Work } from "../call.ts";

export type Moving = { readonly workspaceId: string; readonly from: string; readonly to?: string | undefined };

/** Between teams by id. Where the other has a group of that workspace already, its own stays; with nowhere to go the link ends. */
export async function moveGroup({ stores }: Pick<Work, "stores">, { workspaceId, from, to }: Moving): Promise<void> {
  const group = await stores.groups.find(from, workspaceId);
  if (!group) return;
  await stores.groups.remove(from, workspaceId);
  if (to === undefined || (await stores.groups.find(to, workspaceId))) return;
  await stores.groups.save({ ...group, teamId: to });
}
