/** The ticker of the unattended bot. It keeps no state: what is due stands in the database, and a tick that was missed loses nothing. */
import { createTask } from "node-cron";
import type { Log } from "../app/ports/log.ts";

/** What the scheduler runs, and when. */
export type SchedulerParts = {
  /** One look at everything that is due. May throw: the next tick comes all the same. Ends early once the signal is aborted. */
  readonly tick: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  /** A cron expression of six fields, seconds included, in UTC. Every half minute unless given. */
  readonly expression?: string;
};

/** Runs the tick at regular times, one at a time. */
export interface Scheduler {
  /** Looks at once, then at every tick. */
  start(): void;
  /** Looks now; joins a look that is under way rather than beginning a second one. */
  look(): Promise<void>;
  /** No more ticks; the one under way is told to end, and this resolves when it has. */
  stop(): Promise<void>;
}

const EVERY_HALF_MINUTE = "0,30 * * * * *";

/** Returns a scheduler that does not run yet. A tick that throws is logged, and the next one comes all the same. */
export function createScheduler({ tick, log, expression = EVERY_HALF_MINUTE }: SchedulerParts): Scheduler {
  let underWay: Promise<void> | undefined;
  const stopping = new AbortController();

  async function lookOnce(): Promise<void> {
    try {
      await tick(stopping.signal);
    } catch (cause) {
      log.error({ cause }, "a tick failed");
    } finally {
      underWay = undefined;
    }
  }

  function look(): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    underWay ??= lookOnce();
    return underWay;
  }

  const task = createTask(expression, () => look(), { noOverlap: true, timezone: "UTC" });

  return {
    start() {
      void task.start();
      void look();
    },
    look,
    async stop() {
      stopping.abort();
      await task.stop();
      const last = underWay;
      await task.destroy();
      await last;
    },
  };
}
