#!/usr/bin/env node
/** The administrator's command: hands the arguments to the table of subcommands, and its answer to the shell. */
import { runCli } from "./cli/run.ts";
import { createTerminal } from "./cli/terminal.ts";

process.exitCode = await runCli(process.argv.slice(2), createTerminal(process));
