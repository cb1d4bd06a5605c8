/** Keeps the score of an area in `mutation/scores.json`, which is part of the repository: `npm run measure:structure` shows it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

type Score = { readonly noticed: number; readonly unnoticed: number; readonly measuredOn: string };
type Report = { readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>> };

const RECORD = "mutation/scores.json";
const NOTICED = ["Killed", "Timeout"];
const UNNOTICED = ["Survived", "NoCoverage"];

/** Counts the report's changes that tests noticed, and those that none did, and writes them down for the area with today's date. */
export function recordScore(area: string, reportFile: string): void {
  const { files }: Report = JSON.parse(readFileSync(reportFile, "utf8"));
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (among: readonly string[]) => statuses.filter((status) => among.includes(status)).length;
  const score: Score = {
    noticed: count(NOTICED),
    unnoticed: count(UNNOTICED),
    measuredOn: new Date().toISOString().slice(0, 10),
  };
  const scores: Readonly<Record<string, Score>> = existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, "utf8")) : {};
  writeFileSync(RECORD, `${JSON.stringify({ ...scores, [area]: score }, undefined, 2)}\n`);
}
