/** Rounds, turns and check-ins. What is due is found by partial indexes, so that a tick costs by what is due. */
import type { Migration } from "./migrate.ts";

/** Creates the tables of rounds, check-ins and turns. */
export const roundsAndCheckIns: Migration = {
  number: 2,
  name: "rounds-and-check-ins",
  sql: `
    CREATE TABLE rounds (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      number INTEGER NOT NULL,
      slot TEXT NOT NULL,
      opens_at INTEGER NOT NULL,
      closes_at INTEGER NOT NULL,
      status TEXT NOT NULL,
      closed_at INTEGER,
      digest_at INTEGER,
      sealed_at INTEGER,
      next_action_at INTEGER,
      UNIQUE (team_id, slot)
    ) STRICT;
    CREATE INDEX rounds_of_team ON rounds (team_id, number, id);
    CREATE INDEX rounds_due ON rounds (next_action_at, id) WHERE next_action_at IS NOT NULL;

    CREATE TABLE check_ins (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      membership_id TEXT NOT NULL REFERENCES memberships (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      round_id TEXT REFERENCES rounds (id),
      kind TEXT NOT NULL,
      dimension_id TEXT,
      edition TEXT NOT NULL,
      status TEXT NOT NULL,
      items TEXT NOT NULL CHECK (json_valid(items)),
      position TEXT NOT NULL CHECK (json_valid(position)),
      revision INTEGER NOT NULL,
      opened_at INTEGER NOT NULL,
      finished_at INTEGER,
      sealed_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX check_ins_one_open ON check_ins (membership_id) WHERE status IN ('open', 'paused');
    CREATE INDEX check_ins_of_membership ON check_ins (membership_id, opened_at, id);
    CREATE INDEX check_ins_of_round ON check_ins (round_id) WHERE round_id IS NOT NULL;
    CREATE INDEX check_ins_of_team ON check_ins (team_id);
    CREATE INDEX check_ins_of_person ON check_ins (person_id);

    CREATE TABLE turns (
      id TEXT PRIMARY KEY,
      round_id TEXT NOT NULL REFERENCES rounds (id),
      team_id TEXT NOT NULL REFERENCES teams (id),
      membership_id TEXT NOT NULL REFERENCES memberships (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      due_at INTEGER NOT NULL,
      window_ends_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      excuse TEXT,
      check_in_id TEXT REFERENCES check_ins (id),
      asked_at INTEGER,
      finished_at INTEGER,
      reminders_sent INTEGER NOT NULL,
      next_action_at INTEGER,
      UNIQUE (round_id, membership_id)
    ) STRICT;
    CREATE INDEX turns_due ON turns (next_action_at, id) WHERE next_action_at IS NOT NULL;
    CREATE INDEX turns_of_check_in ON turns (check_in_id) WHERE check_in_id IS NOT NULL;
    CREATE INDEX turns_of_membership ON turns (membership_id);
    CREATE INDEX turns_of_team ON turns (team_id);
    CREATE INDEX turns_of_person ON turns (person_id);
  `,
};
