/** Writes JSON lines to standard output. Whatever may hold a secret or an answer's text is removed by name and by shape. */
import { type DestinationStream, type Logger, pino } from "pino";
import { describeFailure } from "../app/ports/report-trouble.ts";
import type { Config } from "../config.ts";

const REMOVED = "[removed]";
const DEEPEST = 8;
const SECRET_NAME = /token|passw|secret|authorization|cookie|api-?key|encryptionkey|signature/i;
const TEXT_NAME =
  /^(?:text|note|notes|line|blocks|body|content|values|message|msg_text|answer|comment|evidence|view|payload|card|form|goal|kpi)$/i;
/** What looks like a token of Slack's, a JSON web token or a bearer's header, wherever it stands. */
const SECRET_SHAPE = /\b(?:xox[a-z]|xapp)-[\w-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\bBearer\s+\S+/g;

/**
 * Returns a log that writes JSON lines to standard output, or to `destination`. Values named like a secret or like what
 * people write, and whatever looks like a token, are replaced by "[removed]", however deep they stand. Of an error the
 * name, code and calls are written, never its message, which may quote what somebody typed.
 */
export function createLog(level: Config["logLevel"], destination?: DestinationStream): Logger {
  const options = {
    level,
    formatters: { log: (values: object) => cleanMembers(values, 0) },
    hooks: {
      logMethod(this: Logger, parts: Parameters<Logger["info"]>, method: (...said: Parameters<Logger["info"]>) => void) {
        const [values, ...said] = parts as readonly unknown[];
        // Without members of its own, pino would take an error apart itself, message and all.
        const first = values instanceof Error ? { error: values } : typeof values === "string" ? cleanText(values) : values;
        method.apply(this, [first, ...said.map((part) => (typeof part === "string" ? cleanText(part) : part))] as typeof parts);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function cleanMembers(values: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const isSecret = SECRET_NAME.test(name) || TEXT_NAME.test(name);
      return [name, isSecret && value !== undefined ? REMOVED : clean(value, depth + 1)];
    }),
  );
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === "string") return cleanText(value);
  if (value instanceof Error) return describeFailure(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEEPEST || value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) return REMOVED;
  return Array.isArray(value) ? value.map((each) => clean(each, depth + 1)) : cleanMembers(value, depth);
}

function cleanText(text: string): string {
  return text.replace(SECRET_SHAPE, REMOVED);
}
