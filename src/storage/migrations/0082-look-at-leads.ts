/** Teams from before guests stopped leading, and before somebody was told of a team without a lead, are looked at once. */
import type { Migration } from "./migrate.ts";

/** Marks a database that has teams, so that the first tick looks at who leads them; a new one needs no look. */
export const leadsToLookAt: Migration = {
  number: 82,
  name: "look-at-leads",
  sql: `
    INSERT INTO settings (key, value) SELECT 'leads.look', 'due' WHERE EXISTS (SELECT 1 FROM teams);
  `,
};
