#!/usr/bin/env node
import { createTerminal } from "./cli/cli-terminal.ts";
/** The administrator's command: hands the arguments to the table of subcommands, and its answer to the shell. */
import { runCli } from "./cli/run-command.ts";

process.exitCode = await runCli(process.argv.slice(2), createTerminal(process));
