/** Stores teams with their settings, and when each one's next round opens. */

import type { TeamStore } from "../../app/ports/team-store.ts";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { TeamRow } from "../rows/people-rows.ts";
import { parsePresent, parseUntil, toStoredUntil } from "../rows/row.ts";
import { parseSchedule } from "../rows/schedule-schema.ts";
import { prepare } from "../sqlite/prepare.ts";
import type { Db } from "../sqlite/unit-driver.ts";
import { type Following, saveVersioned } from "./versioned.ts";

type SettingsRow = Omit<TeamRow, "next_round_at">;

/** Creates the store of teams over the database. */
export function createTeamStore(db: Db): TeamStore {
  const all = db.selectFrom("teams").selectAll();
  const byId = prepare(db, ({ id }: { id: string }) => all.where("id", "=", id));
  const update = prepare(db, ({ before, ...row }: Following<SettingsRow>) =>
    db.updateTable("teams").set(row).where("id", "=", row.id).where("revision", "=", before),
  );
  const insert = prepare(db, (row: SettingsRow) =>
    db
      .insertInto("teams")
      .values({ ...row, next_round_at: null })
      .onConflict((conflict) => conflict.column("id").doNothing()),
  );
  const setNextRoundAt = prepare(db, ({ id, at }: { id: string; at: Instant | null }) =>
    db.updateTable("teams").set({ next_round_at: at }).where("id", "=", id),
  );
  const nextRoundAt = prepare(db, ({ id }: { id: string }) =>
    db.selectFrom("teams").select("next_round_at").where("id", "=", id),
  );
  const due = prepare(db, ({ now, limit }: { now: Instant; limit: number }) =>
    db
      .selectFrom("teams")
      .select("id")
      .where("next_round_at", "is not", null)
      .where("next_round_at", "<=", now)
      .orderBy("next_round_at")
      .orderBy("id")
      .limit(limit),
  );
  return {
    async find(id) {
      const row = byId.first({ id });
      return row && toTeam(row);
    },
    async listOfWorkspace(workspaceId) {
      return (await all.where("workspace_id", "=", workspaceId).orderBy("id").execute()).map(toTeam);
    },
    async listAtHome(workspaceId) {
      const linked = db.selectFrom("team_homes").select("team_id as id").where("workspace_id", "=", workspaceId);
      const own = db.selectFrom("teams").select("id").where("workspace_id", "=", workspaceId);
      return (await all.where("id", "in", own.union(linked)).orderBy("id").execute()).map(toTeam);
    },
    /** The oldest, where a channel is home to several; its own teams before those that are linked. */
    async findByChannel(workspaceId, channelId) {
      const inChannel = all.where("workspace_id", "=", workspaceId).where("channel_id", "=", channelId);
      const linked = db.selectFrom("team_homes").select("team_id");
      const here = linked.where("workspace_id", "=", workspaceId).where("channel_id", "=", channelId);
      const row =
        (await inChannel.orderBy("id").executeTakeFirst()) ??
        (await all.where("id", "in", here).orderBy("id").executeTakeFirst());
      return row && toTeam(row);
    },
    async save(team) {
      saveVersioned({ update, insert }, toRow(team));
    },
    async setNextRoundAt(teamId, at) {
      setNextRoundAt.run({ id: teamId, at: at ?? null });
    },
    async nextRoundAt(teamId) {
      return nextRoundAt.first({ id: teamId })?.next_round_at ?? undefined;
    },
    async listDue(now, limit) {
      return due.all({ now, limit }).map((row) => row.id);
    },
  };
}

function toTeam(row: TeamRow): Team {
  return parsePresent({
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    channelId: row.channel_id,
    locale: row.locale,
    schedule: parseSchedule(row.schedule),
    questionsPerRound: row.questions_per_round,
    privacy: row.privacy,
    edition: row.edition,
    createdAt: row.created_at,
    pausedUntil: parseUntil(row.paused_until),
    revision: row.revision,
  });
}

function toRow(team: Team): SettingsRow {
  return {
    id: team.id,
    workspace_id: team.workspaceId,
    name: team.name,
    channel_id: team.channelId ?? null,
    locale: team.locale,
    schedule: JSON.stringify(team.schedule),
    questions_per_round: team.questionsPerRound,
    privacy: team.privacy,
    edition: team.edition,
    created_at: team.createdAt,
    paused_until: toStoredUntil(team.pausedUntil),
    revision: team.revision,
  };
}
