/** People whom somebody chose in a form before the bot met them. */
import type { Migration } from "./migrate.ts";

/** Adds the column `not_met` to people, 0 for everybody. */
export const peopleNotMet: Migration = {
  number: 60,
  name: "people-not-met",
  sql: "ALTER TABLE people ADD COLUMN not_met INTEGER NOT NULL DEFAULT 0;",
};
