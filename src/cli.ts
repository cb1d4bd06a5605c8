#!/usr/bin/env node
/** The administrator's command: hands the arguments to the table of subcommands, and its answer to the shell. */
import { createTerminal } from "./cli/cli-terminal.ts";
import { runCli } from "./cli/run-command.ts";

process.exitCode = await runCli(process.argv.slice(2), createTerminal(process));
