/** What Slack left with us at each installation by OAuth, encrypted. */
import type { Migration } from "./migrate.ts";

export const slackInstallations: Migration = {
  number: 6,
  name: "slack-installations",
  sql: `
    CREATE TABLE slack_installations (key TEXT PRIMARY KEY, sealed TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
