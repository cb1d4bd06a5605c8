/** Lets answers go, and their notes, once they are older than the operator keeps them; nothing else of an answer ever changes. */
import type { Migration } from "./migrate.ts";

/** Allows the deletion of an answer, and the removal of its note, while it stands in `expiring_answers`. */
export const expiringAnswers: Migration = {
  number: 105,
  name: "expiring-answers",
  sql: `
    CREATE TABLE expiring_answers (sequence INTEGER PRIMARY KEY) STRICT;

    DROP TRIGGER answers_never_change;
    DROP TRIGGER answers_never_go;
    CREATE TRIGGER answers_never_change
      BEFORE UPDATE OF sequence, id, team_id, question_id, edition, check_in_id, reply, rating, reason, evidence, at
      ON answers
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER answers_keep_their_notes BEFORE UPDATE OF note, note_shared ON answers
      WHEN NEW.note IS NOT NULL OR NEW.note_shared IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM expiring_answers WHERE sequence = OLD.sequence)
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER answers_never_go BEFORE DELETE ON answers
      WHEN NOT EXISTS (SELECT 1 FROM erasures WHERE membership_id = OLD.membership_id)
        AND NOT EXISTS (SELECT 1 FROM expiring_answers WHERE sequence = OLD.sequence)
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

    CREATE INDEX answers_with_evidence ON answers (team_id, evidence) WHERE evidence IS NOT NULL;
    CREATE INDEX check_ins_by_age ON check_ins (team_id, opened_at, id);
    DROP INDEX check_ins_of_team;
  `,
};
