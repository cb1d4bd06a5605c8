/** Times two tasks in turns, left, right, left, right …, so that the machine's other work meets both alike. */
import type { Scale } from "../scale.ts";

export type Side = {
  /** Runs before each turn and is not timed. */
  readonly prepare?: (turn: number) => unknown;
  readonly run: (turn: number) => unknown;
  /** Runs after each turn and is not timed. */
  readonly after?: (turn: number) => unknown;
  /** The task cannot be repeated: a turn runs it once. */
  readonly isOnce?: boolean;
};

/** One run's share of a turn, in milliseconds: time on the clock, and processor time of this process. */
type Timed = { readonly ms: number; readonly cpuMs: number };

export type Turns = { readonly left: readonly Timed[]; readonly right: readonly Timed[] };

/** Warms both sides up in turns, until the slower one has run for as long as the scale says; then times its number of turns. */
export async function takeTurns(left: Side, right: Side, scale: Scale): Promise<Turns> {
  let turn = 0;
  for (let warmMs = 0; warmMs < scale.warmUpMs; turn += 1) {
    const times = [await timeTurn(left, turn, scale.turnMs / 4), await timeTurn(right, turn, scale.turnMs / 4)];
    warmMs += Math.max(...times.map(({ tookMs }) => tookMs));
  }
  const measured = { left: [] as Timed[], right: [] as Timed[] };
  for (const end = turn + scale.turns; turn < end; turn += 1) {
    measured.left.push((await timeTurn(left, turn, scale.turnMs)).timed);
    measured.right.push((await timeTurn(right, turn, scale.turnMs)).timed);
  }
  return measured;
}

async function timeTurn({ prepare, run, after, isOnce = false }: Side, turn: number, atLeastMs: number) {
  await prepare?.(turn);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let runs = 0;
  do {
    await run(turn);
    runs += 1;
  } while (!isOnce && performance.now() - startedAt < atLeastMs);
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  await after?.(turn);
  return { tookMs, timed: { ms: tookMs / runs, cpuMs: (user + system) / 1_000 / runs } };
}

/** Each turn's left divided by its right. */
export function ratiosOf(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.map((value, turn) => value / (right[turn] ?? Number.NaN));
}
