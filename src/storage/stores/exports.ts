/** Stores exports that people asked for, until their files are gone. */
import { sql } from "kysely";
import { z } from "zod";
import {
  EXPORT_FORMATS,
  type ExportStore,
  type ExportSubject,
  REPORT_FORMATS,
  type StoredExport,
} from "../../app/ports/export-store.ts";
import type { Instant } from "../../core/time.ts";
import type { ExportRow } from "../rows/sending-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of exports over the database. */
export function createExportStore(db: Db): ExportStore {
  const all = db.selectFrom("exports").selectAll();
  return {
    async add(asked) {
      const row: ExportRow = {
        id: asked.id,
        workspace_id: asked.workspaceId,
        person_id: asked.personId,
        team_id: asked.teamId ?? null,
        scope: asked.scope,
        format: asked.format,
        locale: asked.locale,
        status: "queued",
        attempt: 0,
        not_before: asked.askedAt,
        asked_at: asked.askedAt,
        ready_at: null,
      };
      const added = await db
        .insertInto("exports")
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && parseExport(row);
    },
    async claimNext({ now, leaseMs }) {
      const { rows } = await claimFirst(now, now + leaseMs).execute(db);
      return rows[0] && parseExport(rows[0]);
    },
    async renew({ id, attempt }, until) {
      const claimed = db.updateTable("exports").set({ not_before: until }).where("id", "=", id);
      await claimed.where("attempt", "=", attempt).where("status", "=", "writing").execute();
    },
    async markReady({ id, attempt }, at) {
      const claimed = db.updateTable("exports").set({ status: "ready", ready_at: at }).where("id", "=", id);
      const done = await claimed.where("attempt", "=", attempt).where("status", "=", "writing").executeTakeFirstOrThrow();
      return done.numUpdatedRows > 0n;
    },
    async putBack({ id, attempt }, notBefore) {
      const claimed = db.updateTable("exports").set({ status: "queued", not_before: notBefore }).where("id", "=", id);
      await claimed.where("attempt", "=", attempt).where("status", "=", "writing").execute();
    },
    async remove(id) {
      await db.deleteFrom("exports").where("id", "=", id).execute();
    },
    async listReadyBefore(at, limit) {
      const ready = db.selectFrom("exports").select("id").where("status", "=", sql.lit("ready")).where("ready_at", "<", at);
      return (await ready.orderBy("ready_at").limit(limit).execute()).map(({ id }) => id);
    },
  };
}

/** `not_before` of one that is being written is the end of its lease. */
function claimFirst(now: Instant, until: Instant) {
  return sql<ExportRow>`
    update exports set status = 'writing', attempt = attempt + 1, not_before = ${until}
    where id = (
      select id from exports as next
      where next.status <> 'ready' and next.not_before <= ${now}
        and not exists (
          select 1 from exports as busy
          where busy.workspace_id = next.workspace_id and busy.status = 'writing' and busy.status <> 'ready'
            and busy.not_before > ${now})
      order by next.asked_at, next.id limit 1)
    returning *`;
}

const subjectSchema: z.ZodType<ExportSubject> = z.discriminatedUnion("scope", [
  z.object({ scope: z.literal("team"), teamId: z.string(), format: z.enum(EXPORT_FORMATS) }),
  z.object({ scope: z.literal("own"), teamId: z.string(), format: z.enum(EXPORT_FORMATS) }),
  z.object({ scope: z.literal("report"), teamId: z.string(), format: z.enum(REPORT_FORMATS) }),
  z.object({ scope: z.literal("programme"), format: z.enum(REPORT_FORMATS) }),
]);

function parseExport(row: ExportRow): StoredExport {
  return {
    ...subjectSchema.parse({ scope: row.scope, teamId: row.team_id ?? undefined, format: row.format }),
    id: row.id,
    workspaceId: row.workspace_id,
    personId: row.person_id,
    locale: row.locale,
    askedAt: row.asked_at,
    status: row.status,
    attempt: row.attempt,
  };
}
