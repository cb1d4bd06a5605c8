/** The end of a process: in which order its parts stop, and on which signals. */
import type { FrontEnd } from "../bot/front-ends.ts";

type Stoppable = { readonly stop: () => Promise<void> };

export type StoppingParts = {
  readonly server: Stoppable;
  readonly frontEnds: readonly Pick<FrontEnd, "stop" | "settle">[];
  readonly scheduler: Stoppable;
  readonly delivery: Stoppable;
  readonly storage: { readonly close: () => Promise<void> };
};

/**
 * Not ready and nothing new from the first moment on, neither requests nor rounds; then what was taken is answered, what
 * follows the answers is shown, what is being sent is written down, and at last the database closes.
 */
export async function stopInOrder({ server, frontEnds, scheduler, delivery, storage }: StoppingParts): Promise<void> {
  // Open event streams hold the server up, so they end while it stops.
  await Promise.all([server.stop(), scheduler.stop(), ...frontEnds.map((frontEnd) => frontEnd.stop?.())]);
  for (const frontEnd of frontEnds) await frontEnd.settle?.();
  await delivery.stop();
  await storage.close();
}

/** As much of Node's `process` as is needed. */
type SignalSource = { on(signal: "SIGTERM" | "SIGINT", listener: () => void): unknown };

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Stops at the first signal. Another one changes nothing: npm hands on the one that the terminal has sent already. */
export function stopOnSignals(process: SignalSource, stop: () => void): void {
  let stopping = false;
  const stopOnce = (): void => {
    if (stopping) return;
    stopping = true;
    stop();
  };
  for (const signal of SIGNALS) process.on(signal, stopOnce);
}
