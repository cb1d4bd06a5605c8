/**
 * Writes the audit log in the unit of work of each change. A change is found where it is stored, so no command, button, form or
 * event can change a roster, roles, a team's settings, links, appointments or value ledger without its entry.
 */
import {
  type Acting,
  type AuditAct,
  type AuditChange,
  type AuditDetails,
  describeLedgerChange,
  describeMembershipChange,
  describePersonChange,
  describeTeamChange,
} from "../core/audit-entry.ts";
import type { Person, Team, Workspace } from "../core/team.ts";
import type { Work } from "./call.ts";
import type { Stores } from "./ports/world.ts";

/** What an entry is about. Without a team it concerns the workspace. */
type About = { readonly workspaceId: string; readonly teamId?: string; readonly subjectId?: string };

type Note = (about: About, change: AuditChange) => Promise<void>;

/** Returns the same unit of work, whose stores write an entry for each change that the audit log records. */
export function withAudit<W extends Work>(work: W, acting: Acting): W {
  const { stores, now, world } = work;
  const note: Note = (about, { act, details }) =>
    stores.audit.add({ id: world.ids.next(), at: now, ...about, ...acting, act, details });
  const audited: Stores = {
    ...stores,
    memberships: auditMemberships(work, note),
    teams: auditTeams(work, note),
    homes: auditHomes(work, note),
    groups: auditGroups(work, note),
    people: auditPeople(work, note),
    goals: auditGoals(work, note),
    kpis: auditKpis(work, note),
    readings: auditReadings(work, note),
    valueConfirmations: auditConfirmations(work, note),
  };
  return { ...work, acting, stores: audited };
}

/** Writes an entry for an act that stores nothing else, such as an export. */
export async function recordAct(
  { stores, world, now, acting = NOBODY }: Work,
  { act, team, subjectId, details = {} }: ActToRecord,
): Promise<void> {
  const about = { workspaceId: team.workspaceId, teamId: team.id, ...(subjectId !== undefined && { subjectId }) };
  await stores.audit.add({ id: world.ids.next(), at: now, ...about, ...acting, act, details });
}

/** Writes an entry for an act that concerns one person and stores nothing else. */
export async function recordPersonAct(
  { stores, world, now, acting = NOBODY }: Work,
  { act, person, workspace, details = {} }: PersonActToRecord,
): Promise<void> {
  const about = { workspaceId: workspace.id, subjectId: person.id };
  await stores.audit.add({ id: world.ids.next(), at: now, ...about, ...acting, act, details });
}

/** An act concerning one person of a workspace. */
export type PersonActToRecord = {
  readonly act: AuditAct;
  readonly person: Person;
  readonly workspace: Pick<Workspace, "id">;
  readonly details?: AuditDetails;
};

/** An act concerning one team, and the person whom it concerns, if there is one. */
export type ActToRecord = {
  readonly act: AuditAct;
  readonly team: Team;
  readonly subjectId?: string;
  readonly details?: AuditDetails;
};

/** Where nobody asked: the platform reported something, or it fell due. */
const NOBODY: Acting = { by: { kind: "platform" }, through: "" };

/** Returns who acts when the platform reports something: no person, and the event's own word. */
export function actingForPlatform(through: string): Acting {
  return { ...NOBODY, through };
}

function auditMemberships({ stores, now }: Work, note: Note): Stores["memberships"] {
  return {
    ...stores.memberships,
    async save(membership) {
      const before = await stores.memberships.find(membership.id);
      await stores.memberships.save(membership);
      const changes = describeMembershipChange(before, membership, now);
      const team = changes.length === 0 ? undefined : await stores.teams.find(membership.teamId);
      if (!team) return;
      const about = { workspaceId: team.workspaceId, teamId: team.id, subjectId: membership.personId };
      for (const change of changes) await note(about, change);
    },
  };
}

function auditTeams({ stores, now }: Work, note: Note): Stores["teams"] {
  return {
    ...stores.teams,
    async save(team) {
      const before = await stores.teams.find(team.id);
      await stores.teams.save(team);
      const about = { workspaceId: team.workspaceId, teamId: team.id };
      for (const change of describeTeamChange(before, team, now)) await note(about, change);
    },
    async erase(id) {
      const before = await stores.teams.find(id);
      await stores.teams.erase(id);
      if (before) await note({ workspaceId: before.workspaceId, teamId: id }, { act: "team-deleted", details: {} });
    },
  };
}

