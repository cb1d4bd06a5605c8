/** Finds when something next falls due in any team or in the outbox. */
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { nextOverviewLookAt } from "../programme/monthly.ts";

const EVER: Instant = Number.MAX_SAFE_INTEGER;

/**
 * Returns when something next falls due; it lies in the past if a tick is overdue. Of messages, only those that fall due
 * later count. Returns undefined when nothing is planned at all.
 */
export async function nextDueAt({ stores, now }: Work): Promise<Instant | undefined> {
  const [teamId] = await stores.teams.listDue(EVER, 1);
  const [turn] = await stores.turns.listDue(EVER, 1);
  const [round] = await stores.rounds.listDue(EVER, 1);
  const [membershipId] = await stores.nudges.listDue(EVER, 1);
  const [standingOf] = await stores.teamStandings.listDue(EVER, 1);
  const [kpiId] = await stores.kpis.listDue(EVER, 1);
  const instants = [
    teamId === undefined ? undefined : await stores.teams.nextRoundAt(teamId),
    turn?.nextActionAt,
    round?.nextActionAt,
    membershipId === undefined ? undefined : await stores.nudges.nextLookAt(membershipId),
    standingOf === undefined ? undefined : await stores.teamStandings.dueAt(standingOf),
    kpiId === undefined ? undefined : await stores.kpis.nextAskAt(kpiId),
    await nextOverviewLookAt({ stores }),
    await stores.outbox.nextDueAt(now),
  ].filter((at) => at !== undefined);
  return instants.length > 0 ? Math.min(...instants) : undefined;
}
