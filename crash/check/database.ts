/** What a database holds after a death: read from a copy, so that the next start finds the journal as the kill left it. */
import { copyFile, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";

/** What is unclear for longer than an hour has been told to somebody after this time. */
const TOLD_MS = 2 * 3_600_000;

/** What a check-in's cards were queued as. */
const CARDS = `FROM posts JOIN outbox ON outbox.post_id = posts.id AND outbox.operation = 'post'
  WHERE posts.purpose = 'check-in' AND posts.subject_id = check_ins.id`;

const answerSchema = z.object({ user: z.string(), key: z.string(), id: z.string(), at: z.number() });
const checkInSchema = z.object({
  id: z.string(),
  revision: z.number(),
  isOpen: z.number(),
  /** How many posts its cards were queued for. */
  cards: z.number(),
  /** Of how many of them nobody knows whether they arrived. */
  unclear: z.number(),
});
const personSchema = z.object({ user: z.string(), reminders: z.string() });
const sendSchema = z.object({ status: z.string(), operation: z.string(), amount: z.number() });
const waitingSchema = z.object({ id: z.string(), attempt: z.number(), status: z.string(), at: z.number() });

/** One stored answer; `key` says check-in, question and reply. */
export type StoredAnswer = z.infer<typeof answerSchema>;

/** What a database holds, as the model of what was acknowledged is compared with it. */
export type Found = {
  /** What SQLite finds wrong with its pages and references; empty in a whole database. */
  readonly damage: readonly string[];
  /** In the order in which they were stored. */
  readonly answers: readonly StoredAnswer[];
  /** Answers that belong to no account. */
  readonly ownerless: number;
  readonly checkIns: ReadonlyMap<string, z.infer<typeof checkInSchema>>;
  /** By the platform's user id. */
  readonly reminders: ReadonlyMap<string, string>;
  readonly teams: readonly string[];
  /** How many messages the outbox holds, by what became of them. */
  readonly sends: readonly z.infer<typeof sendSchema>[];
  /** What the outbox still has to send, and of what is unclear the instant by which somebody was told. */
  readonly waiting: readonly z.infer<typeof waitingSchema>[];
};

const NOTHING: Found = {
  damage: [],
  answers: [],
  ownerless: 0,
  checkIns: new Map(),
  reminders: new Map(),
  teams: [],
  sends: [],
  waiting: [],
};

/** What a running program still has to do about what is due at `now`, and how far each walk is. */
export function readLive(path: string, now: number): { readonly due: number; readonly checkIns: Found["checkIns"] } {
  const db = new Database(path, { readonly: true });
  try {
    const count = (sql: string) => Number(db.prepare(sql).pluck().get({ now }));
    const due =
      count("SELECT count(*) FROM rounds WHERE next_action_at <= @now") +
      count("SELECT count(*) FROM turns WHERE next_action_at <= @now") +
      count("SELECT count(*) FROM teams WHERE next_round_at <= @now");
    return { due, checkIns: readCheckIns(db) };
  } finally {
    db.close();
  }
}

/** How many messages of a running program are due at `now` or being sent. */
export function countUnsent(path: string, now: number): number {
  const db = new Database(path, { readonly: true });
  try {
    const sql = "SELECT count(*) FROM outbox WHERE status = 'sending' OR status = 'pending' AND waits = 0 AND not_before <= ?";
    return Number(db.prepare(sql).pluck().get(now));
  } finally {
    db.close();
  }
}

/** Reads the database at this path; one that does not exist, or has no tables yet, holds nothing. */
export async function readDatabase(path: string): Promise<Found> {
  if (!(await exists(path))) return NOTHING;
  const folder = await mkdtemp(join(tmpdir(), "speedboat-look-"));
  try {
    const copy = join(folder, "copy.db");
    await copyFile(path, copy);
    if (await exists(`${path}-wal`)) await copyFile(`${path}-wal`, `${copy}-wal`);
    return readCopy(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readCopy(path: string): Found {
  const db = new Database(path);
  try {
    const damage = [...db.prepare("PRAGMA integrity_check").pluck().all(), ...db.prepare("PRAGMA foreign_key_check").all()]
      .filter((line) => line !== "ok")
      .map((line) => JSON.stringify(line));
    const isMigrated = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'outbox'").get() !== undefined;
    return isMigrated ? { damage, ...readTables(db) } : { ...NOTHING, damage };
  } finally {
    db.close();
  }
}

function readTables(db: Database.Database): Omit<Found, "damage"> {
  const list = <T>(schema: z.ZodType<T>, sql: string): readonly T[] => z.array(schema).parse(db.prepare(sql).all());
  const answers = list(
    answerSchema,
    `SELECT account.platform_user_id AS user, answer.id, answer.at,
       answer.check_in_id || ' ' || answer.question_id || ' ' || coalesce(answer.rating, answer.reply) AS key
     FROM answers AS answer JOIN memberships ON memberships.id = answer.membership_id
     JOIN accounts AS account ON account.person_id = memberships.person_id ORDER BY answer.sequence`,
  );
  const people = list(
    personSchema,
    "SELECT platform_user_id AS user, reminders FROM accounts JOIN people ON people.id = accounts.person_id",
  );
  return {
    answers,
    ownerless: Number(db.prepare("SELECT count(*) FROM answers").pluck().get()) - answers.length,
    checkIns: readCheckIns(db),
    reminders: new Map(people.map(({ user, reminders }) => [user, reminders])),
    teams: list(z.object({ name: z.string() }), "SELECT name FROM teams ORDER BY name").map(({ name }) => name),
    sends: list(sendSchema, "SELECT status, operation, count(*) AS amount FROM outbox GROUP BY status, operation"),
    waiting: list(
      waitingSchema,
      `SELECT id, attempt, status, max(not_before, coalesce(lease_until, 0)) AS at FROM outbox
       WHERE status = 'sending' OR status = 'pending' AND waits = 0
       UNION ALL SELECT id, attempt, status, not_before + ${TOLD_MS} FROM outbox
       WHERE status = 'ambiguous' AND lease_until IS NOT NULL ORDER BY 4`,
    ),
  };
}

function readCheckIns(db: Database.Database): Found["checkIns"] {
  const rows = db
    .prepare(
      `SELECT id, revision, sealed_at IS NULL AND status IN ('open', 'paused', 'finished') AS isOpen,
         (SELECT count(*) ${CARDS}) AS cards, (SELECT count(*) ${CARDS} AND outbox.status = 'ambiguous') AS unclear
       FROM check_ins`,
    )
    .all();
  return new Map(
    z
      .array(checkInSchema)
      .parse(rows)
      .map((checkIn) => [checkIn.id, checkIn]),
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
