/**
 * Decides who sends what next: items are claimed under a lease, one for each lane at a time. A claim runs inside one unit
 * of work, so no two overlap.
 */
import { sql } from "kysely";
import {
  KEEPS_ORDER_ATTEMPTS,
  type OutboxStore,
  URGENCIES,
  type Urgency,
  type LaneOfWorkspace,
} from "../../app/ports/outbox-store.ts";
import { type OutboxRow, parseOutboxItem, toUrgencyRank } from "../rows/outbox-row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** The most rows of the table of lanes that are read in order of time. When more are due, reading by workspace is cheaper. */
const READ_IN_TIME = 64;

type Claims = Pick<OutboxStore, "listDueLanes" | "claimFirst" | "claimLapsed" | "listDueWorkspaces" | "nextDueAt">;

/** Creates the part of the outbox store that claims items. Leases are in milliseconds. */
export function createClaims(db: Db, lanes: Lanes): Claims {
  const dueLanes = prepare(db, selectDueLanes);
  const first = prepare(db, leaseFirst);
  const interrupted = prepare(db, selectInterrupted);
  const lookedFor = prepare(db, selectLookedFor);
  const lease = prepare(db, leaseAgain);
  const inTime = prepare(db, selectInTime);
  const byWorkspace = prepare(db, selectByWorkspace);
  const next = prepare(db, selectNext);
  return {
    async listDueLanes({ now, workspaceId, urgency, limit, busyLanes }) {
      const rank = toUrgencyRank(urgency);
      return dueLanes.all({ now, workspaceId, rank, limit, busyLanes: JSON.stringify(busyLanes) }).map(({ lane }) => lane);
    },
    async claimFirst({ now, leaseMs, workspaceId, lane, urgency }) {
      const row = first.all({ now, until: now + leaseMs, workspaceId, lane, rank: toUrgencyRank(urgency) })[0];
      // Also where nothing was claimed: a lane that was wrongly said to be due would stand before the others for ever.
      lanes.refresh({ workspaceId, lane });
      return row && parseOutboxItem(row);
    },
    async claimLapsed({ now, leaseMs, limit }) {
      const lapsed = [...interrupted.all({ now, limit }), ...lookedFor.all({ now, limit })].slice(0, limit);
      return lapsed.flatMap(({ id }) => lease.all({ id, until: now + leaseMs })).map(parseOutboxItem);
    },
    async listDueWorkspaces(now) {
      const early = inTime.all({ now, most: READ_IN_TIME });
      const read = early.reduce((sum, { lanes: count }) => sum + count, 0);
      const found = read < READ_IN_TIME ? early : byWorkspace.all({ now });
      const ranks = new Map<string, number>();
      for (const { id, rank } of found) ranks.set(id, Math.min(rank, ranks.get(id) ?? rank));
      return [...ranks]
        .map(([id, rank]) => ({ id, urgency: urgencyOf(rank) }))
        .sort((left, right) => (left.id < right.id ? -1 : 1));
    },
    async nextDueAt(after = Number.MIN_SAFE_INTEGER) {
      return next.first({ after })?.at ?? undefined;
    },
  };
}

function urgencyOf(rank: number): Urgency {
  return URGENCIES[rank] ?? "background";
}

type DueLanes = {
  readonly now: number;
  readonly workspaceId: string;
  readonly rank: number;
  readonly limit: number;
  /** As JSON. */
  readonly busyLanes: string;
};

function selectDueLanes({ now, workspaceId, rank, limit, busyLanes }: DueLanes) {
  return sql<{ lane: string }>`
    select lane from outbox_lanes
    where workspace_id = ${workspaceId} and urgency = ${rank} and next_at <= ${now}
      and lane not in (select value from json_each(${busyLanes}))
    order by next_at, lane limit ${limit}`;
}

type First = {
  readonly now: number;
  readonly until: number;
  readonly workspaceId: string;
  readonly lane: string;
  readonly rank: number;
};

/** Nothing where the lane is not due after all: its first item was refused and waits. */
function leaseFirst({ now, until, workspaceId, lane, rank }: First) {
  return sql<OutboxRow>`
    update outbox set status = 'sending', attempt = attempt + 1, lease_until = ${until}
    where id = (
      select id from outbox where status = 'pending' and lane = ${lane} and workspace_id = ${workspaceId} and waits = 0
        and urgency = ${rank} and (not_before <= ${now} or attempt between 1 and ${sql.lit(KEEPS_ORDER_ATTEMPTS)})
      order by created_at, id limit 1)
      and not_before <= ${now}
      and not exists (select 1 from outbox as busy
        where busy.status = 'sending' and busy.lane = ${lane} and busy.workspace_id = ${workspaceId})
    returning *`;
}

