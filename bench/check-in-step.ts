/** One tap of a check-in — load, decide, store, render — against bare inserts of the rows that it writes. */
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Rating } from "../src/core/rating.ts";
import type { Message } from "../src/message/message.ts";
import { type BenchBot, openBot, withFolder } from "./bot.ts";
import { compare, type Pair } from "./measure.ts";
import { ms, type Result, ratio } from "./print.ts";
import type { Row } from "./rows.ts";
import { personId, plantTeams, WORKSPACE } from "./seed.ts";

const BLOCKS = 9;
const BUSY_BLOCKS = 3;
const STEPS = 50;
const AT_ONCE = 16;

export async function benchCheckInStep(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const bot = await openBot(join(folder, "bot.db"));
    await plantTeams(bot, { teams: 1, membersEach: BLOCKS + 1 + (BUSY_BLOCKS + 1) * AT_ONCE });
    const file = join(folder, "bare.db");
    await bot.storage.backupTo(file);
    const bare = openBare(file, bot.storage.path);
    const people = { next: 0 };
    const alone = await race({ bot, bare, people, members: 1, steps: STEPS, blocks: BLOCKS });
    const together = await race({ bot, bare, people, members: AT_ONCE, steps: STEPS / 2, blocks: BUSY_BLOCKS });
    bare.close();
    await bot.storage.close();
    return [
      describe("check-in step, one member tapping", alone, STEPS),
      describe(`check-in step, ${AT_ONCE} members at once`, together, (STEPS / 2) * AT_ONCE),
    ];
  });
}

type Race = {
  readonly bot: BenchBot;
  readonly bare: Bare;
  readonly people: { next: number };
  readonly members: number;
  /** Of each member in a block. */
  readonly steps: number;
  readonly blocks: number;
};

function race({ bot, bare, people, members, steps, blocks }: Race): Promise<Pair> {
  let open: Open[] = [];
  return compare(
    {
      async prepare() {
        open = [];
        for (let index = 0; index < members; index += 1) open.push(await openCard(bot, people.next++));
      },
      run: () => Promise.all(open.map((card) => walk(bot, card, steps))),
    },
    { prepare: () => bare.collect(members * steps), run: () => bare.write() },
    blocks,
  );
}

function describe(what: string, { left, right }: Pair, steps: number): Result {
  const rates = [left, right].map((time) => Math.round((steps / time) * 1000));
  return {
    what,
    value: ratio(right / left),
    detail: `${rates[0]} steps a second, ${ms(left / steps)} each; ${rates[1]} bare commits of the same rows a second`,
  };
}

type Open = { readonly person: string; readonly checkInId: string; readonly revision: number; readonly questionId: string };

async function openCard(bot: BenchBot, index: number): Promise<Open> {
  const person = personId(index);
  await bot.app.handle({ kind: "command", from: from(person), line: "assess" });
  await bot.delivery.drain();
  const checkIn = await bot.storage.work(async (stores) => {
    const [membership] = await stores.memberships.listOfPerson(person);
    return membership && stores.checkIns.findOpen(membership.id);
  });
  const first = checkIn?.items[0];
  if (!checkIn || first?.kind !== "question") throw new Error("no check-in was opened");
  return { person, checkInId: checkIn.id, revision: checkIn.revision, questionId: first.questionId };
}

function from(person: string) {
  return { workspaceId: WORKSPACE.id, platformUserId: person, place: { in: "direct" } } as const;
}

async function walk({ app }: BenchBot, open: Open | undefined, steps: number): Promise<void> {
  if (!open) throw new Error("no card");
  const rating = (step: number): Rating => (step % 2 === 0 ? 2 : 3);
  let { revision, questionId } = open;
  for (let step = 0; step < steps; step += 1) {
    const event = { do: "answer", questionId, reply: { kind: "rating", rating: rating(step) } } as const;
    const action = { act: "walk", checkInId: open.checkInId, revision, event } as const;
    const next = nextOf((await app.handle({ kind: "press", from: from(open.person), action })).card);
    if (!next) throw new Error(`step ${step} led nowhere`);
    ({ revision, questionId } = next);
  }
}

function nextOf(card: Message | undefined): { readonly revision: number; readonly questionId: string } | undefined {
  for (const element of card?.elements ?? []) {
    const action = element.kind === "choices" ? element.items[0]?.action : undefined;
    if (action?.act === "walk" && action.event.do === "answer") {
      return { revision: action.revision, questionId: action.event.questionId };
    }
  }
  return undefined;
}

/**
 * What a step writes: an answer, the edit that waits in the outbox (the first of a block adds it, the others rewrite it), and
 * the check-in's new state.
 */
type Written = { readonly answer: Row; readonly edit: Row; readonly checkIn: Row };

type Bare = {
  /** Takes the rows of the bot's last steps, and puts in place what they refer to. */
  readonly collect: (steps: number) => void;
  /** Writes them, a commit a step, as durable as the bot's. */
  readonly write: () => void;
  readonly close: () => void;
};

function openBare(path: string, botPath: string): Bare {
  const db = new Database(path);
  for (const pragma of ["journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"]) db.pragma(pragma);
  db.prepare("ATTACH ? AS bot").run(botPath);
  const rewrite = db.prepare("UPDATE main.outbox SET message = @message WHERE id = @id");
  const move = db.prepare("UPDATE check_ins SET items = @items, position = @position, revision = @revision WHERE id = @id");
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
      db.exec("INSERT OR IGNORE INTO main.check_ins SELECT * FROM bot.check_ins");
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
  const editOf = db.prepare<[string], Row>(`
    SELECT edits.* FROM bot.outbox AS edits JOIN bot.posts ON posts.id = edits.post_id
    WHERE edits.operation = 'edit' AND posts.subject_id = ? ORDER BY edits.id DESC LIMIT 1`);
  const checkIns = new Map(
    db
      .prepare<[], Row>("SELECT * FROM bot.check_ins")
      .all()
      .map((row) => [row.id, row]),
  );
  return answers.map((answer) => {
    const checkIn = checkIns.get(answer.check_in_id ?? "");
    const edit = editOf.get(String(answer.check_in_id));
    if (!edit || !checkIn) throw new Error("a step wrote no edit");
    return { answer, edit, checkIn };
  });
}
