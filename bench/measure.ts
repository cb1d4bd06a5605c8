/** Times things against each other so that noise of the machine hits both alike. */

/** Milliseconds. */
async function timeOf(task: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export type Side = {
  /** Not timed. */
  readonly prepare?: (repetition: number) => unknown;
  readonly run: (repetition: number) => unknown;
};

export type Pair = { readonly left: number; readonly right: number };

/** Medians in milliseconds of left, right, left, right …; a pair before warms up and is not counted. */
export async function compare(left: Side, right: Side, repetitions: number): Promise<Pair> {
  const times = { left: [] as number[], right: [] as number[] };
  for (let repetition = 0; repetition <= repetitions; repetition += 1) {
    for (const [name, side] of [["left", left] as const, ["right", right] as const]) {
      await side.prepare?.(repetition);
      const took = await timeOf(() => side.run(repetition));
      if (repetition > 0) times[name].push(took);
    }
  }
  return { left: median(times.left), right: median(times.right) };
}
