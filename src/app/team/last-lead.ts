/** Finds out whether a team would lose its only lead. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { Work } from "../call.ts";

/** True when this is a lead and the team has no other lead now. */
export async function isLastLead(work: Work, membership: Membership): Promise<boolean> {
  if (!membership.lead) return false;
  return (await listOthers(work, membership)).every((other) => !other.lead);
}

/** Lists everybody else who is in the team now, longest first. */
export async function listOthers({ stores, now }: Work, { id, teamId }: Membership): Promise<readonly Membership[]> {
  const memberships = await stores.memberships.listOfTeam(teamId);
  return memberships
    .filter((other) => other.id !== id && isActiveAt(other, now))
    .sort((left, right) => startOf(left) - startOf(right) || (left.id < right.id ? -1 : 1));
}

function startOf({ intervals }: Membership): number {
  return intervals.at(-1)?.since ?? 0;
}
