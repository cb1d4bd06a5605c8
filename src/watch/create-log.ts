/** JSON lines to standard output. Whatever may hold a secret or an answer's text is removed by name. */
import { type Logger, pino } from "pino";
import { describeFailure } from "../app/ports/report-trouble.ts";
import type { Config } from "../config.ts";

const SECRET_NAMES = [
  "token",
  "password",
  "secret",
  "authorization",
  "client_secret",
  "clientSecret",
  "signingSecret",
  "access_token",
  "refresh_token",
];
const TEXT_NAMES = ["text", "note", "blocks", "body", "content"];

/**
 * Returns a log that writes JSON lines to standard output. Fields named like a secret or like a message's text are
 * replaced by "[removed]", down to the third level. Of an error name, code and stack are written, never its message: it may
 * quote what somebody typed.
 */
export function createLog(level: Config["logLevel"]): Logger {
  const names = [...SECRET_NAMES, ...TEXT_NAMES];
  return pino({
    level,
    redact: { paths: names.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[removed]" },
    serializers: { cause: describeLogged, error: describeLogged, err: describeLogged },
  });
}

/** What was described already comes as it is. */
function describeLogged(value: unknown): unknown {
  return value instanceof Error ? describeFailure(value) : value;
}
