/** Has large teams read in a thread, which is started by the first reading and ended when there was none for a while. */
import { Worker } from "node:worker_threads";
import type { TeamReader } from "../../app/ports/team-reader.ts";
import type { NumberedReading, NumberedResult, TeamOrder, TeamReaderOrder, TeamResult } from "./team-reader-thread.ts";

/** How long the thread waits for another reading before it gives its memory back. */
const IDLE_MS = 60_000;

/** What the thread reads, and the compiled file that it runs: this folder's `team-reader-thread.js`. */
export type TeamReaderParts = TeamReaderOrder & {
  readonly thread: URL;
  /** Told why a reading failed; whoever asked for it goes on without. */
  readonly onError: (cause: unknown) => void;
  readonly idleMs?: number;
};

type Waiting = ReadonlyMap<number, (result: TeamResult) => void>;

/** Creates the reader. Nothing is started yet. */
export function createTeamReader({ thread, onError, idleMs = IDLE_MS, ...order }: TeamReaderParts): TeamReader {
  const waiting = new Map<number, (result: TeamResult) => void>();
  let running: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let next = 1;
  let stopped = false;

  function begin(): Worker {
    if (running) return running;
    const workerData: TeamReaderOrder = order;
    const worker = new Worker(thread, { workerData });
    worker.unref();
    worker.on("message", ({ number, result, failed }: NumberedResult) => {
      if (failed !== undefined) onError(failed);
      waiting.get(number)?.(result);
    });
    worker.on("error", onError);
    worker.on("exit", () => {
      if (running !== worker) return;
      running = undefined;
      giveUpAll(waiting);
    });
    running = worker;
    return worker;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const worker = running;
    running = undefined;
    giveUpAll(waiting);
    await worker?.terminate();
  }

  async function read(reading: TeamOrder): Promise<TeamResult> {
    if (stopped) return undefined;
    clearTimeout(idle);
    const number = next;
    next += 1;
    const result = await new Promise<TeamResult>((resolve) => {
      waiting.set(number, resolve);
      const numbered: NumberedReading = { number, reading };
      begin().postMessage(numbered);
    });
    waiting.delete(number);
    if (waiting.size === 0) idle = setTimeout(() => void end(), idleMs).unref();
    return result;
  }

  return {
    answer: async (reading) => parseAs<"answer">(await read({ read: "command", ...reading })),
    digest: async (reading) => parseAs<"digest">(await read({ read: "digest", ...reading })),
    topics: async (reading) => parseAs<"topics">(await read({ read: "topics", ...reading })),
    draft: async (reading) => parseAs<"draft">(await read({ read: "draft", ...reading })),
    async stop() {
      stopped = true;
      await end();
    },
  };
}

function giveUpAll(waiting: Waiting): void {
  for (const resolve of waiting.values()) resolve(undefined);
}

/** The thread answers each reading with what belongs to its kind. */
function parseAs<K extends "answer" | "digest" | "topics" | "draft">(result: TeamResult): Awaited<ReturnType<TeamReader[K]>> {
  return result as Awaited<ReturnType<TeamReader[K]>>;
}
