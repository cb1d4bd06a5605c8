/** Marks standings of private teams that were stored from the answers themselves, so that they are rewritten. */
import type { Migration } from "./migrate.ts";

/** Adds the mark, and sets it for everything that is stored of a private team. */
export const rawStandings: Migration = {
  number: 32,
  name: "raw-standings",
  sql: `
    ALTER TABLE standings ADD COLUMN raw INTEGER NOT NULL DEFAULT 0 CHECK (raw IN (0, 1));
    UPDATE standings SET raw = 1 WHERE team_id IN (SELECT id FROM teams WHERE privacy = 'private');
    CREATE INDEX standings_raw ON standings (team_id, at, id) WHERE raw = 1;
  `,
};
