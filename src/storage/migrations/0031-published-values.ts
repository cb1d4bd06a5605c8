/**
 * What was published of each question of a private team, with who stood in it under words that only a key of each member
 * links to them, and which answers lapsed because their authors were away from the question.
 */
import type { Migration } from "./migrate.ts";

/** Creates the tables of published values, of the keys behind them and of lapsed answers. */
export const publishedValues: Migration = {
  number: 31,
  name: "published-values",
  sql: `
    CREATE TABLE published_values (
      team_id TEXT NOT NULL REFERENCES teams (id),
      question_id TEXT NOT NULL,
      number INTEGER NOT NULL,
      at INTEGER NOT NULL,
      ratings TEXT NOT NULL,
      people TEXT NOT NULL CHECK (json_valid(people)),
      known INTEGER NOT NULL CHECK (known IN (0, 1)),
      PRIMARY KEY (team_id, question_id, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE publication_keys (
      membership_id TEXT NOT NULL REFERENCES memberships (id),
      key TEXT NOT NULL,
      PRIMARY KEY (membership_id, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE lapsed_answers (
      team_id TEXT NOT NULL REFERENCES teams (id),
      membership_id TEXT NOT NULL REFERENCES memberships (id),
      question_id TEXT NOT NULL,
      until INTEGER NOT NULL,
      PRIMARY KEY (team_id, membership_id, question_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lapsed_answers_of_membership ON lapsed_answers (membership_id);
  `,
};
