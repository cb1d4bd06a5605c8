/**
 * The table of lanes: for each lane and urgency the instant from which its first item may be claimed; no row while one of the
 * lane is being sent. Whoever changes what is pending or sending in a lane brings its rows up to date in the same unit of work.
 */
import { sql } from "kysely";
import { KEEPS_ORDER_ATTEMPTS, type LaneOfWorkspace } from "../../app/ports/outbox-store.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Keeps the table of lanes true to the outbox. */
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
