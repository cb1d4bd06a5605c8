/** What upkeep removes by age is found by age, so that a piece of it costs what it removes. */
import type { Migration } from "./migrate.ts";

/** Adds the indexes by which upkeep finds settled messages and posts that are old. */
export const upkeepByAge: Migration = {
  number: 21,
  name: "upkeep-by-age",
  sql: `
    CREATE INDEX outbox_by_age ON outbox (created_at, id) WHERE status IN ('sent', 'failed', 'dropped');
    CREATE INDEX posts_by_age ON posts (created_at, id);
  `,
};
