/** Our program and a bare Bolt app under the same requests, in turns: ours, bare, ours, bare …; the one whose turn it is not stands still. */
import type { Report } from "../load/orders.ts";
import type { Reading } from "../program/program.ts";
import { atLeast, atMost, type Figure, toFigure } from "../report/result.ts";
import { ratiosOf } from "../report/turns.ts";
import type { Scale } from "../scale.ts";
import type { PressWorld } from "./press-world.ts";

export const CONNECTIONS = 16;
const RATE_AIM = 0.5;
const P99_AIM_MS = 500;
const LONGEST_TURN_MS = 1_000;

type Turn = { readonly report: Report; readonly cpuMs: number; readonly edited: number };
export type Raced = {
  readonly ours: readonly Turn[];
  readonly bare: readonly Turn[];
  readonly requests: number;
  readonly atEnd: Reading;
};

/** Both decks have been dealt, as `ours` and `bare`. */
export async function raceAgainstBolt(world: PressWorld, scale: Scale): Promise<Raced> {
  const { load, slack } = world;
  let requests = 0;

  async function take(name: "ours" | "bare", forMs: number): Promise<Turn> {
    const program = world[name];
    program.thaw();
    const [before, shownBefore] = [await program.read(), await slack.countShown()];
    const report = await load.run({ do: "closed", deck: name, url: program.url, forMs, connections: CONNECTIONS });
    const [after, shownAfter] = [await program.read(), await slack.countShown()];
    program.freeze();
    if (name === "ours") requests += report.requests;
    return { report, cpuMs: after.cpuMs - before.cpuMs, edited: shownAfter.edited - shownBefore.edited };
  }

  const turnsOf = async (turns: number, forMs: number) => {
    const taken = { ours: [] as Turn[], bare: [] as Turn[] };
    for (let turn = 0; turn < turns; turn += 1) {
      taken.ours.push(await take("ours", forMs));
      taken.bare.push(await take("bare", forMs));
    }
    return taken;
  };
  world.ours.freeze();
  world.bare.freeze();
  const warmTurnMs = Math.min(LONGEST_TURN_MS, scale.warmUpMs);
  await turnsOf(Math.ceil(scale.warmUpMs / warmTurnMs), warmTurnMs);
  const measured = await turnsOf(scale.turns, scale.turnMs);
  world.ours.thaw();
  world.bare.thaw();
  return { ...measured, requests, atEnd: await world.ours.read() };
}

/** `cpuAimUs`: what a request may cost at most, in microseconds of processor time. */
export function describeRace({ ours, bare, atEnd }: Raced, cpuAimUs?: number): readonly Figure[] {
  const rates = (turns: readonly Turn[]) => turns.map(({ report }) => (report.requests / report.tookMs) * 1_000);
  const cpu = (turns: readonly Turn[]) => turns.map(({ cpuMs, report }) => (cpuMs / report.requests) * 1_000);
  const p99 = (turns: readonly Turn[]) => turns.map(({ report }) => report.latencyMs.p99);
  const loads = [...ours, ...bare].map(({ report }) => (report.cpuMs / report.tookMs) * 100);
  return [
    toFigure("ours", "a second", rates(ours)),
    toFigure("bare Bolt", "a second", rates(bare)),
    toFigure("ours / bare Bolt", "×", ratiosOf(rates(ours), rates(bare)), atLeast(RATE_AIM)),
    toFigure("CPU a request", "µs", cpu(ours), cpuAimUs === undefined ? undefined : atMost(cpuAimUs)),
    toFigure("CPU a request, bare Bolt", "µs", cpu(bare)),
    toFigure("p99", "ms", p99(ours), atMost(P99_AIM_MS)),
    toFigure("p99, bare Bolt", "ms", p99(bare)),
    toFigure(
      "cards edited meanwhile",
      "a second",
      ours.map(({ edited, report }) => (edited / report.tookMs) * 1_000),
    ),
    toFigure("the load's share of a core", "%", loads),
    toFigure("resident memory afterwards", "MB", [atEnd.residentMb]),
  ];
}
