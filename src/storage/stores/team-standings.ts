/** Stores each team's standing in short, and when it is to be written again. */

import { sql } from "kysely";
import type { BriefStanding, TeamStandingStore } from "../../app/ports/team-standing-store.ts";
import type { TeamStanding } from "../../core/standing/team-standing.ts";
import type { TeamStandingRow } from "../rows/round-rows.ts";
import { toFlag } from "../rows/row.ts";
import { parseShownSections, parseTeamStanding, toTeamStandingJson } from "../rows/team-standing-schema.ts";
import { type Db, prepare } from "../sqlite/unit-driver.ts";

type SavedRow = Omit<TeamStandingRow, "due_at">;

/** Creates the store of team standings over the database. */
export function createTeamStandingStore(db: Db): TeamStandingStore {
  const all = db.selectFrom("team_standings").selectAll();
  const ownBriefly = prepare(db, ({ workspaceId, after, limit }: BriefValues) =>
    selectBriefly(sql`select id from teams where workspace_id = ${workspaceId} and id > ${after} order by id limit ${limit}`),
  );
  const linkedBriefly = prepare(db, ({ workspaceId, after, limit }: BriefValues) =>
    selectBriefly(sql`select team_id as id from team_homes where workspace_id = ${workspaceId} and team_id > ${after}
      order by team_id limit ${limit}`),
  );
  return {
    async find(teamId) {
      const row = await all.where("team_id", "=", teamId).executeTakeFirst();
      return row && parseRow(row);
    },
    async listAtHome(workspaceId) {
      const { rows } = await sql<TeamStandingRow>`
        select * from team_standings where team_id in (
          select id from teams where workspace_id = ${workspaceId}
          union select team_id from team_homes where workspace_id = ${workspaceId})`.execute(db);
      return rows.flatMap((row) => parseRow(row) ?? []);
    },
    async listBriefly({ workspaceId, of, after, limit }) {
      const rows = (of === "own" ? ownBriefly : linkedBriefly).all({ workspaceId, after, limit });
      return rows.map(toBrief);
    },
    async save(standing) {
      const row = toRow(standing);
      await db
        .insertInto("team_standings")
        .values({ ...row, due_at: null })
        .onConflict((conflict) => conflict.column("team_id").doUpdateSet(row))
        .execute();
    },
    async setDueAt(teamId, at) {
      const empty = { at: 0, score: null, coverage: null, gate_met: 0, gate_total: 0, gate_passed: 0, content: null };
      await db
        .insertInto("team_standings")
        .values({ team_id: teamId, ...empty, due_at: at ?? null })
        .onConflict((conflict) => conflict.column("team_id").doUpdateSet({ due_at: at ?? null }))
        .execute();
    },
    async dueAt(teamId) {
      const row = await db.selectFrom("team_standings").select("due_at").where("team_id", "=", teamId).executeTakeFirst();
      return row?.due_at ?? undefined;
    },
    async listDue(now, limit) {
      const due = db.selectFrom("team_standings").select("team_id").where("due_at", "is not", null).where("due_at", "<=", now);
      return (await due.orderBy("due_at").orderBy("team_id").limit(limit).execute()).map((row) => row.team_id);
    },
  };
}

type BriefValues = { workspaceId: string; after: string; limit: number };
type BriefRow = {
  team_id: string;
  name: string;
  gate_met: number | null;
  gate_total: number | null;
  gate_passed: number | null;
  content: string | null;
};

function selectBriefly(ids: ReturnType<typeof sql>) {
  return sql<BriefRow>`
    select teams.id as team_id, teams.name, written.gate_met, written.gate_total, written.gate_passed, written.content
    from (${ids}) as wanted cross join teams on teams.id = wanted.id
    left join team_standings as written on written.team_id = wanted.id
    order by teams.id`;
}

function toBrief({ team_id: teamId, name, gate_met, gate_total, gate_passed, content }: BriefRow): BriefStanding {
  const gate = { met: gate_met ?? 0, total: gate_total ?? 0, passed: gate_passed === 1 };
  return { teamId, name, gate, sections: content === null ? [] : parseShownSections(content) };
}

/** A row whose team has no standing yet holds no content. */
function parseRow({ team_id: teamId, at, content }: TeamStandingRow): TeamStanding | undefined {
  return content === null ? undefined : { teamId, at, ...parseTeamStanding(content) };
}

function toRow(saved: TeamStanding): SavedRow {
  const { figures } = saved.standing.whole;
  return {
    team_id: saved.teamId,
    at: saved.at,
    score: (figures.shown ? figures.score?.valueOf() : undefined) ?? null,
    coverage: saved.standing.coverage?.valueOf() ?? null,
    gate_met: saved.gate.met,
    gate_total: saved.gate.total,
    gate_passed: toFlag(saved.gate.passed),
    content: toTeamStandingJson(saved),
  };
}
