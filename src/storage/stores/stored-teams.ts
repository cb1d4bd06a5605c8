/**
 * Stores teams with their settings and when each one's next round opens, the second homes of teams that are linked across
 * platforms, and which user group a team is linked to.
 */
import type { TeamStore, TeamHomeStore, TeamGroupStore } from "../../app/ports/team-store.ts";
import type { Team, TeamHome, TeamGroup } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { TeamRow, TeamHomeRow, TeamGroupRow } from "../rows/people-rows.ts";
import { parsePresent, parseUntil, toStoredUntil } from "../rows/row.ts";
import { parseSchedule } from "../rows/schedule-schema.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { eraseTeam } from "./erase-team.ts";
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
      saveVersioned({ update, insert }, toTeamRow(team));
    },
    erase: (id) => eraseTeam(db, id),
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

function toTeamRow(team: Team): SettingsRow {
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

/** Creates the store of second homes over the database. */
export function createTeamHomeStore(db: Db): TeamHomeStore {
  const all = db.selectFrom("team_homes").selectAll();
  return {
    async listOfTeam(teamId) {
      return (await all.where("team_id", "=", teamId).orderBy("workspace_id").execute()).map(toHome);
    },
    async listOfWorkspace(workspaceId) {
      return (await all.where("workspace_id", "=", workspaceId).orderBy("team_id").execute()).map(toHome);
    },
    async findOfFormerTeam(teamId) {
      const row = await all.where("former_team_id", "=", teamId).executeTakeFirst();
      return row && toHome(row);
    },
    async save(home) {
      const row = toHomeRow(home);
      await db
        .insertInto("team_homes")
        .values(row)
        .onConflict((conflict) => conflict.columns(["team_id", "workspace_id"]).doUpdateSet(row))
        .execute();
    },
    async remove(teamId, workspaceId) {
      await db.deleteFrom("team_homes").where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).execute();
    },
  };
}

function toHome(row: TeamHomeRow): TeamHome {
  return parsePresent({
    teamId: row.team_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    formerTeamId: row.former_team_id,
    since: row.since,
  });
}

function toHomeRow(home: TeamHome): TeamHomeRow {
  return {
    team_id: home.teamId,
    workspace_id: home.workspaceId,
    channel_id: home.channelId ?? null,
    former_team_id: home.formerTeamId ?? null,
    since: home.since,
  };
}

/** Creates the store of linked user groups over the database. */
export function createTeamGroupStore(db: Db): TeamGroupStore {
  const all = db.selectFrom("team_groups").selectAll();
  return {
    async find(teamId, workspaceId) {
      const row = await all.where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).executeTakeFirst();
      return row && toGroup(row);
    },
    async listOfGroup(workspaceId, groupId) {
      const linked = all.where("workspace_id", "=", workspaceId).where("group_id", "=", groupId);
      return (await linked.orderBy("team_id").execute()).map(toGroup);
    },
    async save({ teamId, workspaceId, groupId, handle, since }) {
      const row: TeamGroupRow = { team_id: teamId, workspace_id: workspaceId, group_id: groupId, handle, since };
      await db
        .insertInto("team_groups")
        .values(row)
        .onConflict((conflict) => conflict.columns(["team_id", "workspace_id"]).doUpdateSet(row))
        .execute();
    },
    async remove(teamId, workspaceId) {
      await db.deleteFrom("team_groups").where("team_id", "=", teamId).where("workspace_id", "=", workspaceId).execute();
    },
  };
}

function toGroup(row: TeamGroupRow): TeamGroup {
  return {
    teamId: row.team_id,
    workspaceId: row.workspace_id,
    groupId: row.group_id,
    handle: row.handle,
    since: row.since,
  };
}
