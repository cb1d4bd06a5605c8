/** Deletes answers, notes and check-ins that are older than the operator keeps them. */
import { sql } from "kysely";
import type { Expired, ExpiryPiece, ExpiryStore } from "../../app/ports/expiry-store.ts";
import type { AnswerRow } from "../rows/round-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

type OldAnswer = Pick<AnswerRow, "id" | "team_id" | "membership_id" | "question_id" | "note" | "evidence" | "at"> & {
  readonly sequence: number;
};

const EMPTY_AGENDA = "[]";
const AT_THE_END = JSON.stringify({ on: "summary" });
/** Nothing is older. */
const FIRST_AT = Number.MIN_SAFE_INTEGER;

/** Creates the store that deletes what is old. */
export function createExpiryStore(db: Db): ExpiryStore {
  const columns = sql.raw("sequence, id, team_id, membership_id, question_id, note, evidence, at");

  /** Runs while the triggers of the table let these answers go. */
  async function whileExpiring(answers: readonly OldAnswer[], run: (wanted: string) => Promise<unknown>): Promise<void> {
    if (answers.length === 0) return;
    const wanted = JSON.stringify(answers.map(({ sequence }) => sequence));
    db.erasures += 1;
    await sql`insert into expiring_answers (sequence) select value from json_each(${wanted})`.execute(db);
    await run(wanted);
    await db.deleteFrom("expiring_answers").execute();
  }

  async function removeAnswers(answers: readonly OldAnswer[]): Promise<void> {
    await whileExpiring(answers, (wanted) =>
      sql`delete from answers where sequence in (select value from json_each(${wanted}))`.execute(db),
    );
    const links = new Set(answers.flatMap(({ team_id: team, evidence }) => (evidence === null ? [] : [`${team} ${evidence}`])));
    for (const link of links) {
      const [teamId = "", evidence = ""] = link.split(" ", 2);
      await sql`delete from confirmations where team_id = ${teamId} and evidence = ${evidence}
        and not exists (select 1 from answers where team_id = ${teamId} and evidence = ${evidence})`.execute(db);
    }
  }

  async function removeNotes(answers: readonly OldAnswer[]): Promise<void> {
    await whileExpiring(answers, (wanted) =>
      sql`update answers set note = null, note_shared = null
        where sequence in (select value from json_each(${wanted}))`.execute(db),
    );
  }

  async function isSuperseded(answer: OldAnswer, names: readonly string[]): Promise<boolean> {
    const { rows } = await sql`select 1 from answers where membership_id = ${answer.membership_id}
      and question_id in (select value from json_each(${JSON.stringify(names)}))
      and (at, id) > (${answer.at}, ${answer.id}) limit 1`.execute(db);
    return rows.length > 0;
  }

  return {
    async removeSuperseded({ teamId, before, after, limit, renamed }) {
      const { rows } = await sql<OldAnswer>`select ${columns} from answers where team_id = ${teamId} and at < ${before}
        and (at, id) > (${after?.at ?? FIRST_AT}, ${after?.id ?? ""}) order by at, id limit ${limit}`.execute(db);
      const superseded: OldAnswer[] = [];
      for (const row of rows) if (await isSuperseded(row, namesOf(row.question_id, renamed))) superseded.push(row);
      const noted = rows.filter((row) => row.note !== null && !superseded.includes(row));
      await removeAnswers(superseded);
      await removeNotes(noted);
      return toExpired(superseded.length + noted.length, rows, limit);
    },
    async removeOfMembership(membershipId, limit) {
      const { rows } = await sql<OldAnswer>`select ${columns} from answers where membership_id = ${membershipId}
        limit ${limit}`.execute(db);
      await removeAnswers(rows);
      return rows.length;
    },
    async removeCheckIns(piece) {
      const rows = await listOver(db, piece);
      const gone = JSON.stringify(rows.filter(({ answered }) => answered === 0).map(({ id }) => id));
      const emptied = rows.filter(({ answered, items }) => answered === 1 && items !== EMPTY_AGENDA);
      await sql`update turns set check_in_id = null where check_in_id in (select value from json_each(${gone}))`.execute(db);
      await sql`delete from check_ins where id in (select value from json_each(${gone}))`.execute(db);
      for (const { id } of emptied) {
        const change = { items: EMPTY_AGENDA, position: AT_THE_END };
        await db.updateTable("check_ins").set(change).where("id", "=", id).execute();
      }
      const count = rows.filter(({ answered }) => answered === 0).length + emptied.length;
      if (count > 0) db.erasures += 1;
      return toExpired(
        count,
        rows.map(({ id, opened_at: at }) => ({ id, at })),
        piece.limit,
      );
    },
    async removeExports(teamId) {
      await db.deleteFrom("exports").where("team_id", "=", teamId).where("status", "=", sql.lit("ready")).execute();
    },
  };
}

type OverRow = { readonly id: string; readonly opened_at: number; readonly items: string; readonly answered: number };

/** Check-ins that are finished or sealed, and of which no turn waits for anything. */
async function listOver(db: Db, { teamId, before, after, limit }: ExpiryPiece): Promise<readonly OverRow[]> {
  const { rows } = await sql<OverRow>`
    select id, opened_at, items, exists (select 1 from answers where answers.check_in_id = check_ins.id) as answered
    from check_ins where team_id = ${teamId} and opened_at < ${before}
      and (opened_at, id) > (${after?.at ?? FIRST_AT}, ${after?.id ?? ""})
      and status not in ('open', 'paused')
      and not exists (select 1 from turns where turns.check_in_id = check_ins.id and turns.next_action_at is not null)
    order by opened_at, id limit ${limit}`.execute(db);
  return rows;
}

/** Every id under which the question was or is asked. */
function namesOf(questionId: string, renamed: Readonly<Record<string, string>>): readonly string[] {
  const today = renamed[questionId] ?? questionId;
  return [today, ...Object.keys(renamed).filter((old) => renamed[old] === today)];
}

function toExpired(count: number, rows: readonly { readonly at: number; readonly id: string }[], limit: number): Expired {
  const last = rows.at(-1);
  return { count, ...(last && rows.length === limit && { next: { at: last.at, id: last.id } }) };
}
