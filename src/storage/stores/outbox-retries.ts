/** Brings forward what waits in the outbox for another try, once its platform answers again. */
import { sql } from "kysely";
import type { OutboxStore } from "../../app/ports/outbox-store.ts";
import { type Db, prepare } from "../sqlite/unit-driver.ts";
import type { LaneRow } from "./outbox-claim.ts";

type Wanted = Parameters<OutboxStore["bringForward"]>[0];

/** Brings forward as the store promises, and returns the lanes that changed. */
export type RetryHastener = (wanted: Wanted) => readonly LaneRow[];

/** Creates it over the database. It reads what waits in one workspace by its lanes, and nothing of the others. */
export function createRetryHastener(db: Db): RetryHastener {
  const retries = prepare(db, hastenRetries);
  const looks = prepare(db, hastenLooks);
  return (wanted) => {
    if (wanted.looks) looks.run(wanted);
    return retries.all(wanted);
  };
}

/** The most urgent first, each a step after the one before. */
function hastenRetries({ workspaceId, now, stepMs, limit }: Wanted) {
  return sql<LaneRow>`
    update outbox set not_before = ${now} + early.place * ${stepMs}
    from (
      select item.id as id, row_number() over (order by item.urgency, item.created_at, item.id) - 1 as place
      from outbox_lanes as waiting
      join outbox as item on item.status = 'pending' and item.lane = waiting.lane
        and item.workspace_id = waiting.workspace_id and item.waits = 0 and item.urgency = waiting.urgency
      where waiting.workspace_id = ${workspaceId} and waiting.next_at > ${now}
        and item.attempt > 0 and item.failure is not null and item.not_before > ${now}
      order by item.urgency, item.created_at, item.id limit ${limit}) as early
    where outbox.id = early.id and outbox.not_before > ${now} + early.place * ${stepMs}
    returning outbox.workspace_id, outbox.lane`;
}

function hastenLooks({ workspaceId, now, stepMs, limit }: Wanted) {
  return sql`
    update outbox set lease_until = ${now} + early.place * ${stepMs}
    from (
      select id, row_number() over (order by lease_until, id) - 1 as place from outbox
      where status = 'ambiguous' and lease_until is not null and lease_until > ${now} and workspace_id = ${workspaceId}
      order by lease_until, id limit ${limit}) as early
    where outbox.id = early.id and outbox.lease_until > ${now} + early.place * ${stepMs}`;
}
