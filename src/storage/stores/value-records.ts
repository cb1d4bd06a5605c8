/**
 * Stores value records, in which leads noted what the work has improved, and leads' confirmations that a link proves what a
 * gate question asks for.
 */
import type { ValueRecordStore, ConfirmationStore } from "../../app/ports/value-store.ts";
import type { ValueRecord, Confirmation } from "../../core/standing/records.ts";
import { parsePresent } from "../rows/row.ts";
import type { ValueRecordRow, ConfirmationRow } from "../rows/work-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of value records over the database. */
export function createValueRecordStore(db: Db): ValueRecordStore {
  const all = db.selectFrom("value_records").selectAll();
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toValueRecord(row);
    },
    async listOfTeam(teamId) {
      return (await all.where("team_id", "=", teamId).orderBy("id").execute()).map(toValueRecord);
    },
    async listTeamIds() {
      const teams = db.selectFrom("value_records").select("team_id").distinct().where("removed_at", "is", null);
      return (await teams.orderBy("team_id").execute()).map(({ team_id: teamId }) => teamId);
    },
    async save(record) {
      const row = toRecordRow(record);
      await db
        .insertInto("value_records")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
  };
}

function toValueRecord(row: ValueRecordRow): ValueRecord {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    goal: row.goal,
    kpi: row.kpi,
    before: row.before,
    after: row.after,
    measuredOn: row.measured_on,
    link: row.link,
    questionId: row.question_id,
    addedBy: row.added_by,
    addedAt: row.added_at,
    removedAt: row.removed_at,
  });
}

function toRecordRow(record: ValueRecord): ValueRecordRow {
  return {
    id: record.id,
    team_id: record.teamId,
    goal: record.goal,
    kpi: record.kpi,
    before: record.before,
    after: record.after,
    measured_on: record.measuredOn,
    link: record.link ?? null,
    question_id: record.questionId ?? null,
    added_by: record.addedBy,
    added_at: record.addedAt,
    removed_at: record.removedAt ?? null,
  };
}

/** Creates the store of confirmations over the database. */
export function createConfirmationStore(db: Db): ConfirmationStore {
  return {
    async listOfTeam(teamId) {
      const ofTeam = db.selectFrom("confirmations").selectAll().where("team_id", "=", teamId);
      return (await ofTeam.orderBy("id").execute()).map(toConfirmation);
    },
    async save(confirmation) {
      const row = toConfirmationRow(confirmation);
      await db
        .insertInto("confirmations")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
        .execute();
    },
    async remove(id) {
      await db.deleteFrom("confirmations").where("id", "=", id).execute();
    },
  };
}

function toConfirmation(row: ConfirmationRow): Confirmation {
  const { id, evidence, at } = row;
  return { id, teamId: row.team_id, questionId: row.question_id, evidence, confirmedBy: row.confirmed_by, at };
}

function toConfirmationRow({ id, teamId, questionId, evidence, confirmedBy, at }: Confirmation): ConfirmationRow {
  return { id, team_id: teamId, question_id: questionId, evidence, confirmed_by: confirmedBy, at };
}
