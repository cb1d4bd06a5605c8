/** Ends a process: in which order its parts stop, and on which signals. */
import type { FrontEnd } from "../bot/bot-parts.ts";

type Stoppable = { readonly stop: () => Promise<void> };

/** The parts of a running process that have to stop. */
export type StoppingParts = {
  readonly server: Stoppable;
  readonly frontEnds: readonly Pick<FrontEnd, "stop" | "settle">[];
  readonly scheduler: Stoppable;
  /** What reads the database in threads of its own. */
  readonly readers: readonly Stoppable[];
  readonly delivery: Stoppable;
  readonly storage: { readonly close: () => Promise<void> };
};

/**
 * Stops the process in order. From the first moment it is not ready and takes neither requests nor rounds; then it
 * finishes what it has taken, records what is being sent, and closes the database last.
 */
export async function stopInOrder({ server, frontEnds, scheduler, readers, delivery, storage }: StoppingParts): Promise<void> {
  // Open event streams hold the server up, so they end while it stops.
  await Promise.all([server.stop(), scheduler.stop(), ...frontEnds.map((frontEnd) => frontEnd.stop?.())]);
  for (const frontEnd of frontEnds) await frontEnd.settle?.();
  await Promise.all(readers.map((reader) => reader.stop()));
  await delivery.stop();
  await storage.close();
}

/** As much of Node's `process` as is needed. */
type SignalSource = { on(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown };

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Calls `stop` on the first SIGTERM or SIGINT. Further signals change nothing, because npm passes on the one that the
 * terminal has already sent.
 */
export function stopOnSignals(process: SignalSource, stop: () => void): void {
  let stopping = false;
  const stopOnce = (): void => {
    if (stopping) return;
    stopping = true;
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, stopOnce);
}
