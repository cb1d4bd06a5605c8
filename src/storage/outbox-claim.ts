/** Who sends what next: claims under a lease, one item a lane at a time. Runs inside one unit of work, so no two overlap. */
import { sql } from "kysely";
import type { OutboxItem, OutboxStatus, OutboxStore } from "../app/ports.ts";
import { type OutboxRow, parseOutboxItem } from "./outbox-row.ts";
import type { Db } from "./tables.ts";

type Claim = Parameters<OutboxStore["claimDue"]>[0];
type Lease = { readonly now: number; readonly leaseMs: number };

/** An edit or removal waits until the post itself was sent. */
const ready = (item: string) => {
  const row = sql.table(item);
  return sql<boolean>`(${row}.operation = 'post' or not exists (
    select 1 from outbox as first
    where first.post_id = ${row}.post_id and first.operation = 'post' and first.status <> 'sent'))`;
};

export async function claimDue(db: Db, claim: Claim): Promise<readonly OutboxItem[]> {
  const { now, limit, busyLanes, workspaceId } = claim;
  const ofWorkspace = workspaceId === undefined ? sql`` : sql`and item.workspace_id = ${workspaceId}`;
  const { rows } = await sql<{ id: string }>`
    select item.id from outbox as item
    where item.status = 'pending' and item.not_before <= ${now} ${ofWorkspace}
      and item.lane not in (select value from json_each(${JSON.stringify(busyLanes)}))
      and not exists (select 1 from outbox as busy where busy.lane = item.lane and busy.status = 'sending')
      and ${ready("item")}
      and not exists (
        select 1 from outbox as earlier
        where earlier.status = 'pending' and earlier.lane = item.lane
          and (earlier.created_at, earlier.id) < (item.created_at, item.id)
          and earlier.not_before <= ${now} and ${ready("earlier")})
    order by item.not_before, item.id limit ${limit}`.execute(db);
  return lease(db, rows, claim);
}

export async function claimLapsed(db: Db, claim: Lease & { readonly limit: number }): Promise<readonly OutboxItem[]> {
  const rows = await db
    .selectFrom("outbox")
    .select("id")
    .where("status", "=", sql.lit<OutboxStatus>("sending"))
    .where("lease_until", "<=", claim.now)
    .orderBy("lease_until")
    .orderBy("id")
    .limit(claim.limit)
    .execute();
  return lease(db, rows, claim);
}

async function lease(db: Db, rows: readonly { id: string }[], { now, leaseMs }: Lease): Promise<readonly OutboxItem[]> {
  const claimed: OutboxItem[] = [];
  for (const { id } of rows) {
    const { rows: updated } = await sql<OutboxRow>`
      update outbox set status = 'sending', attempt = attempt + 1, lease_until = ${now + leaseMs}
      where id = ${id} returning *`.execute(db);
    claimed.push(...updated.map(parseOutboxItem));
  }
  return claimed;
}
