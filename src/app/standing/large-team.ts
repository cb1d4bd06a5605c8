/** Tells which teams are too large to be added up while others wait. */
import type { MembershipStore } from "../ports/membership-store.ts";

/** A team of so many adds up in some 50 ms once everybody has answered everything. */
const LARGE_FROM = 50;

/** True where adding up the team's answers would hold up the program. Whoever left counts, since their answers are read, too. */
export async function isLargeTeam(memberships: Pick<MembershipStore, "listOfTeam">, teamId: string): Promise<boolean> {
  return (await memberships.listOfTeam(teamId)).length >= LARGE_FROM;
}
