/** Shows how far a long run has come, on one line that is removed when it ends. */
import type { Terminal } from "./cli-terminal.ts";

const SHOWN_AFTER_MS = 1_000;
const DRAWN_EVERY_MS = 100;
const WIDTH = 30;

/** How far a long run has come, shown to a person who waits. */
export type Progress = {
  readonly report: (done: number, total: number) => void;
  /** Removes the bar and leaves the line empty. */
  readonly end: () => void;
};

/**
 * Returns a progress bar on `err` that appears after one second and is drawn at most ten times a second. It shows
 * nothing where no person is watching.
 */
export function createProgress({ err, watched, now }: Pick<Terminal, "err" | "watched" | "now">): Progress {
  const startedAt = now();
  let drawnAt: number | undefined;
  return {
    report(done, total) {
      const at = now();
      if (!watched || at - startedAt < SHOWN_AFTER_MS || (drawnAt !== undefined && at - drawnAt < DRAWN_EVERY_MS)) return;
      drawnAt = at;
      err(`\r${toBar(done, total)}`);
    },
    end() {
      if (drawnAt !== undefined) err("\r\u001b[K");
    },
  };
}

function toBar(done: number, total: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const full = Math.round(share * WIDTH);
  return `${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %`;
}
