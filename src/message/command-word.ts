/** The words of the bot's commands: what a message names and what a button runs is one of them. */

/** The words of the bot's commands. Every message that names a command, and every button that runs one, uses one of them. */
export type CommandWord =
  | "help"
  | "setup"
  | "checkin"
  | "assess"
  | "status"
  | "why"
  | "gate"
  | "next"
  | "steps"
  | "kpi"
  | "digest"
  | "milestone"
  | "schedule"
  | "members"
  | "roles"
  | "pause"
  | "resume"
  | "away"
  | "reminders"
  | "language"
  | "leave"
  | "overview"
  | "export"
  | "report"
  | "privacy"
  | "forget me"
  | "link"
  | "link me"
  | "group";

/** A whole command as the code writes it: a word of the table, and what follows it. */
export type CommandText = CommandWord | `${CommandWord} ${string}`;

declare const typed: unique symbol;
/** A command line as somebody typed it, in whatever words: it is read again by the table of commands. */
export type TypedLine = string & { readonly [typed]: true };

/** The greatest length of a command line in a button, in UTF-16 code units. */
const MAX_LINE_LENGTH = 200;

/** Tells whether a value that came back from a platform can be a command line. Which command it is, the table decides. */
export function isTypedLine(value: unknown): value is TypedLine {
  return typeof value === "string" && value.length <= MAX_LINE_LENGTH;
}

/** Takes what somebody typed into a button. A line that is too long is cut where a button ends. */
export function parseTypedLine(text: string): TypedLine {
  return text.slice(0, MAX_LINE_LENGTH) as TypedLine;
}
