/** A team without a lead could not be changed by anybody. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { Work } from "../call.ts";

/** Whether this is a lead and no other lead is in the team now. */
export async function isLastLead(work: Work, membership: Membership): Promise<boolean> {
  if (!membership.lead) return false;
  return (await listOthers(work, membership)).every((other) => !other.lead);
}

/** Everybody else who is in the team now, longest first. */
export async function listOthers({ stores, now }: Work, { id, teamId }: Membership): Promise<readonly Membership[]> {
  const memberships = await stores.memberships.listOfTeam(teamId);
  return memberships
    .filter((other) => other.id !== id && isActiveAt(other, now))
    .sort((left, right) => startOf(left) - startOf(right) || (left.id < right.id ? -1 : 1));
}

function startOf({ intervals }: Membership): number {
  return intervals.at(-1)?.since ?? 0;
}
