/** What a subcommand is: its word and what it takes. */
import type { PromptTaking, Voice } from "../message/voice/voice.ts";
import type { Terminal } from "./cli-terminal.ts";

/** What an option takes, a text or nothing, and the prompt that describes it in the help. */
export type CommandOption = { readonly about: PromptTaking } & (
  | /** `value` stands for what it takes in the usage line: `--out DIR`. */ { readonly kind: "text"; readonly value: string }
  | { readonly kind: "flag" }
);

/** 0: done. 1: it could not be done, or a problem was found. 2: the arguments were wrong. */
export type ExitCode = 0 | 1 | 2;

/** One call of a command: its arguments and options, where to write, and in which language. */
export type CliCall = {
  readonly terminal: Terminal;
  readonly voice: Voice;
  /** The arguments, as many as the command names. */
  readonly args: readonly string[];
  /** The value of a text option; undefined where it was not given. */
  readonly text: (option: string) => string | undefined;
  /** Whether a flag was given. */
  readonly flag: (option: string) => boolean;
};

type ProgrammeWord = "programme list" | "programme add" | "programme remove";
type TeamWord = "team list" | "team lead" | "team delete";
type PersonWord = "person export" | "person forget";
type KpiWord = "kpi import";
type OutboxWord = "outbox list" | "outbox show" | "outbox resend" | "outbox drop";

/** The words that name a command after `speedboat`. */
export type CliWord =
  | "start"
  | "migrate"
  | "backup"
  | "restore"
  | "export"
  | "report"
  | ProgrammeWord
  | TeamWord
  | PersonWord
  | KpiWord
  | "audit"
  | "rotate-key"
  | "catalogue check"
  | OutboxWord
  | "simulate"
  | "checkin"
  | "help";

/**
 * Runs a command and returns its exit code. It may throw a `UsageError`, a `CommandRefusal` or any other error, which
 * the caller puts into words.
 */
export type RunCommand = (call: CliCall) => Promise<ExitCode>;

/** A command with the arguments and options that it takes. */
export type CliCommand = {
  readonly word: CliWord;
  /** The names of its arguments, as the usage line shows them. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
};

/** The command line is wrong. `toWords` gives the sentence about it, and `nearest` what was probably meant. */
export class UsageError extends Error {
  constructor(
    /** What is wrong. */
    readonly toWords: (voice: Voice) => string,
    /** What was meant, perhaps. */
    readonly nearest?: string,
  ) {
    super("the command line has a mistake");
    this.name = "UsageError";
  }
}

/** Returns the usage line of a command, such as `speedboat backup FILE [--replace]`. */
export function toUsage({ word, args, options }: Omit<CliCommand, "word"> & { readonly word: string }): string {
  const named = Object.entries(options).map(([name, option]) =>
    option.kind === "flag" ? `[--${name}]` : `[--${name} ${option.value}]`,
  );
  return ["speedboat", word, ...args, ...named].join(" ");
}

/**
 * Returns an option as a whole number within `[min, max]`, or `otherwise` where it was not given. Throws a
 * `UsageError` for anything else.
 */
export function readNumber(
  { text }: CliCall,
  option: string,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  const given = text(option);
  if (given === undefined) return otherwise;
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError((voice) => voice.say("cli.wrong.wrong-value", { option: `--${option}`, given, takes: `${min}–${max}` }));
}
