/** Stores what was read of KPIs, the questions that wait for a number, and the goal owners' confirmations. */
import type { ReadingAsk, ReadingStore, ValueConfirmationStore } from "../../app/ports/ledger-store.ts";
import { SpeedboatError } from "../../core/errors.ts";
import type { Reading, ValueConfirmation } from "../../core/value/kpi.ts";
import type { ReadingAskRow, ReadingRow, ValueConfirmationRow } from "../rows/ledger-rows.ts";
import { parsePresent } from "../rows/row.ts";
import { type Db, prepare } from "../sqlite/unit-driver.ts";

/** Creates the store of readings over the database. */
export function createReadingStore(db: Db): ReadingStore {
  const all = db.selectFrom("readings").selectAll();
  const ofKpi = prepare(db, ({ kpiId }: { kpiId: string }) => all.where("kpi_id", "=", kpiId).orderBy("read_on").orderBy("id"));
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) => all.where("team_id", "=", teamId).orderBy("id"));
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toReading(row);
    },
    async listOfKpi(kpiId) {
      return ofKpi.all({ kpiId }).map(toReading);
    },
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(toReading);
    },
    async countOfAuthor(personId) {
      const row = await db
        .selectFrom("readings")
        .select((count) => count.fn.countAll<number>().as("readings"))
        .where("added_by", "=", personId)
        .executeTakeFirstOrThrow();
      return row.readings;
    },
    async add(teamId, reading) {
      const row = toReadingRow(teamId, reading);
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("readings")
        .values(row)
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) throw new SpeedboatError("lost-race", { id: reading.id });
    },
    async retire(id, how) {
      const set = "supersededBy" in how ? { superseded_by: how.supersededBy } : { withdrawn_at: how.withdrawnAt };
      const { numUpdatedRows } = await db
        .updateTable("readings")
        .set(set)
        .where("id", "=", id)
        .where("superseded_by", "is", null)
        .where("withdrawn_at", "is", null)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new SpeedboatError("lost-race", { id });
    },
    ...createAskStore(db),
  };
}

function createAskStore(db: Db): Pick<ReadingStore, "addAsk" | "listAsksOf" | "findAsk" | "endAsk"> {
  const asks = db.selectFrom("reading_asks").selectAll();
  return {
    async addAsk(ask) {
      await db.deleteFrom("reading_asks").where("kpi_id", "=", ask.kpiId).execute();
      await db.insertInto("reading_asks").values(toAskRow(ask)).execute();
    },
    async listAsksOf(personId) {
      const rows = await asks.where("person_id", "=", personId).orderBy("asked_at", "desc").orderBy("id", "desc").execute();
      return rows.map(toAsk);
    },
    async findAsk(kpiId) {
      const row = await asks.where("kpi_id", "=", kpiId).executeTakeFirst();
      return row && toAsk(row);
    },
    async endAsk(kpiId) {
      await db.deleteFrom("reading_asks").where("kpi_id", "=", kpiId).execute();
    },
  };
}

/** Creates the store of goal owners' confirmations over the database. */
export function createValueConfirmationStore(db: Db): ValueConfirmationStore {
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) =>
    db.selectFrom("value_confirmations").selectAll().where("team_id", "=", teamId).orderBy("id"),
  );
  return {
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(toConfirmation);
    },
    async add(teamId, confirmation) {
      await db.insertInto("value_confirmations").values(toConfirmationRow(teamId, confirmation)).execute();
    },
  };
}

function toReading(row: ReadingRow): Reading {
  return parsePresent({
    id: row.id,
    kpiId: row.kpi_id,
    value: row.value,
    on: row.read_on,
    note: row.note,
    link: row.link,
    addedBy: row.added_by,
    addedAt: row.added_at,
    supersededBy: row.superseded_by,
    withdrawnAt: row.withdrawn_at,
  });
}

function toReadingRow(teamId: string, reading: Reading): ReadingRow {
  return {
    id: reading.id,
    team_id: teamId,
    kpi_id: reading.kpiId,
    value: reading.value,
    read_on: reading.on,
    note: reading.note ?? null,
    link: reading.link ?? null,
    added_by: reading.addedBy ?? null,
    added_at: reading.addedAt,
    superseded_by: reading.supersededBy ?? null,
    withdrawn_at: reading.withdrawnAt ?? null,
  };
}

function toAsk(row: ReadingAskRow): ReadingAsk {
  const { id, kpi_id: kpiId, person_id: personId, workspace_id: workspaceId, read_on: on, asked_at: askedAt } = row;
  return { id, kpiId, personId, workspaceId, on, askedAt };
}

function toAskRow({ id, kpiId, personId, workspaceId, on, askedAt }: ReadingAsk): ReadingAskRow {
  return { id, kpi_id: kpiId, person_id: personId, workspace_id: workspaceId, read_on: on, asked_at: askedAt };
}

function toConfirmation(row: ValueConfirmationRow): ValueConfirmation {
  return parsePresent({
    id: row.id,
    kpiId: row.kpi_id,
    readingId: row.reading_id,
    how: row.how,
    ownerName: row.owner_name,
    recordedBy: row.recorded_by,
    on: row.confirmed_on,
    link: row.link,
    at: row.at,
  });
}

function toConfirmationRow(teamId: string, confirmation: ValueConfirmation): ValueConfirmationRow {
  return {
    id: confirmation.id,
    team_id: teamId,
    kpi_id: confirmation.kpiId,
    reading_id: confirmation.readingId,
    how: confirmation.how,
    owner_name: confirmation.ownerName,
    recorded_by: confirmation.recordedBy,
    confirmed_on: confirmation.on,
    link: confirmation.link ?? null,
    at: confirmation.at,
  };
}
