/** What happens after Slack was answered, and what Slack's SDK logs, without tokens or texts. */
import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../app/ports/log.ts";
import { troubleIdOf } from "../../app/ports/report-trouble.ts";
import { platformCode } from "../sending/slack-send-result.ts";
import { ResponseUrlError } from "./response-url.ts";

/** Work that goes on after Slack was answered. A stop waits for it. */
export interface Background {
  /** Never rejects: a failure is logged under `what`, unless it was reported before. */
  run(what: string, task: () => Promise<unknown>): void;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

/** Creates an empty set of background work. */
export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(what, task) {
      const ended: Promise<void> = task()
        .then(
          () => undefined,
          (cause: unknown) => {
            if (troubleIdOf(cause) !== undefined) return;
            const code = cause instanceof ResponseUrlError ? cause.code : platformCode(cause);
            log.warn({ what, failure: nameFailure(cause), code }, "an answer could not be shown");
          },
        )
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

const SECRETS = /\b(?:xox[a-z]|xapp)-[\w-]+|\b(?:client_secret|token|code|state)=[^&\s]+/gi;
const LONGEST = 200;

/** Creates a logger for Slack's SDK that passes on warnings and errors, with secrets removed, and drops everything else. */
export function createSdkLog(log: Log): Logger {
  const ignore = (): void => {};
  return {
    debug: ignore,
    info: ignore,
    warn: (...said: unknown[]) => log.warn({ from: "slack-sdk" }, describe(said)),
    error: (...said: unknown[]) => log.error({ from: "slack-sdk" }, describe(said)),
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  };
}

/** Returns the name and code of a failure. Its message is left out, because it may quote what was sent. */
export function nameFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return code === undefined ? cause.name : `${cause.name} ${code}`;
}

function describe(said: readonly unknown[]): string {
  const words = said.map((part) => (typeof part === "string" ? part : nameFailure(part)));
  return words.join(" ").replace(SECRETS, "[removed]").slice(0, LONGEST);
}
