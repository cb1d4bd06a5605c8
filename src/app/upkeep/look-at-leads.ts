/**
 * Looks once, after an upgrade from a version in which anybody could lead, at who leads each team: guests lead no more, and a team
 * that nobody can lead is told to its members and the programme leads.
 */
import { isActiveAt, type Team } from "../../core/team.ts";
import { noteProfile } from "../news/platform-news.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { Stores, World } from "../ports/world.ts";
import { tellIfLeaderless } from "../team/leaderless.ts";
import { actingForPlatform, withAudit } from "../with-audit.ts";

/** Set to `due` by the migration that calls for the look. */
const LOOK = "leads.look";

/** What the look reports to, and what ends it early; it begins anew with the next call then. */
export type LeadLook = { readonly log: Log; readonly signal?: AbortSignal | undefined };

/**
 * Asks the platform what kind of account each lead has whose kind is not known, a team in its own unit of work. It does nothing
 * once it was done, and never throws: what fails is logged, and the look is repeated with the next call.
 */
export async function lookAtLeads(world: World, { log, signal }: LeadLook): Promise<void> {
  const { storage } = world;
  if ((await storage.work(({ settings }) => settings.get(LOOK))) !== "due") return;
  try {
    for (const { id, platform } of await storage.work(listInstalled)) {
      for (const team of await storage.work(({ teams }) => teams.listOfWorkspace(id))) {
        if (signal?.aborted) return;
        if (platform !== "playground") await lookAtTeam(world, team);
      }
    }
    await storage.work(({ settings }) => settings.set(LOOK, "done"));
  } catch (cause) {
    reportTrouble(log, cause, { event: "tick", name: "leads" });
  }
}

async function listInstalled({ workspaces }: Stores) {
  return (await workspaces.list()).filter(({ uninstalledAt }) => uninstalledAt === undefined);
}

async function lookAtTeam(world: World, team: Team): Promise<void> {
  const unknown = await world.storage.work((stores) => listUnknown(stores, team, world.clock.now()));
  for (const { workspaceId, platformUserId } of unknown) {
    const profile = await world.directory.profile(workspaceId, platformUserId);
    if (profile) await noteProfile(world, workspaceId, profile);
  }
  await world.storage.work(async (stores) => {
    const work = withAudit({ stores, world, now: world.clock.now() }, actingForPlatform("upgrade"));
    const current = await stores.teams.find(team.id);
    if (current) await tellIfLeaderless(work, current);
  });
  world.onQueued();
}

async function listUnknown({ memberships, people }: Stores, { id }: Team, now: number) {
  const leads = (await memberships.listOfTeam(id)).filter((membership) => membership.lead && isActiveAt(membership, now));
  const accounts = await Promise.all(leads.map(({ personId }) => people.accountsOf(personId)));
  return accounts.flat().filter(({ kind }) => kind === undefined);
}
