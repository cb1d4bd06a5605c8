/** Reads a command line against the table of commands. It has no sentences of its own: what is wrong becomes a `UsageError`. */
import { parseArgs } from "node:util";
import { countSlips, findClosest } from "../app/spelling.ts";
import { CLI_COMMANDS, COMMON_OPTIONS } from "./cli-commands.ts";
import { type CliCommand, type CommandOption, UsageError } from "./command.ts";

/** A command line that was read: the command, its arguments, and its options by name without dashes. */
export type ParsedArguments = {
  /** The command; undefined where none is named. */
  readonly command: CliCommand | undefined;
  readonly args: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
};

const SHORT = { h: "help", V: "version" } as const;
const MAX_TYPO_DISTANCE = 3;

type Token = ReturnType<typeof tokenize>[number];

/**
 * Reads a command line against the table of commands. Throws a `UsageError` for the first thing that is wrong;
 * arguments are not checked where help or the version is asked for.
 */
export function parseCommandLine(line: readonly string[]): ParsedArguments {
  const tokens = tokenize(line);
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = findCommand(words);
  const args = words.slice(command ? command.word.split(" ").length : 0);
  const { texts, flags } = readOptions(tokens, { ...command?.options, ...COMMON_OPTIONS });
  const asksForHelp = flags.has("help") || flags.has("version");
  if (command && !asksForHelp) checkArguments(command, args);
  return { command, args, texts, flags };
}

/** Every option that any command takes is known here, so that its value is not mistaken for a word. */
function tokenize(line: readonly string[]) {
  const known = { ...COMMON_OPTIONS, ...Object.assign({}, ...CLI_COMMANDS.map(({ options }) => options)) };
  const options = Object.fromEntries(
    Object.entries<CommandOption>(known).map(([name, { kind }]) => [
      name,
      { type: kind === "text" ? ("string" as const) : ("boolean" as const), ...shortOf(name) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...line], options, strict: false, allowPositionals: true, tokens: true });
  return tokens;
}

function shortOf(name: string): { readonly short?: string } {
  const short = Object.entries(SHORT).find(([, long]) => long === name)?.[0];
  return short === undefined ? {} : { short };
}

function findCommand([first, second]: readonly string[]): CliCommand | undefined {
  if (first === undefined) return undefined;
  const found = CLI_COMMANDS.find(({ word }) => word === first || word === `${first} ${second}`);
  if (found) return found;
  const words = CLI_COMMANDS.map(({ word }) => word);
  const beginning = words.find((word) => word.startsWith(`${first} `));
  throw new UsageError(
    (voice) => voice.say("cli.wrong.unknown-command", { word: first }),
    beginning ?? findNearest(first, words),
  );
}

function readOptions(
  tokens: readonly Token[],
  known: CliCommand["options"],
): { readonly texts: ReadonlyMap<string, string>; readonly flags: ReadonlySet<string> } {
  const texts = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!option) throw unknownOption(rawName, Object.keys(known));
    if (option.kind === "flag") {
      if (value !== undefined) throw new UsageError((voice) => voice.say("cli.wrong.value-needless", { option: rawName }));
      flags.add(name);
    } else {
      if (value === undefined || value === "")
        throw new UsageError((voice) => voice.say("cli.wrong.value-missing", { option: rawName, value: option.value }));
      texts.set(name, value);
    }
  }
  return { texts, flags };
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  const options = known.map((name) => `--${name}`);
  return new UsageError((voice) => voice.say("cli.wrong.unknown-option", { option: rawName }), findNearest(rawName, options));
}

function checkArguments(command: CliCommand, args: readonly string[]): void {
  const missing = command.args[args.length];
  if (missing !== undefined) throw new UsageError((voice) => voice.say("cli.wrong.missing-argument", { name: missing }));
  const needless = args[command.args.length];
  if (needless !== undefined && command.word !== "help")
    throw new UsageError((voice) => voice.say("cli.wrong.needless-argument", { given: needless }));
}

/**
 * Returns the word that was probably meant: the nearest of `known`, at most three letters away. Returns undefined
 * when none is near.
 */
export function findNearest(given: string, known: readonly string[]): string | undefined {
  const nearest = findClosest(given.toLowerCase(), known);
  if (nearest === undefined) return undefined;
  const limit = Math.min(MAX_TYPO_DISTANCE, Math.ceil(nearest.length / 2));
  return countSlips(given.toLowerCase(), nearest) <= limit ? nearest : undefined;
}
