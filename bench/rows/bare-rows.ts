/** The rows of a check-in's step written by bare SQL: what the database alone costs. */
import Database from "better-sqlite3";
import type { Row } from "../data/bulk.ts";

/**
 * What a step writes: an answer, the edit that waits in the outbox (the first of a block adds it, the others rewrite it), and
 * the check-in's new state.
 */
type Written = { readonly answer: Row; readonly edit: Row; readonly checkIn: Row };

export type BareRows = {
  /** Takes the rows of the bot's last steps, and puts in place what they refer to. */
  readonly collect: (steps: number) => void;
  /** Writes them, a commit a step, as durable as the bot's. */
  readonly write: () => void;
  readonly close: () => void;
};

export function openBareRows(path: string, botPath: string): BareRows {
  const db = new Database(path);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"]) db.pragma(pragma);
  db.prepare("ATTACH ? AS bot").run(botPath);
  const rewrite = db.prepare("UPDATE main.outbox SET message = @message WHERE id = @id");
  const move = db.prepare("UPDATE check_ins SET items = @items, position = @position, revision = @revision WHERE id = @id");
  const copyCheckIn = db.prepare("INSERT OR IGNORE INTO main.check_ins SELECT * FROM bot.check_ins WHERE id = ?");
  const inserts = new Map<string, Database.Statement>();
  const insert = (table: string, row: Row): void => {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`).join(", ");
    const known = inserts.get(table) ?? db.prepare(`INSERT INTO main.${table} (${columns.join(", ")}) VALUES (${values})`);
    inserts.set(table, known);
    known.run(row);
  };
  const write = db.transaction(({ answer, edit, checkIn }: Written) => {
    insert("answers", answer);
    if (rewrite.run(edit).changes === 0) insert("outbox", edit);
    move.run(checkIn);
  });
  let written: readonly Written[] = [];
  return {
    collect(steps) {
      written = readWritten(db, steps);
      for (const { checkIn } of written) copyCheckIn.run(checkIn.id);
      db.exec("INSERT OR IGNORE INTO main.posts SELECT * FROM bot.posts");
    },
    write() {
      for (const step of written) write.immediate(step);
    },
    close: () => db.close(),
  };
}

function readWritten(db: Database.Database, steps: number): readonly Written[] {
  const answers = db.prepare<[number], Row>("SELECT * FROM bot.answers ORDER BY sequence DESC LIMIT ?").all(steps);
  const known = new Map<unknown, Omit<Written, "answer">>();
  return answers.map((answer) => {
    const id = String(answer.check_in_id);
    const found = known.get(id) ?? readCheckIn(db, id);
    known.set(id, found);
    return { answer, ...found };
  });
}

function readCheckIn(db: Database.Database, id: string): Omit<Written, "answer"> {
  const checkIn = db.prepare<[string], Row>("SELECT * FROM bot.check_ins WHERE id = ?").get(id);
  const edit = db
    .prepare<[string], Row>(`
      SELECT edits.* FROM bot.outbox AS edits JOIN bot.posts ON posts.id = edits.post_id
      WHERE edits.operation = 'edit' AND posts.subject_id = ? ORDER BY edits.id DESC LIMIT 1`)
    .get(id);
  if (!edit || !checkIn) throw new Error("a step wrote no edit");
  return { edit, checkIn };
}
