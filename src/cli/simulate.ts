/** `simulate`: plays the whole product in fast-forward and checks the result. */
import { resolve } from "node:path";
import type { SimulationReport } from "../simulation/run-simulation.ts";
import { runSimulation } from "../simulation/run-simulation.ts";
import { type CliCall, type ExitCode, readNumber } from "./command.ts";
import { createProgress } from "./progress.ts";

const LIMITS = {
  seed: { min: 0, max: 2 ** 31 - 1, otherwise: 1 },
  teams: { min: 2, max: 1_000, otherwise: 2 },
  weeks: { min: 1, max: 520, otherwise: 12 },
} as const;

/**
 * Plays teams over weeks in fast-forward and prints what happened with the checks, or with `--json` the report alone,
 * which is the same bytes for the same seed. Returns 1 when a check fails.
 */
export async function simulate(call: CliCall): Promise<ExitCode> {
  const { terminal, text, flag } = call;
  const progress = createProgress(terminal);
  const directory = text("out") ?? "out";
  const options = {
    seed: readNumber(call, "seed", LIMITS.seed),
    teams: readNumber(call, "teams", LIMITS.teams),
    weeks: readNumber(call, "weeks", LIMITS.weeks),
    outDirectory: resolve(directory),
    onProgress: progress.report,
  };
  const report = await runSimulation(options).finally(progress.end);
  await terminal.out(flag("json") ? `${JSON.stringify(report.json, undefined, 2)}\n` : `${describe(call, report).join("\n")}\n`);
  terminal.err(`${call.voice.say("cli.simulate.pictures", { directory })}\n`);
  return report.checks.every(({ passed }) => passed) ? 0 : 1;
}

function describe({ voice }: CliCall, { lines, checks }: SimulationReport): readonly string[] {
  const verdicts = checks.map(({ name, passed, detail }) => {
    const verdict = voice.say(passed ? "cli.simulate.passed" : "cli.simulate.failed");
    return `${verdict}  ${name}${detail === "" ? "" : ` · ${detail}`}`;
  });
  return [...lines, "", voice.say("cli.simulate.checks"), ...verdicts];
}
