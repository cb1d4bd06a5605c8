/** Importing teams: the form for a pasted table, and what became of each of its lines. */
import type { FormContexts } from "../../form-context.ts";
import type { Form } from "../../form.ts";
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** The longest text that a field holds on every platform. */
const MAX_LENGTH = 3000;
/** The greatest number of refused lines that a message shows. */
const MAX_FAULTS = 30;

/** Why one line of the table was not imported. `text` is already worded. */
export type ImportFault = { readonly line: number; readonly column: string; readonly text: string };

/** What became of the lines of an imported table. */
export type ImportReport = {
  readonly founded: readonly { readonly name: string; readonly members: number }[];
  /** By line. */
  readonly faults: readonly ImportFault[];
  readonly rows: number;
};

/** Asks for a table of teams as CSV of at most 3,000 characters, with its columns in the hint. */
export function buildImportForm(
  voice: Voice,
  { context, columns }: { readonly context: FormContexts["import-teams"]; readonly columns: readonly string[] },
): Form<"import-teams"> {
  return {
    locale: voice.locale,
    context,
    title: voice.say("programme.import.title"),
    intro: voice.runs("programme.import.intro"),
    submit: voice.say("programme.import.submit"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "csv",
        label: voice.say("programme.import.field"),
        hint: voice.say("programme.import.hint", { columns: columns.join(", ") }),
        required: true,
        kind: "long-text",
        maxLength: MAX_LENGTH,
      },
    ],
  };
}

/** Lists the teams that were created and the lines that were refused. It shows 30 refused lines and counts the others. */
export function buildImportReport(voice: Voice, { founded, faults, rows }: ImportReport): Message {
  const summary = voice.say("programme.import.summary", { founded: founded.length, rows });
  return {
    locale: voice.locale,
    summary,
    elements: [
      { kind: "heading", text: summary },
      ...listFounded(voice, founded),
      ...listFaults(voice, faults),
      ...(faults.length > 0 ? [{ kind: "paragraph", text: voice.say("programme.import.again"), tone: "quiet" } as const] : []),
    ],
  };
}

function listFounded(voice: Voice, founded: ImportReport["founded"]): readonly Element[] {
  if (founded.length === 0) return [];
  const items = founded.map(({ name, members }) => voice.say("programme.import.founded-team", { name, members }));
  return [
    { kind: "paragraph", text: voice.say("programme.import.founded"), tone: "good" },
    { kind: "list", items },
  ];
}

function listFaults(voice: Voice, faults: readonly ImportFault[]): readonly Element[] {
  if (faults.length === 0) return [];
  const shown = faults.slice(0, MAX_FAULTS).map((fault) => voice.say("programme.import.fault", fault));
  const more = faults.length - shown.length;
  return [
    { kind: "paragraph", text: voice.say("programme.import.faults"), tone: "warning" },
    { kind: "list", items: more > 0 ? [...shown, voice.say("programme.import.more-faults", { count: more })] : shown },
  ];
}
