/** What a subcommand is: its word and what it takes. */
import type { PromptTaking, Voice } from "../message/voice/voice.ts";
import type { Terminal } from "./terminal.ts";

export type Option = { readonly about: PromptTaking } & (
  | /** `value` stands for what it takes in the usage line: `--out DIR`. */ { readonly kind: "text"; readonly value: string }
  | { readonly kind: "flag" }
);

/** 0: done. 1: it could not be done, or something is wrong with what was looked at. 2: wrong arguments. */
export type ExitCode = 0 | 1 | 2;

export type CliCall = {
  readonly terminal: Terminal;
  readonly voice: Voice;
  /** As many as the command names. */
  readonly args: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly flag: (option: string) => boolean;
};

/** What follows `speedboat`: one or two words. */
export type CliWord = "start" | "migrate" | "backup" | "restore" | "export" | "catalogue check" | "simulate" | "checkin" | "help";

/** Does what the command is for, and returns the exit code. */
export type RunCommand = (call: CliCall) => Promise<ExitCode>;

export type CliCommand = {
  readonly word: CliWord;
  /** Names of what must follow, as in the usage line. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
};

/** Wrong arguments. */
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

/** `speedboat backup FILE [--replace]` */
export function toUsage({ word, args, options }: Omit<CliCommand, "word"> & { readonly word: string }): string {
  const named = Object.entries(options).map(([name, option]) =>
    option.kind === "flag" ? `[--${name}]` : `[--${name} ${option.value}]`,
  );
  return ["speedboat", word, ...args, ...named].join(" ");
}

/** A whole number within `[min, max]`, or the default; anything else is a `UsageError`. */
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
