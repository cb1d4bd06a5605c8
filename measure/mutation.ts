/** The mutation score of each area, as `npm run test:mutation` recorded it when the whole area was measured last. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type MutationScore = {
  readonly area: string;
  readonly mutants: number;
  /** Noticed ÷ tried, in per cent with one decimal. */
  readonly percent: number;
  /** The day of the measurement: `2026-12-01`. */
  readonly measuredOn: string;
};

type Recorded = { readonly noticed: number; readonly unnoticed: number; readonly measuredOn: string };

const RECORD = "mutation/scores.json";

/** Lists the areas with their scores; empty where nothing was recorded. */
export function readMutationScores(root: string): readonly MutationScore[] {
  const path = join(root, RECORD);
  if (!existsSync(path)) return [];
  const areas: Readonly<Record<string, Recorded>> = JSON.parse(readFileSync(path, "utf8"));
  return Object.entries(areas).map(([area, { noticed, unnoticed, measuredOn }]) => {
    const mutants = noticed + unnoticed;
    return { area, mutants, percent: Math.round((1_000 * noticed) / mutants) / 10, measuredOn };
  });
}
