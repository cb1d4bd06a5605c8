/** Accounts that were forgotten, by a mark that says nothing to others, so that no late event brings them back. */
import type { Migration } from "./migrate.ts";

/** Creates the table of forgotten accounts, and cuts records from people who were forgotten before. */
export const forgottenAccounts: Migration = {
  number: 50,
  name: "forgotten-accounts",
  sql: `
    CREATE TABLE forgotten_accounts (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      mark TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, mark)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO settings (key, value) VALUES ('forgotten.key', lower(hex(randomblob(32))));

    UPDATE value_records SET added_by = '' WHERE added_by NOT IN (SELECT id FROM people);
    UPDATE confirmations SET confirmed_by = '' WHERE confirmed_by NOT IN (SELECT id FROM people);
  `,
};
