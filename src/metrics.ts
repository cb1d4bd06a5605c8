/** What `/metrics` tells an operator: the process, and how the outbox stands. */
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Storage } from "./app/ports.ts";

export type Metrics = () => Promise<{ readonly contentType: string; readonly body: string }>;

/** The outbox is counted when asked, so nothing runs between two scrapes. */
export function createMetrics(storage: Storage): Metrics {
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
  return async () => ({ contentType: register.contentType, body: await register.metrics() });
}
