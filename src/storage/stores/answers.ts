/** Stores answers, which are only ever added. What is current at an instant is found by seeks alone, however long the history. */
import { sql } from "kysely";
import type { AnswerStore } from "../../app/ports/answer-store.ts";
import type { Answer } from "../../core/answer.ts";
import type { Reply } from "../../core/reply.ts";
import type { Instant } from "../../core/time.ts";
import type { AnswerRow } from "../rows/round-rows.ts";
import { parsePresent, toFlag } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** Creates the store of answers over the database. */
export function createAnswerStore(db: Db): AnswerStore {
  const all = db.selectFrom("answers").selectAll();
  const append = prepare(db, (row: AnswerRow) => db.insertInto("answers").values(row));
  const ofTeam = prepare(db, ({ teamId, at }: { teamId: string; at: Instant }) =>
    selectCurrent(sql`select id from memberships where team_id = ${teamId}`, at),
  );
  const ofMembership = prepare(db, ({ membershipId, at }: { membershipId: string; at: Instant }) =>
    selectCurrent(sql`select ${membershipId} as id`, at),
  );
  return {
    async append(answer) {
      append.run(toRow(answer));
    },
    async currentOfTeam(teamId, at) {
      return ofTeam.all({ teamId, at }).map(parseAnswer);
    },
    async currentOfMembership(membershipId, at) {
      return ofMembership.all({ membershipId, at }).map(parseAnswer);
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

function toRow(answer: Answer): AnswerRow {
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
