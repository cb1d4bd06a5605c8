/** The user group of a Slack workspace that a team is linked to: one for each team and workspace. */
import type { Migration } from "./migrate.ts";

/** Creates the table of user groups that teams are linked to. */
export const teamGroups: Migration = {
  number: 8,
  name: "team-groups",
  sql: `
    CREATE TABLE team_groups (
      team_id TEXT NOT NULL REFERENCES teams (id),
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      group_id TEXT NOT NULL,
      handle TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (team_id, workspace_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX team_groups_of_group ON team_groups (workspace_id, group_id);
  `,
};
