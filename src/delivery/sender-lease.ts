/**
 * Of several processes on one database one sends, so that the platforms' rates hold for all of them together. Whoever sends
 * renews a row; where nobody renewed it for thirty seconds, another takes over. Each process measures that by its own clock
 * that nobody sets: the row counts renewals and holds no time.
 */
import type { Work } from "../app/call.ts";

/** A process that may send. */
export type SendingProcess = {
  /** Another one after every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
};

/** The lease of one process. */
export interface SenderLease {
  /** Whether this process sends; takes the lease over where nobody holds it any more. Runs in the unit of work that claims. */
  holds(work: Work): Promise<boolean>;
  /** Lets another process take over at once. Does nothing where this process does not hold it. */
  release(work: Work): Promise<void>;
}

/** What the lease needs to know. `isGone` tells that another process has ended for sure. */
export type SenderLeaseParts = {
  readonly process: SendingProcess;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
  readonly isGone: (other: SendingProcess) => boolean;
  /** Told each time this process begins to send. */
  readonly onTaken: () => void;
};

const KEY = "sending.lease";
const RELEASED = "";
const RENEWED_EVERY_MS = 5_000;
const TAKEN_OVER_AFTER_MS = 30_000;

type Stored = SendingProcess & { readonly renewals: number };

/** Creates the lease of this process, which does not hold it yet. */
export function createSenderLease({ process, steadyNow, isGone, onTaken }: SenderLeaseParts): SenderLease {
  let renewedAt: number | undefined;
  let seen: { readonly row: string; readonly at: number } | undefined;

  async function write(work: Work, renewals: number): Promise<void> {
    await work.stores.settings.set(KEY, toRow({ ...process, renewals }));
    renewedAt = steadyNow();
  }

  /** Whether the row has not changed for long enough, as this process saw it. */
  function isSilent(row: string): boolean {
    if (seen?.row !== row) seen = { row, at: steadyNow() };
    return steadyNow() - seen.at >= TAKEN_OVER_AFTER_MS;
  }

  return {
    async holds(work) {
      const row = await work.stores.settings.get(KEY);
      const holder = parseRow(row);
      if (holder?.id === process.id) {
        if (renewedAt === undefined || steadyNow() - renewedAt >= RENEWED_EVERY_MS) await write(work, holder.renewals + 1);
        return true;
      }
      if (holder && row !== undefined && !isGone(holder) && !isSilent(row)) return false;
      await write(work, (holder?.renewals ?? 0) + 1);
      onTaken();
      return true;
    },
    async release(work) {
      const holder = parseRow(await work.stores.settings.get(KEY));
      if (holder?.id === process.id) await work.stores.settings.set(KEY, RELEASED);
    },
  };
}

/** A host's name holds no space. */
function toRow({ renewals, pid, id, host }: Stored): string {
  return `${renewals} ${pid} ${id} ${host}`;
}

/** Undefined where nobody holds the lease. */
function parseRow(row: string | undefined): Stored | undefined {
  const [renewals, pid, id, host] = (row ?? RELEASED).split(" ");
  if (id === undefined || host === undefined) return undefined;
  return { renewals: Number(renewals), pid: Number(pid), id, host };
}
