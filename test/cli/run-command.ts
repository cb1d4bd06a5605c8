/** Runs the administrator's command in this process, with what it prints kept. */

import type { Terminal } from "../../src/cli/cli-terminal.ts";
import { runCli } from "../../src/cli/run-command.ts";

export type Ran = { readonly code: number; readonly out: string; readonly err: string };
export type Around = Partial<Pick<Terminal, "env" | "now" | "watched" | "out">>;

/** 2 November 2026, 09:00 UTC. */
const NOW = Date.UTC(2026, 10, 2, 9);

/** `runCommand("backup copy.db --replace")`; words with spaces go in as a list. */
export async function runCommand(line: string | readonly string[], around: Around = {}): Promise<Ran> {
  const printed = { out: "", err: "" };
  const terminal: Terminal = {
    out: async (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    watched: false,
    env: {},
    now: () => NOW,
    ...around,
  };
  const words = typeof line === "string" ? line.split(" ").filter(Boolean) : line;
  return { code: await runCli(words, terminal), ...printed };
}
