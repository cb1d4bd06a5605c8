/**
 * Deletes answers that no longer count, notes and check-ins once they are older than `RETENTION_ANSWERS_MONTHS`, and everything
 * that people answered who left so long ago. What a member answered last to a question stays.
 */
import type { Membership } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { catalogueOf, type Work } from "../call.ts";
import type { Expired, ExpiryMark } from "../ports/expiry-store.ts";
import type { Stores, World } from "../ports/world.ts";
import { planPublication } from "../standing/publish.ts";

/** So many rows go in one unit of work, so that those who press wait for no more than that. */
export const EXPIRED_AT_ONCE = 200;

/**
 * Deletes what is older than the operator keeps answers, in pieces, and returns how many rows that were. It does nothing
 * where answers are kept for ever, and leaves a team alone whose earlier standings are still to be rewritten from its answers.
 */
export async function expireAnswers(world: World): Promise<number> {
  if (world.answersKeptMonths === undefined) return 0;
  const before = monthsBefore(world.clock.now(), world.answersKeptMonths);
  let total = 0;
  for (const { id: workspaceId } of await world.storage.work(({ workspaces }) => workspaces.list())) {
    const teams = await world.storage.work((stores) => stores.teams.listOfWorkspace(workspaceId));
    for (const { id } of teams) total += await expireOfTeam(world, id, before);
  }
  return total;
}

/** The same day and hour so many months earlier, or the last day of a shorter month. In UTC. */
export function monthsBefore(now: Instant, months: number): Instant {
  const then = new Date(now);
  const day = then.getUTCDate();
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== day) then.setUTCDate(0);
  return then.getTime();
}

async function expireOfTeam(world: World, teamId: string, before: Instant): Promise<number> {
  const inWork = <T>(task: (work: Work) => Promise<T>): Promise<T> =>
    world.storage.work((stores) => task({ stores, world, now: world.clock.now() }));
  if (await inWork(({ stores }) => isRewritten(stores, teamId))) return 0;
  let total = 0;
  for (const { id } of await inWork(({ stores }) => listLongGone(stores, teamId, before))) {
    // First, because whose answers are gone is not found again after a stop in between.
    await inWork(({ stores }) => stores.publications.veil(teamId, id));
    total += await repeat((limit) => inWork(({ stores }) => stores.expiry.removeOfMembership(id, limit)));
  }
  const renamed = await inWork((work) => renamedOf(work, teamId));
  total += await inPieces((piece) =>
    inWork(({ stores }) => stores.expiry.removeSuperseded({ teamId, before, renamed, ...piece })),
  );
  total += await inPieces((piece) => inWork(({ stores }) => stores.expiry.removeCheckIns({ teamId, before, ...piece })));
  if (total > 0) await inWork((work) => noteExpiry(work, teamId));
  return total;
}

async function isRewritten(stores: Stores, teamId: string): Promise<boolean> {
  return (await stores.standings.findFirstToRewrite(teamId)) !== undefined;
}

/** Those who left before that instant, have not come back, and of whom answers are left. */
async function listLongGone(stores: Stores, teamId: string, before: Instant): Promise<readonly Membership[]> {
  const gone: Membership[] = [];
  for (const membership of await stores.memberships.listOfTeam(teamId)) {
    const leftAt = membership.intervals.at(-1)?.until;
    if (leftAt === undefined || leftAt >= before) continue;
    if ((await stores.answers.countOfMembership(membership.id)) > 0) gone.push(membership);
  }
  return gone;
}

async function renamedOf(work: Work, teamId: string): Promise<Readonly<Record<string, string>>> {
  const team = await work.stores.teams.find(teamId);
  return team ? (await catalogueOf(work, team.edition)).renamed : {};
}

/** What others read of the team is counted again at its next hour, under the rule of publication as always. */
async function noteExpiry(work: Work, teamId: string): Promise<void> {
  await work.stores.expiry.removeExports(teamId);
  const team = await work.stores.teams.find(teamId);
  if (team) await planPublication(work, team);
}

async function inPieces(
  remove: (piece: { readonly limit: number; readonly after?: ExpiryMark }) => Promise<Expired>,
): Promise<number> {
  let total = 0;
  let after: ExpiryMark | undefined;
  do {
    const { count, next } = await remove({ limit: EXPIRED_AT_ONCE, ...(after && { after }) });
    total += count;
    after = next;
  } while (after);
  return total;
}

async function repeat(remove: (limit: number) => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await remove(EXPIRED_AT_ONCE);
    total += count;
    if (count < EXPIRED_AT_ONCE) return total;
  }
}
