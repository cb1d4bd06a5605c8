/** One run of the administrator's command: find it, run it, and put what went wrong into words. */

import { PROMPTS_DIRECTORY } from "../bot/package-root.ts";
import { LOCALES, type Locale, nearestLocale } from "../core/locale.ts";
import type { Voice } from "../message/voice/voice.ts";
import { createVoices } from "../message/voice/voices.ts";
import { type ParsedArguments, parseCommandLine } from "./arguments.ts";
import { CLI_COMMANDS } from "./cli-commands.ts";
import type { Terminal } from "./cli-terminal.ts";
import { type CliCommand, type CliWord, type ExitCode, type RunCommand, toUsage, UsageError } from "./command.ts";
import { describeError } from "./describe-error.ts";

/**
 * Runs one command line and returns its exit code. It never throws because of the line or the command: what went
 * wrong is written to `err` in words.
 */
export async function runCli(line: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const voices = await createVoices(PROMPTS_DIRECTORY);
  const given = findLocale(line);
  const voice = voices(nearestLocale(given) ?? localeOf(terminal.env));
  let parsed: ParsedArguments | undefined;
  try {
    parsed = parseCommandLine(line);
    if (given !== undefined && !nearestLocale(given)) {
      throw new UsageError((voice) =>
        voice.say("cli.wrong.wrong-value", { option: "--locale", given, takes: LOCALES.join(", ") }),
      );
    }
    return await answer(parsed, terminal, voice);
  } catch (error) {
    if (error instanceof UsageError) return tellUsage(error, { terminal, voice, command: parsed?.command ?? named(line) });
    terminal.err(`speedboat: ${describeError(error, voice)}\n`);
    return 1;
  }
}

async function answer(parsed: ParsedArguments, terminal: Terminal, voice: Voice): Promise<ExitCode> {
  const { command, args, texts, flags } = parsed;
  if (flags.has("version")) {
    const { readVersion } = await import("./version.ts");
    await terminal.out(`${await readVersion()}\n`);
    return 0;
  }
  const call = { terminal, voice, args, text: (name: string) => texts.get(name), flag: (name: string) => flags.has(name) };
  if (!command || flags.has("help")) {
    const showHelp = await LOADERS.help();
    return showHelp({ ...call, args: command ? [command.word] : [] });
  }
  const run = await LOADERS[command.word]();
  return run(call);
}

/** Starts the bot and returns 0 while it runs on. Where it cannot start, the bot says why and ends the process itself. */
async function startBot(): Promise<ExitCode> {
  await import("../main.ts");
  return 0;
}

/** What runs each command, loaded only when it is asked for. */
const LOADERS: Readonly<Record<CliWord, () => Promise<RunCommand>>> = {
  start: async () => startBot,
  migrate: async () => (await import("./run-migrate.ts")).runMigrate,
  backup: async () => (await import("./run-backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
  export: async () => (await import("./run-export.ts")).exportRecords,
  report: async () => (await import("./run-report.ts")).writeReport,
  "kpi import": async () => (await import("./run-kpi.ts")).importKpiReadings,
  "outbox list": async () => (await import("./run-outbox.ts")).listOutbox,
  "outbox show": async () => (await import("./run-outbox.ts")).showOutboxItem,
  "outbox resend": async () => (await import("./run-outbox.ts")).resendOutboxItem,
  "outbox drop": async () => (await import("./run-outbox.ts")).dropOutboxItem,
  "programme list": async () => (await import("./run-programme.ts")).listProgrammeLeads,
  "programme add": async () => (await import("./run-programme.ts")).addProgrammeLead,
  "programme remove": async () => (await import("./run-programme.ts")).removeProgrammeLead,
  "team list": async () => (await import("./run-team.ts")).listTeams,
  "team lead": async () => (await import("./run-team.ts")).appointTeamLead,
  "team delete": async () => (await import("./run-team.ts")).deleteTeamForGood,
  "person export": async () => (await import("./run-person.ts")).exportPerson,
  "person forget": async () => (await import("./run-person.ts")).forgetSomebody,
  audit: async () => (await import("./run-audit.ts")).printAudit,
  "rotate-key": async () => (await import("./rotate-key.ts")).rotateKey,
  "catalogue check": async () => (await import("./catalogue-check.ts")).checkCatalogueFiles,
  simulate: async () => (await import("./simulate.ts")).simulate,
  checkin: async () => (await import("./run-check-in.ts")).checkIn,
  help: async () => (await import("./print-help.ts")).showHelp,
};

/** Returns the shell's language, from its variables in the order in which other programs read them. */
function localeOf(env: Terminal["env"]): Locale {
  const set = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== "");
  return nearestLocale(set?.split(".")[0]) ?? "en";
}

/** Reads the language before the rest, so that mistakes in the rest are told in it. */
function findLocale(line: readonly string[]): string | undefined {
  const at = line.findIndex((word) => word === "--locale" || word.startsWith("--locale="));
  const word = line[at];
  return word?.includes("=") ? word.slice(word.indexOf("=") + 1) : word && line[at + 1];
}

/** Returns the command that a wrong line begins with. */
function named([first, second]: readonly string[]): CliCommand | undefined {
  return CLI_COMMANDS.find(({ word }) => word === first || word === `${first} ${second}`);
}

type Telling = { readonly terminal: Terminal; readonly voice: Voice; readonly command: CliCommand | undefined };

/** Says what is wrong, what was probably meant, and what the right usage is. */
function tellUsage({ toWords, nearest }: UsageError, { terminal, voice, command }: Telling): ExitCode {
  const meant = command ? toUsage(command) : toUsage(CLI_COMMANDS.find(({ word }) => word === nearest) ?? GENERAL);
  const lines = [
    toWords(voice),
    ...(nearest === undefined ? [] : [voice.say("cli.nearest", { nearest })]),
    voice.say("cli.usage", { usage: meant }),
    ...(command || nearest !== undefined ? [] : [voice.say("cli.see-help")]),
  ];
  terminal.err(`speedboat: ${lines.join("\n")}\n`);
  return 2;
}

const GENERAL = { word: "COMMAND", args: [], options: {} };
