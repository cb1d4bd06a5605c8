/** What people are going to do, by the instant. */

export type Act = () => Promise<unknown>;

export type Acts = {
  add(at: number, act: Act): void;
  nextAt(): number | undefined;
  /** Everything of the earliest instant. */
  takeNext(): readonly Act[];
};

/** Acts fall on this grid, so that the clock does not stop for each of them. */
const GRID_MS = 30 * 60_000;

export function createActs(): Acts {
  const byInstant = new Map<number, Act[]>();
  /** Descending, so that the earliest is taken off the end. */
  const instants: number[] = [];

  function place(at: number): void {
    let low = 0;
    let high = instants.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((instants[middle] ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    instants.splice(low, 0, at);
  }

  return {
    add(at, act) {
      const onGrid = Math.ceil(at / GRID_MS) * GRID_MS;
      const known = byInstant.get(onGrid);
      if (known) known.push(act);
      else {
        byInstant.set(onGrid, [act]);
        place(onGrid);
      }
    },
    nextAt: () => instants.at(-1),
    takeNext() {
      const at = instants.pop();
      if (at === undefined) return [];
      const acts = byInstant.get(at) ?? [];
      byInstant.delete(at);
      return acts;
    },
  };
}
