/** `catalogue check FILE|DIR`: everything that is wrong with an edition, with file, line and reason. */
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { editionKey, listQuestions } from "../core/catalogue/catalogue.ts";
import type { Voice } from "../message/voice/voice.ts";
import { checkCatalogue, type LocatedProblem, readCatalogue } from "../storage/catalogue/catalogue-files.ts";
import type { CliCall, ExitCode } from "./command.ts";

/** Prints a line `file:line: reason` for each problem of an edition. Returns 1 when there is any. */
export async function checkCatalogueFiles({ terminal, voice, args }: CliCall): Promise<ExitCode> {
  const path = args[0] ?? "";
  const folder = (await stat(path)).isDirectory() ? path : dirname(path);
  const problems = await checkCatalogue(path);
  for (const problem of problems) await terminal.out(`${toLine(voice, folder, problem)}\n`);
  if (problems.length > 0) {
    terminal.err(`${voice.say("cli.catalogue.wrong", { count: problems.length })}\n`);
    return 1;
  }
  const catalogue = await readCatalogue(path);
  const values = { edition: editionKey(catalogue), questions: listQuestions(catalogue).length, claims: catalogue.claims.length };
  await terminal.out(`${voice.say("cli.catalogue.right", values)}\n`);
  return 0;
}

function toLine(voice: Voice, folder: string, problem: LocatedProblem): string {
  return `${join(folder, problem.file)}:${problem.line}: ${describeProblem(voice, problem)}`;
}

function describeProblem(voice: Voice, { code, values }: LocatedProblem): string {
  if (code === "unreadable" && values.detail === "not found") return voice.say("cli.problem.not-found");
  return voice.say(`cli.problem.${code}`, { ...UNKNOWN, ...values });
}

/** Stands where a problem lacks a value that its sentence takes. */
const UNKNOWN = {
  claim: "?",
  count: 0,
  cycle: "?",
  detail: "?",
  id: "?",
  key: "?",
  language: "?",
  length: "?",
  max: "?",
  prefix: "?",
  rating: "?",
  since: "?",
  value: "?",
  version: "?",
  wanted: "?",
};
