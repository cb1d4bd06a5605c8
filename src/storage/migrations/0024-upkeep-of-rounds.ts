/** Old turns and nudges are found by age, so that a piece of upkeep costs what it removes. */
import type { Migration } from "./migrate.ts";

/** Adds the indexes by which upkeep finds turns and nudges that are old. */
export const upkeepOfRounds: Migration = {
  number: 24,
  name: "upkeep-of-rounds",
  sql: `
    CREATE INDEX turns_by_age ON turns (due_at, id) WHERE next_action_at IS NULL;
    CREATE INDEX nudges_by_age ON nudges (at, id);
  `,
};
