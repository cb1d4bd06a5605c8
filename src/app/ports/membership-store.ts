/** Stores who belongs to which team. */
import type { Membership } from "../../core/team.ts";

/** Stores memberships. A person has at most one in a team, and it stays after they leave. */
export interface MembershipStore {
  find(id: string): Promise<Membership | undefined>;
  findOfPerson(teamId: string, personId: string): Promise<Membership | undefined>;
  /** Also those who left. */
  listOfTeam(teamId: string): Promise<readonly Membership[]>;
  listOfPerson(personId: string): Promise<readonly Membership[]>;
  save(membership: Membership): Promise<void>;
}