function auditHomes({ stores }: Work, note: Note): Stores["homes"] {
  const find = async (teamId: string, workspaceId: string) =>
    (await stores.homes.listOfTeam(teamId)).find((home) => home.workspaceId === workspaceId);
  return {
    ...stores.homes,
    async save(home) {
      const { teamId, workspaceId } = home;
      const before = await find(teamId, workspaceId);
      await stores.homes.save(home);
      if (!before) await note({ workspaceId, teamId }, { act: "linked", details: {} });
      else if (before.channelId !== home.channelId)
        await note({ workspaceId, teamId }, { act: "settings-changed", details: { changed: ["channelId"] } });
    },
    async remove(teamId, workspaceId) {
      const before = await find(teamId, workspaceId);
      await stores.homes.remove(teamId, workspaceId);
      if (before) await note({ workspaceId, teamId }, { act: "unlinked", details: {} });
    },
  };
}

function auditGroups({ stores }: Work, note: Note): Stores["groups"] {
  return {
    ...stores.groups,
    async save(group) {
      const { teamId, workspaceId, groupId } = group;
      const before = await stores.groups.find(teamId, workspaceId);
      await stores.groups.save(group);
      if (before?.groupId !== groupId) await note({ workspaceId, teamId }, { act: "group-linked", details: { groupId } });
    },
    async remove(teamId, workspaceId) {
      const before = await stores.groups.find(teamId, workspaceId);
      await stores.groups.remove(teamId, workspaceId);
      if (!before) return;
      await note({ workspaceId, teamId }, { act: "group-unlinked", details: { groupId: before.groupId } });
    },
  };
}

function auditPeople({ stores }: Work, note: Note): Stores["people"] {
  return {
    ...stores.people,
    async save(person) {
      const before = await stores.people.find(person.id);
      await stores.people.save(person);
      const change = describePersonChange(before, person);
      const workspaceId = before?.workspaceId ?? person.workspaceId;
      if (change) await note({ workspaceId, subjectId: person.id }, change);
    },
    async forget(personId, at) {
      const before = await stores.people.find(personId);
      await stores.people.forget(personId, at);
      if (!before) return;
      await note({ workspaceId: before.workspaceId, subjectId: personId }, { act: "person-forgotten", details: {} });
    },
    async merge(people) {
      const before = await stores.people.find(people.into);
      await stores.people.merge(people);
      if (!before) return;
      await note({ workspaceId: before.workspaceId, subjectId: people.into }, { act: "accounts-linked", details: {} });
    },
  };
}

/** The workspace that an entry about a team stands under; undefined where the team is gone. */
async function aboutTeam({ stores }: Work, teamId: string): Promise<About | undefined> {
  const team = await stores.teams.find(teamId);
  return team && { workspaceId: team.workspaceId, teamId };
}

function auditGoals(work: Work, note: Note): Stores["goals"] {
  const { goals } = work.stores;
  return {
    ...goals,
    async save(goal) {
      const before = await goals.find(goal.id);
      await goals.save(goal);
      const change = describeLedgerChange("goal", before, goal);
      const about = change && (await aboutTeam(work, goal.teamId));
      if (change && about) await note({ ...about, ...(goal.ownerId !== undefined && { subjectId: goal.ownerId }) }, change);
    },
  };
}

function auditKpis(work: Work, note: Note): Stores["kpis"] {
  const { kpis } = work.stores;
  return {
    ...kpis,
    async save(kpi) {
      const before = await kpis.find(kpi.id);
      await kpis.save(kpi);
      const change = describeLedgerChange("kpi", before, kpi);
      const about = change && (await aboutTeam(work, kpi.teamId));
      if (change && about) await note({ ...about, ...(kpi.readerId !== undefined && { subjectId: kpi.readerId }) }, change);
    },
  };
}

/** A reading without an author came from a file, and the whole file is one entry. One that never counted is none. */
function auditReadings(work: Work, note: Note): Stores["readings"] {
  const { readings } = work.stores;
  return {
    ...readings,
    async add(teamId, reading) {
      await readings.add(teamId, reading);
      const counts = reading.addedBy !== undefined && reading.withdrawnAt === undefined;
      const about = counts ? await aboutTeam(work, teamId) : undefined;
      if (about) await note(about, { act: "reading-added", details: { kpi: reading.kpiId, on: reading.on } });
    },
    async retire(id, how) {
      const reading = await readings.find(id);
      await readings.retire(id, how);
      const kpi = "withdrawnAt" in how && reading ? await work.stores.kpis.find(reading.kpiId) : undefined;
      const about = kpi && (await aboutTeam(work, kpi.teamId));
      if (reading && about) await note(about, { act: "reading-ended", details: { kpi: reading.kpiId, on: reading.on } });
    },
  };
}

function auditConfirmations(work: Work, note: Note): Stores["valueConfirmations"] {
  const { valueConfirmations } = work.stores;
  return {
    ...valueConfirmations,
    async add(teamId, confirmation) {
      await valueConfirmations.add(teamId, confirmation);
      const about = await aboutTeam(work, teamId);
      if (about) await note(about, { act: "value-confirmed", details: { kpi: confirmation.kpiId, on: confirmation.on } });
    },
  };
}
