/** `help`: what the command is for, its subcommands, and what they take. */

import { findNearest } from "./arguments.ts";
import { CLI_COMMANDS, COMMON_OPTIONS } from "./cli-commands.ts";
import type { CliCall, CliCommand, ExitCode } from "./command.ts";
import { toUsage, UsageError } from "./command.ts";

/** Prints the commands, or what one command takes where it is named. Throws a `UsageError` for an unknown command. */
export async function showHelp(call: CliCall): Promise<ExitCode> {
  const word = call.args.join(" ");
  if (word === "") return showAll(call);
  const command = CLI_COMMANDS.find((one) => one.word === word || one.word.startsWith(`${word} `));
  if (!command) {
    const words = CLI_COMMANDS.map((one) => one.word);
    throw new UsageError((voice) => voice.say("cli.wrong.unknown-command", { word }), findNearest(word, words));
  }
  await call.terminal.out(`${describeCommand(call, command).join("\n")}\n`);
  return 0;
}

async function showAll({ terminal, voice }: CliCall): Promise<ExitCode> {
  const width = Math.max(...CLI_COMMANDS.map(({ word, args }) => [word, ...args].join(" ").length)) + 2;
  const rows = CLI_COMMANDS.map(
    ({ word, args }) => `  ${[word, ...args].join(" ").padEnd(width)}${voice.say(`cli.command.${word}`)}`,
  );
  const lines = [
    voice.say("cli.title"),
    "",
    ...rows,
    "",
    ...describeOptions({ voice }, COMMON_OPTIONS),
    "",
    voice.say("cli.environment"),
  ];
  await terminal.out(`${lines.join("\n")}\n`);
  return 0;
}

function describeCommand({ voice }: Pick<CliCall, "voice">, command: CliCommand): readonly string[] {
  const options = describeOptions({ voice }, command.options);
  return [toUsage(command), "", voice.say(`cli.command.${command.word}`), ...(options.length > 0 ? ["", ...options] : [])];
}

function describeOptions({ voice }: Pick<CliCall, "voice">, options: CliCommand["options"]): readonly string[] {
  const named = Object.entries(options).map(([name, option]) => ({
    shown: option.kind === "flag" ? `--${name}` : `--${name} ${option.value}`,
    about: voice.say(option.about),
  }));
  const width = Math.max(0, ...named.map(({ shown }) => shown.length)) + 2;
  return named.map(({ shown, about }) => `  ${shown.padEnd(width)}${about}`);
}
