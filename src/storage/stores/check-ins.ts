/**
 * Stores check-ins, of which a unique index allows each membership one that is open or paused; and the answers given in
 * them, which are only ever added.
 */
import { sql } from "kysely";
import type { AnswerMark, AnswerStore } from "../../app/ports/answer-store.ts";
import type { CheckInStore } from "../../app/ports/check-in-store.ts";
import type { Answer } from "../../core/answer.ts";
import type { AgendaItem, CheckIn } from "../../core/check-in/check-in.ts";
import { SpeedboatError } from "../../core/errors.ts";
import type { Reply } from "../../core/reply.ts";
import type { Instant } from "../../core/time.ts";
import { parseItems, parsePosition } from "../rows/check-in-schema.ts";
import type { CheckInRow, AnswerRow } from "../rows/round-rows.ts";
import { createKeptColumn, parsePresent, toFlag } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import type { Following } from "./versioned.ts";

/** Creates the store of check-ins; agendas that were read or written recently are cached. */
export function createCheckInStore(db: Db): CheckInStore {
  const all = db.selectFrom("check_ins").selectAll();
  const agendas = createKeptColumn(parseItems);
  const parse = (row: CheckInRow) => parseCheckIn(row, agendas.parse(row.id, row.items));
  const format = (checkIn: CheckIn) => toCheckInRow(checkIn, agendas.stringify(checkIn.id, checkIn.items));
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const open = prepare(db, ({ membershipId }: { membershipId: string }) =>
    all.where("membership_id", "=", membershipId).where("status", "in", ["open", "paused"]),
  );
  const newest = prepare(db, ({ membershipId, limit }: { membershipId: string; limit: number }) =>
    all.where("membership_id", "=", membershipId).orderBy("opened_at", "desc").orderBy("id", "desc").limit(limit),
  );
  const insert = prepare(db, (row: CheckInRow) => db.insertInto("check_ins").values(row));
  /** Whose check-in it is and when it was opened never changes. */
  const update = prepare(db, ({ before, ...row }: Following<CheckInRow>) => {
    const { id, team_id, membership_id, person_id, edition, opened_at, ...change } = row;
    return db.updateTable("check_ins").set(change).where("id", "=", id).where("revision", "=", before);
  });
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && parse(row);
    },
    async originsOf(ids) {
      const { rows } = await sql<Pick<CheckInRow, "id" | "kind" | "round_id">>`
        select check_ins.id, kind, round_id from json_each(${JSON.stringify(ids)}) as wanted
        cross join check_ins on check_ins.id = wanted.value`.execute(db);
      return new Map(rows.map(({ id, kind, round_id: roundId }) => [id, parsePresent({ kind, roundId })]));
    },
    async findOpen(membershipId) {
      const row = open.first({ membershipId });
      return row && parse(row);
    },
    async listOfMembership(membershipId, limit) {
      return newest.all({ membershipId, limit }).map(parse);
    },
    async listOfRound(roundId) {
      return (await all.where("round_id", "=", roundId).orderBy("id").execute()).map(parse);
    },
    async insert(checkIn) {
      insert.run(format(checkIn));
    },
    async update(checkIn) {
      const updated = update.run({ ...format(checkIn), before: checkIn.revision - 1 });
      if (updated === 0) throw new SpeedboatError("lost-race", { checkIn: checkIn.id });
    },
  };
}

function parseCheckIn(row: CheckInRow, items: readonly AgendaItem[]): CheckIn {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    membershipId: row.membership_id,
    personId: row.person_id,
    roundId: row.round_id,
    kind: row.kind,
    dimensionId: row.dimension_id,
    edition: row.edition,
    status: row.status,
    items,
    position: parsePosition(row.position),
    revision: row.revision,
    openedAt: row.opened_at,
    finishedAt: row.finished_at,
    sealedAt: row.sealed_at,
  });
}

function toCheckInRow(checkIn: CheckIn, items: string): CheckInRow {
  return {
    id: checkIn.id,
    team_id: checkIn.teamId,
    membership_id: checkIn.membershipId,
    person_id: checkIn.personId,
    round_id: checkIn.roundId ?? null,
    kind: checkIn.kind,
    dimension_id: checkIn.dimensionId ?? null,
    edition: checkIn.edition,
    status: checkIn.status,
    items,
    position: JSON.stringify(checkIn.position),
    revision: checkIn.revision,
    opened_at: checkIn.openedAt,
    finished_at: checkIn.finishedAt ?? null,
    sealed_at: checkIn.sealedAt ?? null,
  };
}

