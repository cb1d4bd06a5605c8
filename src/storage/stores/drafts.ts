/** Stores drafts: what was worked out about a large team over a connection that only reads is written here. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { DraftStore } from "../../app/ports/draft-store.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

type ByTeam = { teamId: string };
type Last = { sequence: number; id: string };

/** Creates the store of drafts over the database. */
export function createDraftStore(db: Db): DraftStore {
  const last = prepare(db, (_: { from: number }) => sql<Last>`select sequence, id from answers order by sequence desc limit 1`);
  const numbered = prepare(
    db,
    ({ sequence }: { sequence: number }) => sql<Last>`select sequence, id from answers where sequence = ${sequence}`,
  );
  // Few answers are that new: they are looked through by number, however many the team has.
  const later = prepare(
    db,
    ({ teamId, sequence }: { teamId: string; sequence: number }) =>
      sql<Last>`select sequence, id from answers where sequence > ${sequence} and +team_id = ${teamId} limit 1`,
  );
  const rest = prepare(db, ({ teamId }: ByTeam) => selectRest(teamId));

  const readRest = (teamId: string): string => {
    const row = rest.first({ teamId });
    return createHash("sha256")
      .update(JSON.stringify(row ?? {}))
      .digest("base64url");
  };

  return {
    async basisOf(teamId) {
      return { lastAnswer: last.first({ from: 0 }), rest: readRest(teamId) };
    },
    async changeSince({ teamId, basis: { lastAnswer, rest: before } }) {
      if (readRest(teamId) !== before) return "more";
      const known = lastAnswer && numbered.first({ sequence: lastAnswer.sequence });
      // An answer that was erased may have lent its number to another.
      if (lastAnswer && known?.id !== lastAnswer.id) return "more";
      return later.first({ teamId, sequence: lastAnswer?.sequence ?? 0 }) ? "answers" : "nothing";
    },
    async write({ writes }) {
      for (const { statement, values } of writes) db.statements.find(statement).run(values);
    },
  };
}

/** Everything that a standing and a digest are made of, apart from answers: who belongs, what was confirmed, measured and taken. */
function selectRest(teamId: string) {
  return sql<Record<string, string | number | null>>`
    select
      (select json_array(revision, privacy, edition, locale, schedule, questions_per_round) from teams where id = ${teamId}) as team,
      (select group_concat(json_array(id, kind, lead, roles, intervals), ',' order by id) from memberships where team_id = ${teamId}) as memberships,
      (select group_concat(json_array(id, status, number), ',' order by id) from rounds where team_id = ${teamId}) as rounds,
      (select group_concat(json_array(id, state), ',' order by id) from turns where round_id in
        (select id from rounds where team_id = ${teamId} order by number desc limit 2)) as turns,
      (select group_concat(json_array(id, status, revision), ',' order by id) from steps where team_id = ${teamId}) as steps,
      (select json_array(count(*), max(at), max(id)) from confirmations where team_id = ${teamId}) as confirmations,
      (select json_array(count(*), sum(revision)) from goals where team_id = ${teamId}) as goals,
      (select json_array(count(*), sum(revision)) from kpis where team_id = ${teamId}) as kpis,
      (select json_array(count(*), max(id), count(superseded_by), count(withdrawn_at)) from readings where team_id = ${teamId}) as readings,
      (select json_array(count(*), max(id)) from value_confirmations where team_id = ${teamId}) as value_confirmations,
      (select json_array(count(*), max(id)) from milestones where team_id = ${teamId}) as milestones,
      (select group_concat(json_array(id, at, gate_met, raw), ',' order by id) from standings where team_id = ${teamId}) as standings,
      (select json_array(count(*), max(at)) from published_values where team_id = ${teamId}) as published,
      (select count(*) from publication_keys where membership_id in
        (select id from memberships where team_id = ${teamId})) as keys,
      (select group_concat(json_array(membership_id, question_id, until), ','
        order by membership_id, question_id) from lapsed_answers where team_id = ${teamId}) as lapses`;
}
