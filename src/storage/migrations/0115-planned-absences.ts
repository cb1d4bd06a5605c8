/** Keeps the absences that people enter beforehand. */
import type { Migration } from "./migrate.ts";

/** Adds the absences that have not begun to a person's row, as JSON; NULL where there is none. */
export const plannedAbsences: Migration = {
  number: 115,
  name: "planned-absences",
  sql: "ALTER TABLE people ADD COLUMN planned_absences TEXT;",
};
