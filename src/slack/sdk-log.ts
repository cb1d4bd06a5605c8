/** What Slack's SDK has to say, in our log: warnings and errors alone, never a token, a payload or a message's text. */
import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../app/ports/log.ts";

const SECRETS = /\b(?:xox[a-z]|xapp)-[\w-]+|\b(?:client_secret|token|code|state)=[^&\s]+/gi;
const LONGEST = 200;

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

/** A failure by its name and code: its message may quote what was sent. */
export function nameFailure(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return code === undefined ? cause.name : `${cause.name} ${code}`;
}

function describe(said: readonly unknown[]): string {
  const words = said.map((part) => (typeof part === "string" ? part : nameFailure(part)));
  return words.join(" ").replace(SECRETS, "[removed]").slice(0, LONGEST);
}
