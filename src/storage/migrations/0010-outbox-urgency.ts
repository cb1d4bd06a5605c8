/** Who waits for a message: 0 somebody who looks at the screen, 1 a person, 2 a channel, 3 nobody. */
import type { Migration } from "./migrate.ts";

export const outboxUrgency: Migration = {
  number: 10,
  name: "outbox-urgency",
  sql: `
    ALTER TABLE outbox ADD COLUMN urgency INTEGER NOT NULL DEFAULT 1 CHECK (urgency IN (0, 1, 2, 3));
    UPDATE outbox SET urgency = CASE
      WHEN lane LIKE 'channel:%' THEN 2
      WHEN operation <> 'post' THEN 3
      ELSE 1 END;
    UPDATE outbox SET urgency = 0 WHERE status = 'pending' AND unsolicited = 0 AND lane LIKE 'person:%'
      AND post_id IN (SELECT id FROM posts WHERE purpose = 'check-in');
  `,
};
