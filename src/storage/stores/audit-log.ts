/** Stores the audit log, which is only ever added to and pruned by age. */
import { z } from "zod";
import type { AuditStore } from "../../app/ports/audit-store.ts";
import { AUDIT_ACTS, type AuditAuthor, type AuditEntry } from "../../core/audit-entry.ts";
import type { AuditRow } from "../rows/people-rows.ts";
import { createJsonParser } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

const parseAct = z.enum(AUDIT_ACTS);
const parseDetails = createJsonParser(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])));

/** Creates the store of the audit log over the database. */
export function createAuditStore(db: Db): AuditStore {
  const add = prepare(db, (row: AuditRow) => db.insertInto("audit_log").values(row));
  return {
    async add(entry) {
      add.run(toRow(entry));
    },
    async list({ since, teamId, workspaceId, after, limit }) {
      let wanted = db.selectFrom("audit_log").selectAll();
      if (since !== undefined) wanted = wanted.where("at", ">=", since);
      if (teamId !== undefined) wanted = wanted.where("team_id", "=", teamId);
      if (workspaceId !== undefined) wanted = wanted.where("workspace_id", "=", workspaceId);
      const last = after === undefined ? undefined : await wanted.where("id", "=", after).executeTakeFirst();
      if (last) wanted = wanted.where(({ eb, refTuple, tuple }) => eb(refTuple("at", "id"), ">", tuple(last.at, last.id)));
      return (await wanted.orderBy("at").orderBy("id").limit(limit).execute()).map(toEntry);
    },
    async findLatest({ teamId, act, since, until }) {
      const ofTeam = db.selectFrom("audit_log").selectAll().where("team_id", "=", teamId).where("act", "=", act);
      const within = ofTeam.where("at", ">=", since).where("at", "<=", until);
      const row = await within.orderBy("at", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
      return row && toEntry(row);
    },
    async removeBefore(at, limit) {
      const old = db.selectFrom("audit_log").select("id").where("at", "<", at).orderBy("at").limit(limit);
      const { numDeletedRows } = await db.deleteFrom("audit_log").where("id", "in", old).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    workspaceId: row.workspace_id,
    ...(row.team_id !== null && { teamId: row.team_id }),
    by: toAuthor(row),
    through: row.through,
    act: parseAct.parse(row.act),
    ...(row.subject_id !== null && { subjectId: row.subject_id }),
    details: parseDetails(row.details),
  };
}

function toAuthor({ author, author_id: personId }: AuditRow): AuditAuthor {
  return author === "person" ? { kind: author, personId: personId ?? "" } : { kind: author };
}

function toRow({ by, ...entry }: AuditEntry): AuditRow {
  return {
    id: entry.id,
    at: entry.at,
    workspace_id: entry.workspaceId,
    team_id: entry.teamId ?? null,
    author: by.kind,
    author_id: by.kind === "person" ? by.personId : null,
    through: entry.through,
    act: entry.act,
    subject_id: entry.subjectId ?? null,
    details: JSON.stringify(entry.details),
  };
}
