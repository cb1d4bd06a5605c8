/** How programme leads came to lead, and whether an account is a full one or a guest's. */
import type { Migration } from "./migrate.ts";

/**
 * Adds how somebody came to lead the programme (whoever leads now does so by being first), and the kind of each account and of
 * each person met in Teams, unknown for all that are there.
 */
export const appointments: Migration = {
  number: 41,
  name: "appointments",
  sql: `
    ALTER TABLE people ADD COLUMN programme_lead_by TEXT
      CHECK (programme_lead_by IN ('first', 'operator', 'configuration', 'programme-lead'));
    UPDATE people SET programme_lead_by = 'first' WHERE programme_lead = 1;
    ALTER TABLE accounts ADD COLUMN kind TEXT CHECK (kind IN ('full', 'guest'));
    ALTER TABLE teams_users ADD COLUMN kind TEXT CHECK (kind IN ('full', 'guest'));
    CREATE INDEX accounts_without_kind ON accounts (person_id) WHERE kind IS NULL;
  `,
};
