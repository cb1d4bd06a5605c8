/** Writes down what went wrong, once, in words that hold nothing a person wrote, with a short id to find it by. */
import { randomInt } from "node:crypto";
import type { Log } from "./log.ts";

/** What was under way: words of the program alone, never a person's. */
export type UnderWayThen = {
  /** What had come: `command`, `press`, `submit`, `text`, `home`, a platform's type of event, `http`, `tick`, `delivery`. */
  readonly event: string;
  /** Which of its kind: the command's word, the button's action, the form's name. */
  readonly name?: string | undefined;
  readonly workspaceId?: string | undefined;
  /** Our own id of what it was about: a team, a message in the outbox. */
  readonly of?: string | undefined;
};

/** An error as it may stand in a log: its name, code and stack, and those of its causes. Messages may quote what was typed. */
export type DescribedFailure = {
  readonly name: string;
  readonly code?: string;
  /** The calls alone, without the message above them. */
  readonly stack?: readonly string[];
  readonly cause?: DescribedFailure;
};

const DEEPEST = 5;
const ALPHABET = "23456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 8;

/** The id under which each error was reported, for as long as the error exists. */
const reported = new WeakMap<object, string>();

/**
 * Logs the error and returns the id of that line. An error that was reported before, also inside another, is not logged
 * again and keeps its id.
 */
export function reportTrouble(log: Log, cause: unknown, about: UnderWayThen): string {
  const known = troubleIdOf(cause);
  if (known !== undefined) return known;
  const id = Array.from({ length: ID_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  if (isObject(cause)) reported.set(cause, id);
  log.error({ id, ...about, error: describeFailure(cause) }, "something went wrong");
  return id;
}

/** Returns the id under which an error, or one inside it, was reported; undefined where none was. */
export function troubleIdOf(cause: unknown): string | undefined {
  return listCauses(cause)
    .map((each) => reported.get(each))
    .find((id) => id !== undefined);
}

/** Returns an error's name, code and stack, and those of its causes, without any message. */
export function describeFailure(cause: unknown): DescribedFailure {
  const [last, ...outer] = listCauses(cause).map(describeOne).reverse();
  if (!last) return { name: typeof cause };
  return outer.reduce((inner, each) => ({ ...each, cause: inner }), last);
}

function describeOne(cause: object): DescribedFailure {
  const name = cause instanceof Error ? cause.name : "Object";
  const code = "code" in cause && (typeof cause.code === "string" || typeof cause.code === "number") ? String(cause.code) : "";
  const stack = cause instanceof Error ? (cause.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  return {
    name,
    ...(code !== "" && { code }),
    ...(stack.length > 0 && { stack: stack.map((line) => line.trim().replace(/^at /, "")) }),
  };
}

/** The error and those inside it, from the outermost; Slack's SDK calls the inner one `original`. */
function listCauses(cause: unknown): readonly object[] {
  const found: object[] = [];
  for (let at: unknown = cause; isObject(at) && found.length < DEEPEST && !found.includes(at); at = innerOf(at)) found.push(at);
  return found;
}

function innerOf(cause: object): unknown {
  if ("cause" in cause && cause.cause !== undefined) return cause.cause;
  return "original" in cause ? cause.original : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
