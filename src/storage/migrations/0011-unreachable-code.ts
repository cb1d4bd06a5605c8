/** Beside the reason why somebody cannot be reached, the platform's own word for it. */
import type { Migration } from "./migrate.ts";

/** Adds the column `unreachable_code` to people, empty for everybody. */
export const unreachableCode: Migration = {
  number: 11,
  name: "unreachable-code",
  sql: "ALTER TABLE people ADD COLUMN unreachable_code TEXT;",
};
