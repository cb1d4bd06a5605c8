/** Stores leads' confirmations that a link proves what a gate question asks for. */

import type { ConfirmationStore } from "../../app/ports/value-store.ts";
import type { Confirmation } from "../../core/standing/records.ts";
import type { ConfirmationRow } from "../rows/work-rows.ts";
import type { Db } from "../sqlite/unit-driver.ts";

/** Creates the store of confirmations over the database. */
export function createConfirmationStore(db: Db): ConfirmationStore {
  return {
    async listOfTeam(teamId) {
      const ofTeam = db.selectFrom("confirmations").selectAll().where("team_id", "=", teamId);
      return (await ofTeam.orderBy("id").execute()).map(toConfirmation);
    },
    async save(confirmation) {
      const row = toRow(confirmation);
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

function toRow({ id, teamId, questionId, evidence, confirmedBy, at }: Confirmation): ConfirmationRow {
  return { id, team_id: teamId, question_id: questionId, evidence, confirmed_by: confirmedBy, at };
}
