/** What `/metrics` tells an operator about the process and the outbox. */
import type { Registry } from "prom-client";
import type { Storage } from "../app/ports/world.ts";

/** Returns the text of `/metrics` and its content type. */
export type Metrics = () => Promise<{ readonly contentType: string; readonly body: string }>;

/**
 * Returns the metrics of the process and of the outbox. The outbox is counted only when they are read, and the
 * library is loaded with the first reading.
 */
export function createMetrics(storage: Storage): Metrics {
  let built: Promise<Registry> | undefined;
  return async () => {
    built ??= buildRegistry(storage);
    const register = await built;
    return { contentType: register.contentType, body: await register.metrics() };
  };
}

async function buildRegistry(storage: Storage): Promise<Registry> {
  const { collectDefaultMetrics, Gauge, Registry } = await import("prom-client");
  const register = new Registry();
  collectDefaultMetrics({ register });
  new Gauge({
    name: "speedboat_outbox_messages",
    help: "Messages in the outbox, by status",
    labelNames: ["status"],
    registers: [register],
    async collect() {
      const counts = await storage.work((stores) => stores.outbox.countByStatus());
      for (const [status, count] of Object.entries(counts)) this.set({ status }, count);
    },
  });
  return register;
}
