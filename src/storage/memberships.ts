/** Who belongs to which team, with the intervals of belonging. */
import { z } from "zod";
import type { MembershipStore } from "../core/ports.ts";
import type { Membership, MembershipKind } from "../core/team.ts";
import { parseJson, toFlag } from "./row.ts";
import type { Db } from "./tables.ts";

export type MembershipRow = {
  id: string;
  team_id: string;
  person_id: string;
  kind: MembershipKind;
  lead: number;
  roles: string;
  intervals: string;
  /** Set by the nudges alone. */
  next_look_at: number | null;
};

const roles = z.array(z.string());
const intervals = z.array(z.object({ since: z.number(), until: z.number().exactOptional() }));

export function createMembershipStore(db: Db): MembershipStore {
  const all = db.selectFrom("memberships").selectAll();
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && parseMembership(row);
    },
    async findOfPerson(teamId, personId) {
      const row = await all.where("team_id", "=", teamId).where("person_id", "=", personId).executeTakeFirst();
      return row && parseMembership(row);
    },
    async listOfTeam(teamId) {
      return (await all.where("team_id", "=", teamId).orderBy("id").execute()).map(parseMembership);
    },
    async listOfPerson(personId) {
      return (await all.where("person_id", "=", personId).orderBy("id").execute()).map(parseMembership);
    },
    /** Throws `lost-race` when the person has another membership in this team. */
    async save(membership) {
      const row = toRow(membership);
      await db
        .insertInto("memberships")
        .values({ ...row, next_look_at: null })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
  };
}

function parseMembership(row: MembershipRow): Membership {
  return {
    id: row.id,
    teamId: row.team_id,
    personId: row.person_id,
    kind: row.kind,
    lead: row.lead === 1,
    roles: parseJson(roles, row.roles),
    intervals: parseJson(intervals, row.intervals),
  };
}

function toRow(membership: Membership): Omit<MembershipRow, "next_look_at"> {
  return {
    id: membership.id,
    team_id: membership.teamId,
    person_id: membership.personId,
    kind: membership.kind,
    lead: toFlag(membership.lead),
    roles: JSON.stringify(membership.roles),
    intervals: JSON.stringify(membership.intervals),
  };
}
