/** Writes the types of the prompts: each id, with the values that its sentence takes. */
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Prompts } from "../../../src/message/voice/prompts.ts";

const HEAD = `/** Made from prompts/en by \`npm run fix\`, which writes it anew: each prompt's id and the values that its sentence takes. */
type Said = string | number;
type None = Readonly<Record<never, Said>>;

/** Every prompt's id with the values that its sentence takes. Where a value is Said, it may be text or a number. */
export interface PromptTable {
`;

/** Throws when a template is not ICU MessageFormat or takes a kind of value that the voice does not give. */
export function writePromptTable(prompts: Prompts): string {
  const lines = [...prompts.ids()].sort().map((id) => `  ${JSON.stringify(id)}: ${writeValues(prompts.find(id) ?? "")};\n`);
  return `${HEAD}${lines.join("")}}\n`;
}

function writeValues(template: string): string {
  const types = new Map<string, Set<string>>();
  const note = (name: string, type: string): void => {
    types.set(name, (types.get(name) ?? new Set()).add(type));
  };
  listValues(parse(template), note);
  const fields = [...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, kinds]) => `readonly ${name}: ${narrowest(kinds)}`);
  return fields.length === 0 ? "None" : `{ ${fields.join("; ")} }`;
}

/** A value that one place of a sentence counts is a number wherever else it stands. */
function narrowest(kinds: ReadonlySet<string>): string {
  return kinds.has("number") ? "number" : "Said";
}

function listValues(elements: readonly MessageFormatElement[], note: (name: string, type: string) => void): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        break;
      case TYPE.tag:
        listValues(element.children, note);
        break;
      case TYPE.argument:
        note(element.value, "Said");
        break;
      case TYPE.number:
        note(element.value, "number");
        break;
      case TYPE.plural:
        note(element.value, "number");
        for (const option of Object.values(element.options)) listValues(option.value, note);
        break;
      // The parser refuses a choice without "other", so any word may be given.
      case TYPE.select:
        note(element.value, "Said");
        for (const option of Object.values(element.options)) listValues(option.value, note);
        break;
      case TYPE.date:
      case TYPE.time:
        throw new TypeError(`{${element.value}} is a date or a time: the voice words these itself`);
    }
  }
}
