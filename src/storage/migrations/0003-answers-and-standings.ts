/**
 * The catalogue, the answers and what follows from them. Answers are only ever added: triggers refuse the rest, except
 * the deletion of a membership's answers while that membership stands in `erasures` ("forget me").
 */
import type { Migration } from "./migrate.ts";

/** Creates the tables of catalogues, answers, milestones, standings, steps, value records and confirmations. */
export const answersAndStandings: Migration = {
  number: 3,
  name: "answers-and-standings",
  sql: `
    CREATE TABLE catalogues (
      key TEXT PRIMARY KEY,
      edition TEXT NOT NULL,
      version INTEGER NOT NULL,
      digest TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content)),
      UNIQUE (edition, version)
    ) STRICT;

    CREATE TABLE answers (
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      team_id TEXT NOT NULL REFERENCES teams (id),
      membership_id TEXT NOT NULL REFERENCES memberships (id),
      question_id TEXT NOT NULL,
      edition TEXT NOT NULL,
      check_in_id TEXT NOT NULL REFERENCES check_ins (id),
      reply TEXT NOT NULL CHECK (reply IN ('rating', 'not-sure', 'not-applicable')),
      rating INTEGER CHECK (rating BETWEEN 0 AND 3),
      reason TEXT,
      note TEXT,
      note_shared INTEGER CHECK (note_shared IN (0, 1)),
      evidence TEXT,
      at INTEGER NOT NULL,
      CHECK ((reply = 'rating') = (rating IS NOT NULL)),
      CHECK ((reply = 'not-applicable') = (reason IS NOT NULL))
    ) STRICT;
    CREATE INDEX answers_latest ON answers (membership_id, question_id, at, id);
    CREATE INDEX answers_of_team ON answers (team_id, at, id);
    CREATE INDEX answers_of_check_in ON answers (check_in_id);

    CREATE TABLE erasures (membership_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TRIGGER answers_never_change BEFORE UPDATE ON answers
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER answers_never_go BEFORE DELETE ON answers
      WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE membership_id = OLD.membership_id)
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

    CREATE TABLE milestones (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      name TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX milestones_of_team ON milestones (team_id, at, id);

    CREATE TABLE standings (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      round_id TEXT UNIQUE REFERENCES rounds (id),
      milestone_id TEXT UNIQUE REFERENCES milestones (id),
      gate_met INTEGER NOT NULL,
      gate_total INTEGER NOT NULL,
      at INTEGER NOT NULL,
      standing TEXT NOT NULL CHECK (json_valid(standing))
    ) STRICT;
    CREATE INDEX standings_of_rounds ON standings (team_id, at, id) WHERE round_id IS NOT NULL;

    CREATE TABLE steps (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      question_id TEXT NOT NULL,
      from_rating INTEGER NOT NULL CHECK (from_rating BETWEEN 0 AND 3),
      status TEXT NOT NULL,
      owner_id TEXT REFERENCES people (id),
      offered_to TEXT REFERENCES people (id),
      due TEXT,
      snoozed_until TEXT,
      decline_reason TEXT,
      taken_at INTEGER,
      done_at INTEGER,
      from_nudge INTEGER NOT NULL CHECK (from_nudge IN (0, 1)),
      overdue_count INTEGER NOT NULL,
      raised_at INTEGER,
      created_at INTEGER NOT NULL,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX steps_of_team ON steps (team_id, id);
    CREATE INDEX steps_of_owner ON steps (owner_id, id) WHERE owner_id IS NOT NULL;
    CREATE INDEX steps_offered ON steps (offered_to) WHERE offered_to IS NOT NULL;

    CREATE TABLE value_records (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      goal TEXT NOT NULL,
      kpi TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      measured_on TEXT NOT NULL,
      link TEXT,
      question_id TEXT,
      added_by TEXT NOT NULL,
      added_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;
    CREATE INDEX value_records_of_team ON value_records (team_id, id);

    CREATE TABLE confirmations (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      question_id TEXT NOT NULL,
      evidence TEXT NOT NULL,
      confirmed_by TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX confirmations_of_team ON confirmations (team_id, id);
  `,
};