/** Creates the store of answers. What is current at an instant is found by seeks alone, however long the history. */
export function createAnswerStore(db: Db): AnswerStore {
  const all = db.selectFrom("answers").selectAll();
  const append = prepare(db, (row: AnswerRow) => db.insertInto("answers").values(row));
  const ofTeam = prepare(db, ({ teamId, at }: { teamId: string; at: Instant }) =>
    selectCurrent(sql`select id from memberships where team_id = ${teamId}`, at),
  );
  const ofMembership = prepare(db, ({ membershipId, at }: { membershipId: string; at: Instant }) =>
    selectCurrent(sql`select ${membershipId} as id`, at),
  );
  const newestAnswer = prepare(
    db,
    (_: { at: number }) => sql<{ sequence: number | null }>`select max(sequence) as sequence from answers`,
  );
  const marksOfTeam = prepare(db, selectMarksOfTeam);
  const marksOfMembership = prepare(db, selectMarksOfMembership);
  const numbered = prepare(
    db,
    ({ sequences }: { sequences: string }) =>
      sql<AnswerRow & { sequence: number }>`select answers.* from json_each(${sequences}) as wanted
        cross join answers on answers.sequence = wanted.value`,
  );
  const count = prepare(
    db,
    ({ membershipId }: { membershipId: string }) =>
      sql<{ total: number }>`select count(*) as total from answers where membership_id = ${membershipId}`,
  );
  return {
    async append(answer) {
      append.run(toAnswerRow(answer));
    },
    async currentOfTeam(teamId, at) {
      return ofTeam.all({ teamId, at }).map(parseAnswer);
    },
    async currentOfMembership(membershipId, at) {
      return ofMembership.all({ membershipId, at }).map(parseAnswer);
    },
    async lastSequence() {
      return newestAnswer.first({ at: 0 })?.sequence ?? 0;
    },
    async listMarks({ of, id, upTo, after, limit }) {
      const from = { id, upTo, limit, questionId: after?.questionId ?? "", at: after?.at ?? FIRST_AT, afterId: after?.id ?? "" };
      return (of === "team" ? marksOfTeam : marksOfMembership).all(from).map(parseMark);
    },
    async findMany(sequences) {
      const rows = numbered.all({ sequences: JSON.stringify(sequences) });
      return rows.map(({ sequence, ...row }) => ({ sequence, answer: parseAnswer(row) }));
    },
    async countOfMembership(membershipId) {
      return count.first({ membershipId })?.total ?? 0;
    },
    async historyOfTeam(teamId) {
      return (await all.where("team_id", "=", teamId).orderBy("at").orderBy("id").execute()).map(parseAnswer);
    },
    async historyOfMembership(membershipId) {
      return (await all.where("membership_id", "=", membershipId).orderBy("at").orderBy("id").execute()).map(parseAnswer);
    },
  };
}

/**
 * Walks from one (membership, question) to the next in the index `answers_latest` and takes the last answer before `at`
 * of each: two seeks a pair, so neither other teams nor the team's own past are read.
 */
function selectCurrent(members: ReturnType<typeof sql>, at: Instant) {
  return sql<AnswerRow>`
    with recursive pair (membership_id, question_id) as (
      select member.id, (select min(question_id) from answers where membership_id = member.id) from (${members}) as member
      union all
      select membership_id, (
        select min(later.question_id) from answers as later
        where later.membership_id = pair.membership_id and later.question_id > pair.question_id
      )
      from pair where question_id is not null
    )
    select answers.* from pair cross join answers on answers.sequence = (
      select sequence from answers as latest
      where latest.membership_id = pair.membership_id and latest.question_id = pair.question_id and latest.at <= ${at}
      order by latest.at desc, latest.id desc limit 1
    )
    where pair.question_id is not null`;
}

/** No answer was given before. */
const FIRST_AT = Number.MIN_SAFE_INTEGER;

type MarkRow = Pick<AnswerRow, "id" | "question_id" | "edition" | "at"> & { sequence: number };
type MarkValues = { id: string; upTo: number; limit: number; questionId: string; at: Instant; afterId: string };

/** By the index `answers_of_team`: what comes before is not read again. */
function selectMarksOfTeam({ id, upTo, limit, at, afterId }: MarkValues) {
  return sql<MarkRow>`
    select sequence, id, question_id, edition, at from answers
    where team_id = ${id} and (at, id) > (${at}, ${afterId}) and sequence <= ${upTo}
    order by at, id limit ${limit}`;
}

/** By the index `answers_latest`. */
function selectMarksOfMembership({ id, upTo, limit, questionId, at, afterId }: MarkValues) {
  return sql<MarkRow>`
    select sequence, id, question_id, edition, at from answers
    where membership_id = ${id} and (question_id, at, id) > (${questionId}, ${at}, ${afterId}) and sequence <= ${upTo}
    order by question_id, at, id limit ${limit}`;
}

function parseMark({ question_id: questionId, ...row }: MarkRow): AnswerMark {
  return { ...row, questionId };
}

function parseAnswer(row: AnswerRow): Answer {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    membershipId: row.membership_id,
    questionId: row.question_id,
    edition: row.edition,
    checkInId: row.check_in_id,
    reply: parseReply(row),
    note: row.note,
    noteShared: row.note_shared === null ? null : row.note_shared === 1,
    evidence: row.evidence,
    at: row.at,
  });
}

/** The table's checks keep rating and reason with their kinds. */
function parseReply({ reply, rating, reason }: AnswerRow): Reply {
  if (reply === "rating" && rating !== null) return { kind: "rating", rating };
  if (reply === "not-applicable" && reason !== null) return { kind: "not-applicable", reason };
  return { kind: "not-sure" };
}

function toAnswerRow(answer: Answer): AnswerRow {
  return {
    id: answer.id,
    team_id: answer.teamId,
    membership_id: answer.membershipId,
    question_id: answer.questionId,
    edition: answer.edition,
    check_in_id: answer.checkInId,
    reply: answer.reply.kind,
    rating: answer.reply.kind === "rating" ? answer.reply.rating : null,
    reason: answer.reply.kind === "not-applicable" ? answer.reply.reason : null,
    note: answer.note ?? null,
    note_shared: answer.noteShared === undefined ? null : toFlag(answer.noteShared),
    evidence: answer.evidence ?? null,
    at: answer.at,
  };
}
