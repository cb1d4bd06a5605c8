/** Stores goals and the KPIs that serve them. */
import { z } from "zod";
import type { GoalStore, KpiStore } from "../../app/ports/ledger-store.ts";
import type { Goal, Kpi } from "../../core/value/kpi.ts";
import type { GoalRow, KpiRow } from "../rows/ledger-rows.ts";
import { parseJson, parsePresent } from "../rows/row.ts";
import { type Db, prepare } from "../sqlite/unit-driver.ts";
import { type Following, saveVersioned } from "./versioned.ts";

const moneySchema = z.object({ currency: z.string(), worthOfOne: z.string(), oneOff: z.string(), runningPerYear: z.string() });
const movedBySchema = z.object({ steps: z.array(z.string()), questions: z.array(z.string()) });

type PlannedKpiRow = Omit<KpiRow, "next_ask_at">;

/** Creates the store of goals over the database. */
export function createGoalStore(db: Db): GoalStore {
  const all = db.selectFrom("goals").selectAll();
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) => all.where("team_id", "=", teamId).orderBy("id"));
  const update = prepare(db, ({ before, ...row }: Following<GoalRow>) =>
    db.updateTable("goals").set(row).where("id", "=", row.id).where("revision", "=", before),
  );
  const insert = prepare(db, (row: GoalRow) =>
    db
      .insertInto("goals")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doNothing()),
  );
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toGoal(row);
    },
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(toGoal);
    },
    async listOfOwner(personId) {
      return (await all.where("owner_id", "=", personId).orderBy("id").execute()).map(toGoal);
    },
    async save(goal) {
      saveVersioned({ update, insert }, toGoalRow(goal));
    },
  };
}

/** Creates the store of KPIs over the database. */
export function createKpiStore(db: Db): KpiStore {
  const all = db.selectFrom("kpis").selectAll();
  const ofTeam = prepare(db, ({ teamId }: { teamId: string }) => all.where("team_id", "=", teamId).orderBy("id"));
  const update = prepare(db, ({ before, ...row }: Following<PlannedKpiRow>) =>
    db.updateTable("kpis").set(row).where("id", "=", row.id).where("revision", "=", before),
  );
  const insert = prepare(db, (row: PlannedKpiRow) =>
    db
      .insertInto("kpis")
      .values({ ...row, next_ask_at: null })
      .onConflict((conflict) => conflict.column("id").doNothing()),
  );
  const due = prepare(db, ({ now, limit }: { now: number; limit: number }) =>
    db
      .selectFrom("kpis")
      .select("id")
      .where("next_ask_at", "is not", null)
      .where("next_ask_at", "<=", now)
      .orderBy("next_ask_at")
      .orderBy("id")
      .limit(limit),
  );
  return {
    async find(id) {
      const row = await all.where("id", "=", id).executeTakeFirst();
      return row && toKpi(row);
    },
    async listOfTeam(teamId) {
      return ofTeam.all({ teamId }).map(toKpi);
    },
    async listOfReader(personId) {
      return (await all.where("reader_id", "=", personId).orderBy("id").execute()).map(toKpi);
    },
    async save(kpi) {
      saveVersioned({ update, insert }, toKpiRow(kpi));
    },
    async setNextAskAt(kpiId, at) {
      await db
        .updateTable("kpis")
        .set({ next_ask_at: at ?? null })
        .where("id", "=", kpiId)
        .execute();
    },
    async nextAskAt(kpiId) {
      const row = await db.selectFrom("kpis").select("next_ask_at").where("id", "=", kpiId).executeTakeFirst();
      return row?.next_ask_at ?? undefined;
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map(({ id }) => id);
    },
  };
}

function toGoal(row: GoalRow): Goal {
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    sentence: row.sentence,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    addedBy: row.added_by,
    addedAt: row.added_at,
    retiredAt: row.retired_at,
    revision: row.revision,
  });
}

function toGoalRow(goal: Goal): GoalRow {
  return {
    id: goal.id,
    team_id: goal.teamId,
    sentence: goal.sentence,
    owner_id: goal.ownerId ?? null,
    owner_name: goal.ownerName ?? null,
    added_by: goal.addedBy,
    added_at: goal.addedAt,
    retired_at: goal.retiredAt ?? null,
    revision: goal.revision,
  };
}

function toKpi(row: KpiRow): Kpi {
  const movedBy = parseJson(movedBySchema, row.moved_by);
  return parsePresent({
    id: row.id,
    teamId: row.team_id,
    goalId: row.goal_id,
    name: row.name,
    unit: row.unit,
    wanted: row.wanted,
    source: row.source,
    baseline: toPoint(row.baseline_value, row.baseline_on),
    target: toPoint(row.target_value, row.target_on),
    readerId: row.reader_id,
    rhythm: row.rhythm,
    money: row.money === null ? null : parseJson(moneySchema, row.money),
    questionId: row.question_id,
    movedBySteps: movedBy.steps,
    movedByQuestions: movedBy.questions,
    addedBy: row.added_by,
    addedAt: row.added_at,
    retiredAt: row.retired_at,
    revision: row.revision,
  });
}

function toPoint(value: string | null, on: string | null) {
  return value === null || on === null ? null : { value, on };
}

function toKpiRow(kpi: Kpi): PlannedKpiRow {
  return {
    id: kpi.id,
    team_id: kpi.teamId,
    goal_id: kpi.goalId,
    name: kpi.name,
    unit: kpi.unit,
    wanted: kpi.wanted,
    source: kpi.source ?? null,
    baseline_value: kpi.baseline?.value ?? null,
    baseline_on: kpi.baseline?.on ?? null,
    target_value: kpi.target?.value ?? null,
    target_on: kpi.target?.on ?? null,
    reader_id: kpi.readerId ?? null,
    rhythm: kpi.rhythm,
    money: kpi.money ? JSON.stringify(kpi.money) : null,
    question_id: kpi.questionId ?? null,
    moved_by: JSON.stringify({ steps: kpi.movedBySteps, questions: kpi.movedByQuestions }),
    added_by: kpi.addedBy,
    added_at: kpi.addedAt,
    retired_at: kpi.retiredAt ?? null,
    revision: kpi.revision,
  };
}
