/** Stores who belongs to which team, with the intervals of belonging. */
import { z } from "zod";
import type { MembershipStore } from "../../app/ports/membership-store.ts";
import type { Membership } from "../../core/team.ts";
import type { MembershipRow } from "../rows/people-rows.ts";
import { createJsonParser, toFlag } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

type SavedRow = Omit<MembershipRow, "next_look_at">;

const parseRoles = createJsonParser(z.array(z.string()));
const parseIntervals = createJsonParser(z.array(z.object({ since: z.number(), until: z.number().exactOptional() })));

/** Creates the store of memberships over the database. */
export function createMembershipStore(db: Db): MembershipStore {
  const all = db.selectFrom("memberships").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const ofPersonInTeam = prepare(db, ({ teamId, personId }: { teamId: string; personId: string }) =>
    all.where("team_id", "=", teamId).where("person_id", "=", personId),
  );
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) => all.where("team_id", "=", teamId).orderBy("id"));
  const ofPerson = prepare(db, ({ personId }: { personId: string }) => all.where("person_id", "=", personId).orderBy("id"));
  const save = prepare(db, (row: SavedRow) =>
    db
      .insertInto("memberships")
      .values({ ...row, next_look_at: null })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row)),
  );
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && parseMembership(row);
    },
    async findOfPerson(teamId, personId) {
      const row = ofPersonInTeam.first({ teamId, personId });
      return row && parseMembership(row);
    },
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(parseMembership);
    },
    async listOfPerson(personId) {
      return ofPerson.all({ personId }).map(parseMembership);
    },
    /** Throws `lost-race` when the person has another membership in this team. */
    async save(membership) {
      save.run(toRow(membership));
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
    roles: parseRoles(row.roles),
    intervals: parseIntervals(row.intervals),
  };
}

function toRow(membership: Membership): SavedRow {
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
