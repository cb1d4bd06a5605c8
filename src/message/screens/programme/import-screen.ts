/** Importing teams: the form for a pasted table, what each of its lines would do, and what became of them. */
import type { FormContexts } from "../../form-context.ts";
import type { Form } from "../../form.ts";
import type { Element, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** Longer than any table of 50 teams. Slack's own field holds 3,000 and does not take more. */
const MAX_LENGTH = 100_000;
/** The greatest number of lines that a message or a form shows. */
const MAX_LINES = 30;
/** What a form says first fits Slack's 3,000 characters. */
const MAX_INTRO = 2600;

/** What one line of the table does: a new team, none because the team exists, or none because of its faults. */
export type ImportLine = { readonly line: number; readonly name: string } & (
  | { readonly kind: "new"; readonly members: number; readonly leads: number }
  | { readonly kind: "exists" }
  /** `text` is already worded. */
  | { readonly kind: "refused"; readonly faults: readonly { readonly column: string; readonly text: string }[] }
);

/** A form for a table; with `csv` and `lines` what each line of it would do stands first. */
export type ImportFormData = {
  readonly context: FormContexts["import-teams"];
  readonly columns: readonly string[];
  readonly csv?: string;
  readonly lines?: readonly ImportLine[];
};

/**
 * Asks for a table of teams as CSV, with its columns in the hint. With lines it says first what each of them would do, keeps
 * the table for correcting, and offers to import the lines that are in order.
 */
export function buildImportForm(voice: Voice, { context, columns, csv, lines }: ImportFormData): Form<"import-teams"> {
  const ready = lines?.filter(({ kind }) => kind === "new").length ?? 0;
  return {
    locale: voice.locale,
    context,
    title: voice.say("programme.import.title"),
    intro: lines ? sayPreview(voice, lines) : voice.runs("programme.import.intro"),
    submit: ready > 0 ? voice.say("programme.import.submit", { count: ready }) : voice.say("programme.import.check"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "csv",
        label: voice.say("programme.import.field"),
        hint: voice.say("programme.import.hint", { columns: columns.join(", ") }),
        required: true,
        kind: "long-text",
        maxLength: MAX_LENGTH,
        ...(csv !== undefined && { value: csv }),
      },
    ],
  };
}

/** "Line 2, Ops: a new team with 3 members", a line each, and what happens next. */
function sayPreview(voice: Voice, lines: readonly ImportLine[]): Text {
  const ready = lines.filter(({ kind }) => kind === "new").length;
  const head = voice.say("programme.import.preview", { ready, rows: lines.length });
  const next = voice.say(ready > 0 ? "programme.import.preview-next" : "programme.import.preview-none");
  const said: string[] = [];
  for (const line of lines) {
    const text = sayLine(voice, line);
    const isFull = said.length === MAX_LINES || [head, ...said, text, next].join("\n").length > MAX_INTRO;
    if (isFull) break;
    said.push(text);
  }
  const more = lines.length - said.length;
  const rest = more > 0 ? [voice.say("programme.import.more-lines", { count: more })] : [];
  return [head, ...said, ...rest, next].join("\n");
}

function sayLine(voice: Voice, line: ImportLine): string {
  switch (line.kind) {
    case "new":
      return voice.say("programme.import.line.new", line);
    case "exists":
      return voice.say("programme.import.line.exists", { line: line.line, name: line.name });
    case "refused": {
      const faults = line.faults.map(({ column, text }) => voice.say("programme.import.fault", { column, text })).join(" ");
      return voice.say("programme.import.line.refused", { line: line.line, name: line.name, faults });
    }
    default:
      return line satisfies never;
  }
}

/**
 * Lists the teams that were created, those that existed and the lines that were refused. It shows 30 of each and counts the
 * others.
 */
export function buildImportReport(voice: Voice, lines: readonly ImportLine[]): Message {
  const founded = lines.filter(({ kind }) => kind === "new");
  const summary = voice.say("programme.import.summary", { founded: founded.length, rows: lines.length });
  const refused = lines.filter(({ kind }) => kind === "refused");
  return {
    locale: voice.locale,
    summary,
    elements: [
      { kind: "heading", text: summary },
      ...listLines(voice, founded, "founded"),
      ...listLines(
        voice,
        lines.filter(({ kind }) => kind === "exists"),
        "existed",
      ),
      ...listLines(voice, refused, "faults"),
      ...(refused.length > 0 ? [{ kind: "paragraph", text: voice.say("programme.import.again"), tone: "quiet" } as const] : []),
    ],
  };
}

function listLines(voice: Voice, lines: readonly ImportLine[], title: "founded" | "existed" | "faults"): readonly Element[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MAX_LINES).map((line) => sayLine(voice, line));
  const more = lines.length - shown.length;
  const tone = { founded: "good", existed: "quiet", faults: "warning" } as const;
  return [
    { kind: "paragraph", text: voice.say(`programme.import.${title}`), tone: tone[title] },
    { kind: "list", items: more > 0 ? [...shown, voice.say("programme.import.more-lines", { count: more })] : shown },
  ];
}
