/** Adds who waits for a message: 0 for somebody who looks at the screen, 1 for a person, 2 for a channel, 3 for nobody. */
import type { Migration } from "./migrate.ts";

/** Adds the urgency to the outbox and derives it for the messages that are already there. */
/** Adds the urgency of each item; those of before get one by where they go and what they are about. */
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
