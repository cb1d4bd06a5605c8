/**
 * Loaded into the program before its own code, with `node --import`: tells the process that started it what the program has
 * used so far. It imports nothing but Node, and does nothing until it is asked.
 */
import { monitorEventLoopDelay, performance } from "node:perf_hooks";

/** How often the loop is looked at: a delay is known to that much. */
const EVERY_MS = 2;

const delays = monitorEventLoopDelay({ resolution: EVERY_MS });
const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1_000_000 - EVERY_MS);

/** `watch` begins to measure the loop's delays anew; `read` tells everything. */
process.on("message", (said: { readonly question?: unknown }) => {
  if (said.question === "watch") {
    delays.enable();
    delays.reset();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const loopDelayMs = delays.count === 0 ? undefined : describeDelays();
  const utilization = performance.eventLoopUtilization();
  const used = { cpuMs: (user + system) / 1_000, activeMs: utilization.active };
  process.send?.({ answer: { ...used, residentMb: rss / 1e6, heapMb: heapUsed / 1e6, loopDelayMs } });
});
// The program ends as it does without it, and never outlives the bench.
process.channel?.unref();
process.once("disconnect", () => process.exit());

function describeDelays() {
  return { p50: ms(delays.percentile(50)), p99: ms(delays.percentile(99)), max: ms(delays.max) };
}
