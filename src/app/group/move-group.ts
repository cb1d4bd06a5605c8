/** Moves the link to a user group along with its people when their team joins another one, and back when the two separate. */
import type { Work } from "../call.ts";

/** Two teams by id; without `to`, the link ends. */
export type Moving = { readonly workspaceId: string; readonly from: string; readonly to?: string | undefined };

/** Moves the link from one team to the other. If the other team already has a group in that workspace, it keeps its own. */
export async function moveGroup({ stores }: Pick<Work, "stores">, { workspaceId, from, to }: Moving): Promise<void> {
  const group = await stores.groups.find(from, workspaceId);
  if (!group) return;
  await stores.groups.remove(from, workspaceId);
  if (to === undefined || (await stores.groups.find(to, workspaceId))) return;
  await stores.groups.save({ ...group, teamId: to });
}
