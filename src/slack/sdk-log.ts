/** What Slack's SDK logs, and how a failure is named in the log: without tokens or texts. */
import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../app/ports/log.ts";

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
