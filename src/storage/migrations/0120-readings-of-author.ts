/** Finds the readings that somebody typed, for what `privacy` says and what `forget me` removes. */
import type { Migration } from "./migrate.ts";

/** Adds an index by author to the readings; those from a file have none. */
export const readingsOfAuthor: Migration = {
  number: 120,
  name: "readings-of-author",
  sql: `
    CREATE INDEX readings_of_author ON readings (added_by) WHERE added_by IS NOT NULL;
  `,
};
