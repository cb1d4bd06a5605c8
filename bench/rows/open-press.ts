/** Presses at an even rate against a running bot, and what they tell: latency, processor time, how long the loop was held up. */
import type { Report } from "../load/orders.ts";
import type { Reading } from "../program/program.ts";
import { atMost, type Figure, toFigure } from "../report/result.ts";
import type { PressWorld } from "./press-world.ts";

const P99_AIM_MS = 500;
/** No synchronous stretch of the program may be longer. */
const LOOP_AIM_MS = 50;

/** What a stretch of presses found: the load's report, and what the program had used before and after. */
export type OpenTurn = { readonly report: Report; readonly before: Reading; readonly after: Reading };

/** Presses so many a second of the deck `ours` for so long, the loop's delays measured from the beginning. */
export async function pressOpenly({ load, ours }: PressWorld, perSecond: number, forMs: number): Promise<OpenTurn> {
  await ours.watch();
  const before = await ours.read();
  const report = await load.run({ do: "open", deck: "ours", url: ours.url, perSecond, forMs });
  return { report, before, after: await ours.read() };
}

/** The figures of several stretches, each a turn. */
export function describeTurns(turns: readonly OpenTurn[], p99AimMs = P99_AIM_MS): readonly Figure[] {
  const latency = (name: keyof Report["latencyMs"]) => turns.map(({ report }) => report.latencyMs[name]);
  const cpu = turns.map(({ report, before, after }) => ((after.cpuMs - before.cpuMs) / report.requests) * 1_000);
  return [
    toFigure("p50", "ms", latency("p50")),
    toFigure("p90", "ms", latency("p90")),
    toFigure("p99", "ms", latency("p99"), atMost(p99AimMs)),
    toFigure("slowest", "ms", latency("max")),
    toFigure(
      "sent later than meant, p99",
      "ms",
      turns.map(({ report }) => report.lateMs.p99),
    ),
    toFigure("CPU a request", "µs", cpu),
    toFigure(
      "loop held up, p99",
      "ms",
      turns.map(({ after }) => after.loopDelayMs?.p99 ?? Number.NaN),
    ),
    toFigure(
      "loop held up, longest",
      "ms",
      turns.map(({ after }) => after.loopDelayMs?.max ?? Number.NaN),
      atMost(LOOP_AIM_MS),
    ),
  ];
}
