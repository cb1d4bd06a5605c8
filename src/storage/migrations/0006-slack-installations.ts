/** The tokens of each installation of Slack by OAuth, encrypted. */
import type { Migration } from "./migrate.ts";

/** Creates the table of Slack installations. */
export const slackInstallations: Migration = {
  number: 6,
  name: "slack-installations",
  sql: `
    CREATE TABLE slack_installations (key TEXT PRIMARY KEY, sealed TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
