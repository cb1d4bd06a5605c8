/**
 * What happens when somebody becomes a programme lead, or ceases to be one; and the appointment of those whom the operator
 * lists, in the configuration or at the command line. Somebody whom the bot has not met is appointed on first contact. The
 * list only adds: whoever is struck from it stays a programme lead.
 */
import { leadsProgrammeOf, type Person, type ProgrammeLeadSource, type Workspace } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Work } from "../call.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { ListedLead, World } from "../ports/world.ts";
import { actingForPlatform, withAudit } from "../with-audit.ts";
import { setNextOverviewLook, settleMonth } from "./monthly.ts";
import { calendarOf, monthOf } from "./overview-time.ts";

/** Operator's appointments of people who have not been met, as WORKSPACE/USER-ID with spaces between. */
const AWAITED = "programme.awaited";
const LOOKED_EVERY_MS = 10 * MINUTE_MS;

type Stored = Pick<Work, "stores">;

/** Lists whom the operator appointed at the command line and the bot has not met, as WORKSPACE/USER-ID. */
export async function listAwaitedLeads({ stores }: Stored): Promise<readonly string[]> {
  return ((await stores.settings.get(AWAITED)) ?? "").split(" ").filter(Boolean);
}

/** Keeps whom the operator appointed and the bot has not met. */
export async function saveAwaitedLeads({ stores }: Stored, awaited: readonly string[]): Promise<void> {
  await stores.settings.set(AWAITED, [...new Set(awaited)].join(" "));
}

/**
 * Makes somebody whom the bot meets for the first time a programme lead, where the operator listed them. An account of a guest
 * is left as it is. Returns the person as they are then.
 */
export async function appointIfListed(work: Work, workspace: Workspace, met: MetPerson): Promise<void> {
  if (met.isGuest) return;
  const names = [`${workspace.id}/${met.platformUserId}`, `${workspace.platformId}/${met.platformUserId}`];
  const isConfigured = (work.world.programmeLeads ?? []).some(
    (listed) => listed.kind === "account" && names.includes(`${listed.workspace}/${listed.userId}`),
  );
  const awaited = await listAwaitedLeads(work);
  const isAwaited = awaited.some((name) => names.includes(name));
  if (isAwaited)
    await saveAwaitedLeads(
      work,
      awaited.filter((name) => !names.includes(name)),
    );
  if (isConfigured || isAwaited) await appoint(work, met.person, isAwaited ? "operator" : "configuration");
}

/** Somebody whom the bot has just met. */
export type MetPerson = { readonly person: Person; readonly platformUserId: string; readonly isGuest: boolean };

async function appoint(work: Work, person: Person, by: ProgrammeLeadSource): Promise<void> {
  if (!person.programmeLead) await beginProgramme(work, person, by);
}

/**
 * Creates the look at the configured list that each tick may take: it appoints who is known by now, at most every ten minutes,
 * until everybody on the list leads. An e-mail address counts where exactly one workspace has the bot. It never throws.
 */
export function createListedLeads(world: World, { log }: { readonly log: Log }): () => Promise<void> {
  const left = new Set(world.programmeLeads ?? []);
  let nextAt = 0;
  return async () => {
    if (left.size === 0 || world.clock.now() < nextAt) return;
    nextAt = world.clock.now() + LOOKED_EVERY_MS;
    for (const listed of left) {
      try {
        if (await appointListed(world, listed)) left.delete(listed);
      } catch (cause) {
        reportTrouble(log, cause, { event: "tick", name: "programme-leads" });
      }
    }
  };
}

/** True once the listed person leads, or cannot because they are a guest or belong elsewhere. */
async function appointListed(world: World, listed: ListedLead): Promise<boolean> {
  const place = await findListed(world, listed);
  if (!place) return false;
  return world.storage.work(async (stores) => {
    const work = withAudit({ stores, world, now: world.clock.now() }, actingForPlatform("PROGRAMME_LEADS"));
    const person = await stores.people.findByAccount(place.workspaceId, place.userId);
    if (!person) return false;
    const account = (await stores.people.accountsOf(person.id)).find(({ workspaceId }) => workspaceId === place.workspaceId);
    if (account?.kind === "guest" || person.workspaceId !== place.workspaceId) return true;
    if (!leadsProgrammeOf(person, place.workspaceId)) await appoint(work, person, "configuration");
    return true;
  });
}

async function findListed(
  { storage, directory }: World,
  listed: ListedLead,
): Promise<{ readonly workspaceId: string; readonly userId: string } | undefined> {
  const all = (await storage.work(({ workspaces }) => workspaces.list())).filter(
    ({ uninstalledAt }) => uninstalledAt === undefined,
  );
  if (listed.kind === "account") {
    const workspace = all.find(({ id, platformId }) => id === listed.workspace || platformId === listed.workspace);
    return workspace && { workspaceId: workspace.id, userId: listed.userId };
  }
  const [only, another] = all;
  if (!only || another) return undefined;
  const profile = await directory.findByEmail?.(only.id, listed.email);
  // A guest with that address is not whom the operator means: that person may come yet.
  if (!profile || profile.kind === "guest") return undefined;
  return { workspaceId: only.id, userId: profile.platformUserId };
}

/**
 * Makes the person a programme lead and keeps how they came to be one. Their first monthly overview comes next month; until then
 * they can ask for one by command.
 */
export async function beginProgramme(work: Work, person: Person, by: ProgrammeLeadSource): Promise<void> {
  await work.stores.people.save({ ...person, programmeLead: true, programmeLeadBy: by });
  await settleMonth(work, person.id, monthOf(work.now, await calendarOf(work, person)));
  await setNextOverviewLook(work, undefined);
}

/** Ends the person's lead of the programme. Somebody who does not lead it stays as they are. */
export async function endProgramme(work: Work, person: Person): Promise<void> {
  if (!person.programmeLead) return;
  const { programmeLeadBy: _, ...rest } = person;
  await work.stores.people.save({ ...rest, programmeLead: false });
}
