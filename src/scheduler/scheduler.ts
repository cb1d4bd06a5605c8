/** Wakes the bot at regular times. It keeps no state: what is due is in the database, so a tick that was missed loses nothing. */
import { createTask } from "node-cron";
import type { Log } from "../app/ports/log.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";

/** What the scheduler runs, and when. */
export type SchedulerParts = {
  /** Looks once at everything that is due. It may throw, and should end early once the signal is aborted. */
  readonly tick: (signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  /** A cron expression of six fields, seconds included, in UTC. Every half minute unless given. */
  readonly expression?: string;
};

/** Runs the tick at regular times, one at a time. */
export interface Scheduler {
  /** Ticks at once, and then at every time of the expression. */
  start(): void;
  /** Ticks now. While a tick is under way it joins that one and does not begin a second. */
  look(): Promise<void>;
  /** Ends the ticks. It aborts the one under way and resolves when that has ended. */
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
      reportTrouble(log, cause, { event: "tick" });
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
