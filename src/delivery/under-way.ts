/** What delivery waits for: a sleep that can be cut short, and the sends that began and have not ended. Knows nothing of what is sent. */
import type { Log } from "../app/ports/log.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";

type UnderWaySend = {
  readonly workspaceId: string;
  readonly itemId: string;
  readonly isWaitedFor: boolean;
  /** A file: an orderly stop leaves it to the next process. */ readonly isLong?: boolean;
};

/** The sends that have begun and not ended. */
export interface UnderWay {
  count(): number;
  countOf(workspaceId: string): number;
  /** Of those, the ones that nobody waits for. */
  countBulkOf(workspaceId: string): number;
  has(itemId: string): boolean;
  /** Until the task ends, however it ends; a failure of it is logged. */
  add(send: UnderWaySend, task: Promise<void>): void;
  /** Resolves when at least one has ended. */
  oneEnds(): Promise<void>;
  /** Resolves when those of now have ended, without those that take long. */
  allEnd(): Promise<void>;
}

/** Creates an empty set of sends. `onEnded` is called after each one ends. */
export function createUnderWay({ log, onEnded }: { readonly log: Log; readonly onEnded: () => void }): UnderWay {
  const ends = new Map<string, Promise<void>>();
  const long = new Set<string>();
  const counts = new Map<string, number>();
  const bulk = new Map<string, number>();

  function change({ workspaceId, isWaitedFor }: UnderWaySend, by: number): void {
    for (const map of isWaitedFor ? [counts] : [counts, bulk]) {
      const count = (map.get(workspaceId) ?? 0) + by;
      if (count > 0) map.set(workspaceId, count);
      else map.delete(workspaceId);
    }
  }

  return {
    count: () => ends.size,
    countOf: (workspaceId) => counts.get(workspaceId) ?? 0,
    countBulkOf: (workspaceId) => bulk.get(workspaceId) ?? 0,
    has: (itemId) => ends.has(itemId),
    add(sending, task) {
      const { workspaceId, itemId } = sending;
      if (sending.isLong) long.add(itemId);
      change(sending, 1);
      const ended = task
        .catch((cause: unknown) => void reportTrouble(log, cause, { event: "delivery", name: "record", workspaceId, of: itemId }))
        .finally(() => {
          ends.delete(itemId);
          long.delete(itemId);
          change(sending, -1);
          onEnded();
        });
      ends.set(itemId, ended);
    },
    async oneEnds() {
      await Promise.race(ends.values());
      // Others end in the same turn: one look serves them all.
      await new Promise((resolve) => setImmediate(resolve));
    },
    async allEnd() {
      await Promise.all([...ends].flatMap(([itemId, ended]) => (long.has(itemId) ? [] : [ended])));
    },
  };
}

/** A sleep that can be cut short. */
export interface Sleeper {
  /** Resolves after `ms`, or when woken; at once when it was woken since the last sleep ended. */
  sleep(ms: number): Promise<void>;
  wake(): void;
}

/** Creates a sleeper. Being woken while awake ends the next sleep at once. */
export function createSleeper(): Sleeper {
  let woken = false;
  let cutShort: (() => void) | undefined;
  return {
    async sleep(ms) {
      if (!woken && ms > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          cutShort = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      cutShort = undefined;
      woken = false;
    },
    wake() {
      woken = true;
      cutShort?.();
    },
  };
}
