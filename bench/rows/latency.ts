/** How soon an answer is acknowledged where so many people a second press, whatever the bot does meanwhile. */
import { withFolder } from "../data/bot.ts";
import type { Report } from "../load/orders.ts";
import type { Reading } from "../program/program.ts";
import { atMost, type Figure, type Result, toFigure } from "../report/result.ts";
import type { RowOptions } from "../scale.ts";
import { describeSize, type PressWorld, sizeOf, startPressWorld } from "./press-world.ts";

const PER_SECOND = 200;
const P99_AIM_MS = 500;
/** No synchronous stretch of the program may be longer. */
const LOOP_AIM_MS = 50;

type OpenTurn = { readonly report: Report; readonly before: Reading; readonly after: Reading };

/** Presses so many a second of the deck `ours` for so long, the loop's delays measured from the beginning. */
async function pressOpenly({ load, ours }: PressWorld, perSecond: number, forMs: number): Promise<OpenTurn> {
  await ours.watch();
  const before = await ours.read();
  const report = await load.run({ do: "open", deck: "ours", url: ours.url, perSecond, forMs });
  return { report, before, after: await ours.read() };
}

/** Rejects unless every acknowledged answer is in the database at the end. */
export async function benchLatency(options: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const { scale } = options;
    const size = sizeOf(scale);
    const world = await startPressWorld(folder, options, size);
    await world.load.deal("ours", { kind: "presses", ...world.walks }, false);
    world.bare.freeze();
    const warm = await pressOpenly(world, PER_SECOND, scale.warmUpMs);
    const turns: OpenTurn[] = [];
    for (let turn = 0; turn < scale.turns; turn += 1) turns.push(await pressOpenly(world, PER_SECOND, scale.turnMs * 3));
    await world.stop();
    const sent = [warm, ...turns].reduce((sum, { report }) => sum + report.requests, 0);
    const kept = world.countAnswers();
    if (kept !== sent) throw new Error(`${sent} answers were acknowledged and ${kept} kept`);
    const how = `${describeSize(size)}, ${PER_SECOND} pressed a second, ${sent} in all, counted from when each was meant to start`;
    return [{ what: "An answer's latency under an even load", size: how, figures: describeTurns(turns) }];
  });
}

function describeTurns(turns: readonly OpenTurn[]): readonly Figure[] {
  const latency = (name: keyof Report["latencyMs"]) => turns.map(({ report }) => report.latencyMs[name]);
  const cpu = turns.map(({ report, before, after }) => ((after.cpuMs - before.cpuMs) / report.requests) * 1_000);
  return [
    toFigure("p50", "ms", latency("p50")),
    toFigure("p90", "ms", latency("p90")),
    toFigure("p99", "ms", latency("p99"), atMost(P99_AIM_MS)),
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
