/** Where the command runs: what it may read of the environment, and where its words go. */

import type { Readable, Writable } from "node:stream";

/** What a command knows of the shell that it runs in. */
export type Terminal = {
  /** Writes results. Resolves when the text was taken, so that a long one does not pile up in memory. */
  readonly out: (text: string) => Promise<void>;
  /** Writes what is wrong, and how far a run has come. */
  readonly err: (text: string) => void;
  /** Whether `err` goes to a terminal that a person sees. */
  readonly watched: boolean;
  /** For questions and answers; undefined where nobody could answer. */
  readonly streams?: { readonly input: Readable; readonly output: Writable };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Returns the time in milliseconds since 1970-01-01 UTC. */
  readonly now: () => number;
};

/** Returns the terminal of this process. When a reader such as `head` stops reading, the process ends quietly. */
export function createTerminal({ stdin, stdout, stderr, env, exit }: NodeJS.Process): Terminal {
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") exit(0);
    throw error;
  });
  return {
    out: (text) => new Promise((resolve, reject) => stdout.write(text, (error) => (error ? reject(error) : resolve()))),
    err: (text) => {
      stderr.write(text);
    },
    watched: stderr.isTTY === true,
    ...(stdin.isTTY && stdout.isTTY && { streams: { input: stdin, output: stdout } }),
    env,
    now: () => Date.now(),
  };
}
