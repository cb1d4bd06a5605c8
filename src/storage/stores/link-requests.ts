/** Stores one-time codes by their hash, from issue to answer, and the wrong codes that people typed. */

import { sql } from "kysely";
import type { LinkRequestStore } from "../../app/ports/link-request-store.ts";
import type { LinkClaim, LinkRequest } from "../../core/link.ts";
import type { LinkRequestRow } from "../rows/people-rows.ts";
import { parsePresent } from "../rows/row.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of link requests over the database. */
export function createLinkRequestStore(db: Db): LinkRequestStore {
  const all = db.selectFrom("link_requests").selectAll();
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toRequest(row);
    },
    async findByHash(codeHash) {
      const row = await all.where("code_hash", "=", codeHash).executeTakeFirst();
      return row && toRequest(row);
    },
    async save(request) {
      const row = toRow(request);
      await db
        .insertInto("link_requests")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
    async removeUnused(personId, kind) {
      const unused = db.deleteFrom("link_requests").where("claimed_by", "is", null);
      await unused.where("person_id", "=", personId).where("kind", "=", kind).execute();
    },
    async addWrongCode(personId, at) {
      await db.insertInto("wrong_codes").values({ person_id: personId, at }).execute();
    },
    async countWrongCodes(personId, since) {
      const wrong = db.selectFrom("wrong_codes").where("person_id", "=", personId).where("at", ">", since);
      return (await wrong.select((count) => count.fn.countAll<number>().as("total")).executeTakeFirstOrThrow()).total;
    },
    async removeBefore(at, limit) {
      const old = db.selectFrom("link_requests").select("id").where("created_at", "<", at).orderBy("created_at").limit(limit);
      const requests = await db.deleteFrom("link_requests").where("id", "in", old).executeTakeFirstOrThrow();
      const codes = await sql`delete from wrong_codes where rowid in (
        select rowid from wrong_codes where at < ${at} order by at limit ${limit})`.execute(db);
      return Number(requests.numDeletedRows) + Number(codes.numAffectedRows ?? 0n);
    },
  };
}

function toRequest(row: LinkRequestRow): LinkRequest {
  const claim = toClaim(row);
  return {
    ...parsePresent({ teamId: row.team_id, settledAt: row.settled_at }),
    id: row.id,
    kind: row.kind,
    codeHash: row.code_hash,
    workspaceId: row.workspace_id,
    personId: row.person_id,
    createdAt: row.created_at,
    ...(claim && { claim }),
  };
}

/** The three are written together. */
function toClaim(row: LinkRequestRow): LinkClaim | undefined {
  const { claimed_workspace_id: workspaceId, claimed_by: personId, claimed_at: at } = row;
  if (workspaceId === null || personId === null || at === null) return undefined;
  return { ...parsePresent({ channelId: row.claimed_channel_id, teamId: row.claimed_team_id }), workspaceId, personId, at };
}

function toRow({ claim, ...request }: LinkRequest): LinkRequestRow {
  return {
    id: request.id,
    kind: request.kind,
    code_hash: request.codeHash,
    workspace_id: request.workspaceId,
    person_id: request.personId,
    team_id: request.teamId ?? null,
    created_at: request.createdAt,
    claimed_workspace_id: claim?.workspaceId ?? null,
    claimed_by: claim?.personId ?? null,
    claimed_at: claim?.at ?? null,
    claimed_channel_id: claim?.channelId ?? null,
    claimed_team_id: claim?.teamId ?? null,
    settled_at: request.settledAt ?? null,
  };
}
