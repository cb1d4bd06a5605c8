/** Of this run: what a test draws by chance is drawn from it, so that the run can be had again (see `vitest.config.ts`). */
export const SEED = Number(process.env.SEED);

const MOST_CASES = Number(process.env.PROPERTY_CASES ?? Number.POSITIVE_INFINITY);

/** How many cases a property tries: `wanted`, or what `PROPERTY_CASES` allows where that is less. */
export function cases(wanted: number): number {
  return Math.min(wanted, MOST_CASES);
}