/** Their sending was interrupted. */
function selectInterrupted({ now, limit }: { readonly now: number; readonly limit: number }) {
  return sql<{ id: string }>`
    select id from outbox where status = 'sending' and lease_until <= ${now} order by lease_until, id limit ${limit}`;
}

/** They were looked for in vain. */
function selectLookedFor({ now, limit }: { readonly now: number; readonly limit: number }) {
  return sql<{ id: string }>`
    select id from outbox where status = 'ambiguous' and lease_until is not null and lease_until <= ${now}
    order by lease_until, id limit ${limit}`;
}

function leaseAgain({ id, until }: { readonly id: string; readonly until: number }) {
  return sql<OutboxRow>`
    update outbox set attempt = attempt + (status = 'sending'), lease_until = ${until} where id = ${id} returning *`;
}

type Due = { readonly id: string; readonly rank: number };
type DueInTime = Due & { readonly lanes: number };

function selectInTime({ now, most }: { readonly now: number; readonly most: number }) {
  return sql<DueInTime>`
    select workspace_id as id, urgency as rank, count(*) as lanes
    from (select workspace_id, urgency from outbox_lanes where next_at <= ${now} order by next_at limit ${most})
    group by workspace_id, urgency`;
}

/** From one workspace to the next by the index: what a workspace holds is not read. */
function selectByWorkspace({ now }: { readonly now: number }) {
  return sql<Due>`
    with recursive each(id) as (
      select min(workspace_id) from outbox_lanes
      union all
      select (select min(workspace_id) from outbox_lanes where workspace_id > each.id) from each where each.id is not null)
    select each.id as id, ranks.column1 as rank from each, (values (0), (1), (2), (3)) as ranks
    where each.id is not null and exists (
      select 1 from outbox_lanes where workspace_id = each.id and urgency = ranks.column1 and next_at <= ${now})`;
}

function selectNext({ after }: { readonly after: number }) {
  return sql<{ at: number | null }>`
    select min(at) as at from (
      select min(next_at) as at from outbox_lanes where next_at > ${after}
      union all select min(lease_until) from outbox where status = 'sending' and lease_until > ${after}
      union all select min(lease_until) from outbox
        where status = 'ambiguous' and lease_until is not null and lease_until > ${after})`;
}

/**
 * The table of lanes: for each lane and urgency the instant from which its first item may be claimed; no row while one of the
 * lane is being sent. Whoever changes what is pending or sending in a lane brings its rows up to date in the same unit of work.
 */
export interface Lanes {
  /** Costs the same however much waits in the lane. */
  refresh(lane: LaneOfWorkspace): void;
  /** Each of them once. */
  refreshAll(rows: readonly LaneRow[]): void;
}

/** As an outbox row says it. */
export type LaneRow = { readonly workspace_id: string; readonly lane: string };

/** Creates the keeper of the table of lanes. */
export function createLanes(db: Db): Lanes {
  const forget = prepare(db, ({ workspaceId, lane }: LaneOfWorkspace) =>
    db.deleteFrom("outbox_lanes").where("lane", "=", lane).where("workspace_id", "=", workspaceId),
  );
  const note = prepare(db, insertFirstOfEach);
  const refresh = ({ workspaceId, lane }: LaneOfWorkspace): void => {
    forget.run({ workspaceId, lane });
    note.run({ workspaceId, lane });
  };
  return {
    refresh,
    refreshAll(rows) {
      const lanes = new Map(rows.map((row) => [`${row.workspace_id} ${row.lane}`, row]));
      for (const { workspace_id: workspaceId, lane } of lanes.values()) refresh({ workspaceId, lane });
    },
  };
}

/** Where the first item of an urgency was refused for now, those behind it wait with it; where it is for later, they pass. */
function insertFirstOfEach({ workspaceId, lane }: LaneOfWorkspace) {
  const pending = sql`status = 'pending' and lane = ${lane} and workspace_id = ${workspaceId} and waits = 0`;
  return sql`
    insert into outbox_lanes (lane, workspace_id, urgency, next_at)
    select first.lane, first.workspace_id, first.urgency,
      case when first.attempt between 1 and ${sql.lit(KEEPS_ORDER_ATTEMPTS)} then first.not_before
      else (select min(due.not_before) from outbox as due where due.status = 'pending' and due.lane = first.lane
        and due.workspace_id = first.workspace_id and due.waits = 0 and due.urgency = first.urgency) end
    from (values (0), (1), (2), (3)) as each
    join outbox as first on first.id = (
      select id from outbox where ${pending} and urgency = each.column1 order by created_at, id limit 1)
    where not exists (
      select 1 from outbox as busy where busy.status = 'sending' and busy.lane = first.lane
        and busy.workspace_id = first.workspace_id)`;
}
