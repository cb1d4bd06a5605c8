/** What may be sent next, lane by lane, so that a look at the outbox costs what it takes and not what waits. */
import type { Migration } from "./migrate.ts";

/** Adds the table of lanes, filled from what waits, and drops the indexes whose work it does. */
export const outboxLanes: Migration = {
  number: 12,
  name: "outbox-lanes",
  sql: `
    ALTER TABLE outbox ADD COLUMN waits INTEGER NOT NULL DEFAULT 0 CHECK (waits IN (0, 1));
    UPDATE outbox SET waits = 1 WHERE status = 'pending' AND operation <> 'post' AND EXISTS (
      SELECT 1 FROM outbox AS first
      WHERE first.post_id = outbox.post_id AND first.operation = 'post' AND first.status <> 'sent');

    DROP INDEX outbox_due;
    DROP INDEX outbox_due_of_workspace;
    DROP INDEX outbox_lane;
    DROP INDEX outbox_busy;
    CREATE INDEX outbox_queue ON outbox (lane, workspace_id, waits, urgency, created_at, id) WHERE status = 'pending';
    CREATE INDEX outbox_queue_due ON outbox (lane, workspace_id, waits, urgency, not_before) WHERE status = 'pending';
    CREATE INDEX outbox_busy ON outbox (lane, workspace_id) WHERE status = 'sending';
    CREATE INDEX outbox_looked_for ON outbox (lease_until, id) WHERE status = 'ambiguous' AND lease_until IS NOT NULL;

    CREATE TABLE outbox_lanes (
      lane TEXT NOT NULL,
      workspace_id TEXT NOT NULL,
      urgency INTEGER NOT NULL CHECK (urgency IN (0, 1, 2, 3)),
      next_at INTEGER NOT NULL,
      PRIMARY KEY (lane, workspace_id, urgency)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outbox_lanes_of_workspace ON outbox_lanes (workspace_id, urgency, next_at, lane);
    CREATE INDEX outbox_lanes_in_time ON outbox_lanes (next_at, workspace_id, urgency);
    INSERT INTO outbox_lanes (lane, workspace_id, urgency, next_at)
      SELECT lane, workspace_id, urgency, min(not_before) FROM outbox AS item
      WHERE status = 'pending' AND waits = 0
        AND NOT EXISTS (SELECT 1 FROM outbox AS busy
          WHERE busy.lane = item.lane AND busy.workspace_id = item.workspace_id AND busy.status = 'sending')
      GROUP BY lane, workspace_id, urgency;
  `,
};
