/** The mutation score by folder, from the report that `npm run test:mutation` leaves behind. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type MutationScore = { readonly folder: string; readonly mutants: number; readonly percent: number };

type Report = { readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>> };

const REPORT = "reports/mutation/mutation.json";
const FOUND = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

/** Folders of src, and one more for all together; empty where there is no report. */
export function readMutationScores(root: string): readonly MutationScore[] {
  const path = join(root, REPORT);
  if (!existsSync(path)) return [];
  const report: Report = JSON.parse(readFileSync(path, "utf8"));
  const folders = new Map<string, { found: number; missed: number }>();
  for (const [file, { mutants }] of Object.entries(report.files)) {
    for (const folder of [file.split("/").slice(0, 2).join("/"), "all"]) {
      const counts = folders.get(folder) ?? { found: 0, missed: 0 };
      counts.found += mutants.filter(({ status }) => FOUND.includes(status)).length;
      counts.missed += mutants.filter(({ status }) => MISSED.includes(status)).length;
      folders.set(folder, counts);
    }
  }
  return [...folders].sort().map(([folder, { found, missed }]) => ({
    folder,
    mutants: found + missed,
    percent: Math.round((1_000 * found) / (found + missed)) / 10,
  }));
}
