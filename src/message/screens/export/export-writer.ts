/** Writes an export in pieces, so that a long one never stands in memory as a whole. */
import type { ExportedAnswer, ExportFrame } from "./export-document.ts";

/** Writes one file. `begin` comes first, then any number of `add`, and `end` last; each returns the next part of the text. */
export interface ExportWriter {
  begin(): string;
  add(answers: readonly ExportedAnswer[]): string;
  end(): string;
}

/** Writes the export as one JSON document, indented by two. */
export function createJsonWriter(frame: ExportFrame): ExportWriter {
  const open = JSON.stringify(frame, undefined, 2).replace(/\n\}$/, "");
  let count = 0;
  return {
    begin: () => `${open},\n  "answers": [`,
    add(answers) {
      const items = answers.map((answer) => JSON.stringify(answer, undefined, 2).replaceAll("\n", "\n    "));
      const text = items.map((item, index) => `${count + index > 0 ? "," : ""}\n    ${item}`).join("");
      count += items.length;
      return text;
    },
    end: () => `${count > 0 ? "\n  " : ""}]\n}\n`,
  };
}
