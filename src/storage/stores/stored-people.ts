/** Stores people and their platform accounts, and who belongs to which team, with the intervals of belonging. */
import { sql } from "kysely";
import { z } from "zod";
import type { MembershipStore } from "../../app/ports/membership-store.ts";
import type { PersonStore } from "../../app/ports/person-store.ts";
import { SpeedboatError } from "../../core/errors.ts";
import type { Account, Person, Membership } from "../../core/team.ts";
import type { AccountRow, PersonRow, MembershipRow } from "../rows/people-rows.ts";
import { parsePresent, parseUntil, toFlag, toStoredUntil, createJsonParser } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { erasePerson } from "./erase-person.ts";
import { findForgotten, unmarkForgotten } from "./forgotten-accounts.ts";
import { mergePeople } from "./merge-people.ts";

/** Creates the store of people and accounts over the database. */
export function createPersonStore(db: Db): PersonStore {
  const all = db.selectFrom("people").selectAll("people");
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const byAccount = prepare(db, ({ workspaceId, platformUserId }: { workspaceId: string; platformUserId: string }) =>
    all
      .innerJoin("accounts", "accounts.person_id", "people.id")
      .where("accounts.workspace_id", "=", workspaceId)
      .where("accounts.platform_user_id", "=", platformUserId),
  );
  const account = prepare(db, ({ workspaceId, platformUserId }: { workspaceId: string; platformUserId: string }) =>
    db.selectFrom("accounts").selectAll().where("workspace_id", "=", workspaceId).where("platform_user_id", "=", platformUserId),
  );
  const accountsOf = prepare(db, ({ personId }: { personId: string }) =>
    db.selectFrom("accounts").selectAll().where("person_id", "=", personId).orderBy("workspace_id").orderBy("platform_user_id"),
  );
  const save = prepare(db, (row: PersonRow) =>
    db
      .insertInto("people")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row)),
  );
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && toPerson(row);
    },
    async findMany(ids) {
      const wanted = sql<string>`(select value from json_each(${JSON.stringify(ids)}))`;
      return (await all.where("id", "in", wanted).orderBy("id").execute()).map(toPerson);
    },
    async findByAccount(workspaceId, platformUserId) {
      const row = byAccount.first({ workspaceId, platformUserId });
      return row && toPerson(row);
    },
    /** Those who belong to it, and those who have an account in it. By id. */
    async listOfWorkspace(workspaceId) {
      const withAccount = db.selectFrom("accounts").select("person_id as id").where("workspace_id", "=", workspaceId);
      const belonging = db.selectFrom("people").select("id").where("workspace_id", "=", workspaceId);
      return (await all.where("id", "in", belonging.union(withAccount)).orderBy("id").execute()).map(toPerson);
    },
    async findAccount(workspaceId, platformUserId) {
      const row = account.first({ workspaceId, platformUserId });
      return row && toAccount(row);
    },
    async accountsOf(personId) {
      return accountsOf.all({ personId }).map(toAccount);
    },
    async save(person) {
      save.run(toPersonRow(person));
    },
    async saveAccount(account) {
      await claimAccount(db, account);
      await unmarkForgotten(db, account);
    },
    forgottenAt: (workspaceId, platformUserId) => findForgotten(db, { workspaceId, platformUserId }),
    comeBack: (workspaceId, platformUserId) => unmarkForgotten(db, { workspaceId, platformUserId }),
    forget: (personId, at) => erasePerson(db, personId, at),
    merge: (people) => mergePeople(db, people),
  };
}

async function claimAccount(db: Db, { workspaceId, platformUserId, personId, kind }: Account): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("accounts")
    .values({ workspace_id: workspaceId, platform_user_id: platformUserId, person_id: personId, kind: kind ?? null })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "platform_user_id"])
        .doUpdateSet({ person_id: personId, ...(kind && { kind }) })
        .where("accounts.person_id", "=", personId),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) throw new SpeedboatError("lost-race", { account: platformUserId });
}

function toAccount(row: AccountRow): Account {
  return parsePresent({
    workspaceId: row.workspace_id,
    platformUserId: row.platform_user_id,
    personId: row.person_id,
    kind: row.kind,
  });
}

const parseAbsences = createJsonParser(z.array(z.object({ from: z.number(), until: z.number() })));

function toPerson(row: PersonRow): Person {
  return parsePresent({
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    chosenLocale: row.chosen_locale,
    platformLocale: row.platform_locale,
    zone: row.zone,
    reminders: row.reminders,
    nudges: row.nudges === 1,
    awayUntil: parseUntil(row.away_until),
    plannedAbsences: row.planned_absences === null ? null : parseAbsences(row.planned_absences),
    programmeLead: row.programme_lead === 1,
    programmeLeadBy: row.programme_lead_by,
    unreachable: row.unreachable,
    unreachableCode: row.unreachable_code,
    notMet: row.not_met === 1 || null,
    greetedAt: row.greeted_at,
  });
}

function toPersonRow(person: Person): PersonRow {
  return {
    id: person.id,
    workspace_id: person.workspaceId,
    name: person.name,
    chosen_locale: person.chosenLocale ?? null,
    platform_locale: person.platformLocale ?? null,
    zone: person.zone ?? null,
    reminders: person.reminders,
    nudges: toFlag(person.nudges),
    away_until: toStoredUntil(person.awayUntil),
    planned_absences: person.plannedAbsences ? JSON.stringify(person.plannedAbsences) : null,
    programme_lead: toFlag(person.programmeLead),
    programme_lead_by: (person.programmeLead && person.programmeLeadBy) || null,
    unreachable: person.unreachable ?? null,
    unreachable_code: person.unreachableCode ?? null,
    not_met: toFlag(person.notMet === true),
    greeted_at: person.greetedAt ?? null,
  };
}

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
      save.run(toMembershipRow(membership));
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

function toMembershipRow(membership: Membership): SavedRow {
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
