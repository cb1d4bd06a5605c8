/** Stores next steps that somebody took, did, snoozed or declined. */
import type { StepStore } from "../../app/ports/step-store.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { parsePresent, toFlag } from "../rows/row.ts";
import type { StepRow } from "../rows/work-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { type Following, saveVersioned } from "./versioned.ts";

/** Creates the store of next steps over the database. */
export function createStepStore(db: Db): StepStore {
  const all = db.selectFrom("steps").selectAll();
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) => all.where("team_id", "=", teamId).orderBy("id"));
  const update = prepare(db, ({ before, ...row }: Following<StepRow>) =>
    db.updateTable("steps").set(row).where("id", "=", row.id).where("revision", "=", before),
  );
  const insert = prepare(db, (row: StepRow) =>
    db
      .insertInto("steps")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doNothing()),
  );
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toStep(row);
    },
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(toStep);
    },
    async listOfOwner(personId) {
      return (await all.where("owner_id", "=", personId).orderBy("id").execute()).map(toStep);
    },
    async save(step) {
      saveVersioned({ update, insert }, toRow(step));
    },
  };
}

function toStep(row: StepRow): Step {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    questionId: row.question_id,
    fromRating: row.from_rating,
    status: row.status,
    ownerId: row.owner_id,
    offeredTo: row.offered_to,
    due: row.due,
    snoozedUntil: row.snoozed_until,
    declineReason: row.decline_reason,
    takenAt: row.taken_at,
    doneAt: row.done_at,
    fromNudge: row.from_nudge === 1,
    overdueCount: row.overdue_count,
    raisedAt: row.raised_at,
    createdAt: row.created_at,
    revision: row.revision,
  });
}

function toRow(step: Step): StepRow {
  return {
    id: step.id,
    team_id: step.teamId,
    question_id: step.questionId,
    from_rating: step.fromRating,
    status: step.status,
    owner_id: step.ownerId ?? null,
    offered_to: step.offeredTo ?? null,
    due: step.due ?? null,
    snoozed_until: step.snoozedUntil ?? null,
    decline_reason: step.declineReason ?? null,
    taken_at: step.takenAt ?? null,
    done_at: step.doneAt ?? null,
    from_nudge: toFlag(step.fromNudge),
    overdue_count: step.overdueCount,
    raised_at: step.raisedAt ?? null,
    created_at: step.createdAt,
    revision: step.revision,
  };
}
