/**
 * Corrects what waits in the outbox when the clock was set back or forward, so that nothing waits longer for it and no
 * lease ends early.
 */
import { sql } from "kysely";
import { LONGEST_WAIT_MS, type OutboxStore } from "../../app/ports/outbox-store.ts";
import { type Prepared, prepare, type Db } from "../sqlite/unit-driver.ts";
import type { LaneRow } from "./outbox-claim.ts";

type Jump = Parameters<OutboxStore["followClock"]>[0];
type Shift = { readonly now: number; readonly by: number };
type Reach = { readonly now: number; readonly latest: number };

/** Corrects the times of what waits after a jump of the clock, and returns the lanes that changed. */
export type ClockFollower = (jump: Jump) => readonly LaneRow[];

/** Creates the correction over the database. It runs when the clock was set and at a start, so it need not be fast. */
export function createClockFollower(db: Db): ClockFollower {
  const atOnce: Prepared<{ readonly now: number }, LaneRow> = prepare(
    db,
    ({ now }: { readonly now: number }) => sql<LaneRow>`
      update outbox set not_before = ${now}
      where status = 'pending' and not_before > ${now} and not_before <= created_at returning workspace_id, lane`,
  );
  const shiftRetries = prepare(
    db,
    ({ now, by }: Shift) => sql<LaneRow>`
      update outbox set not_before = max(${now}, not_before + ${by})
      where status = 'pending' and attempt > 0 returning workspace_id, lane`,
  );
  const shiftLeases = prepare(
    db,
    ({ by }: { readonly by: number }) => sql`
      update outbox set lease_until = lease_until + ${by}
      where lease_until is not null and status in ('sending', 'ambiguous')`,
  );
  const hastenRetries = prepare(
    db,
    ({ now, latest }: Reach) => sql<LaneRow>`
      update outbox set not_before = ${now}
      where status = 'pending' and attempt > 0 and not_before > ${latest} returning workspace_id, lane`,
  );
  const hastenLeases = prepare(
    db,
    ({ now, latest }: Reach) => sql`
      update outbox set lease_until = ${now}
      where status in ('sending', 'ambiguous') and lease_until > ${latest}`,
  );
  return ({ now, by }) => {
    const early = atOnce.all({ now });
    if (by !== undefined) {
      shiftLeases.run({ by });
      return [...early, ...shiftRetries.all({ now, by })];
    }
    const reach = { now, latest: now + LONGEST_WAIT_MS };
    hastenLeases.run(reach);
    return [...early, ...hastenRetries.all(reach)];
  };
}
