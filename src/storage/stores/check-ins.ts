/** Stores check-ins; a unique index allows each membership one that is open or paused. */
import type { CheckInStore } from "../../app/ports/check-in-store.ts";
import type { AgendaItem, CheckIn } from "../../core/check-in/check-in.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { parseItems, parsePosition } from "../rows/check-in-schema.ts";
import type { CheckInRow } from "../rows/round-rows.ts";
import { createKeptColumn, parsePresent } from "../rows/row.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import type { Following } from "./versioned.ts";

/** Creates the store of check-ins; agendas that were read or written recently are cached. */
export function createCheckInStore(db: Db): CheckInStore {
  const all = db.selectFrom("check_ins").selectAll();
  const agendas = createKeptColumn(parseItems);
  const parse = (row: CheckInRow) => parseCheckIn(row, agendas.parse(row.id, row.items));
  const format = (checkIn: CheckIn) => toRow(checkIn, agendas.stringify(checkIn.id, checkIn.items));
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

function toRow(checkIn: CheckIn, items: string): CheckInRow {
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
