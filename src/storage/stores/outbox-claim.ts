/**
 * Decides who sends what next: items are claimed under a lease, one for each lane at a time. A claim runs inside one unit
 * of work, so no two overlap.
 */
import { sql } from "kysely";
import type { OutboxItem, OutboxStatus, OutboxStore } from "../../app/ports/outbox-store.ts";
import { type OutboxRow, parseOutboxItem } from "../rows/outbox-row.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

type Lease = { readonly now: number; readonly leaseMs: number };

/** An edit or removal waits until the post itself was sent. */
const ready = (item: string) => {
  const row = sql.table(item);
  return sql<boolean>`(${row}.operation = 'post' or not exists (
    select 1 from outbox as first
    where first.post_id = ${row}.post_id and first.operation = 'post' and first.status <> 'sent'))`;
};

/** What the values of a claim are in its query; `busyLanes` as JSON. */
type DueValues = { readonly now: number; readonly limit: number; readonly busyLanes: string; readonly workspaceId: string };

/** Creates the part of the outbox store that claims items. Leases are in milliseconds. */
export function createClaims(db: Db): Pick<OutboxStore, "claimDue" | "claimLapsed"> {
  const due = prepare(db, selectDue);
  const lapsed = prepare(db, ({ now, limit }: { now: number; limit: number }) =>
    db
      .selectFrom("outbox")
      .select("id")
      .where("status", "=", sql.lit<OutboxStatus>("sending"))
      .where("lease_until", "<=", now)
      .orderBy("lease_until")
      .orderBy("id")
      .limit(limit),
  );
  const lease = prepare(
    db,
    ({ id, until }: { id: string; until: number }) => sql<OutboxRow>`
      update outbox set status = 'sending', attempt = attempt + 1, lease_until = ${until}
      where id = ${id} returning *`,
  );
  const leaseAll = (rows: readonly { readonly id: string }[], { now, leaseMs }: Lease): readonly OutboxItem[] =>
    rows.flatMap(({ id }) => lease.all({ id, until: now + leaseMs })).map(parseOutboxItem);
  return {
    async claimDue(claim) {
      const { now, limit, workspaceId } = claim;
      return leaseAll(due.all({ now, limit, workspaceId, busyLanes: JSON.stringify(claim.busyLanes) }), claim);
    },
    async claimLapsed(claim) {
      const { now, limit } = claim;
      return leaseAll(lapsed.all({ now, limit }), claim);
    },
  };
}

function selectDue({ now, limit, busyLanes, workspaceId }: DueValues) {
  return sql<{ id: string }>`
    select item.id from outbox as item
    where item.status = 'pending' and item.workspace_id = ${workspaceId} and item.not_before <= ${now}
      and item.lane not in (select value from json_each(${busyLanes}))
      and not exists (select 1 from outbox as busy where busy.lane = item.lane and busy.status = 'sending')
      and ${ready("item")}
      and not exists (
        select 1 from outbox as earlier
        where earlier.status = 'pending' and earlier.lane = item.lane
          and (earlier.created_at, earlier.id) < (item.created_at, item.id)
          and earlier.not_before <= ${now} and ${ready("earlier")})
    order by item.not_before, item.id limit ${limit}`;
}
