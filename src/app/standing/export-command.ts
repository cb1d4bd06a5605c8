/** The `export` command, which returns a file to its author alone: a table, data, or a page to read. */

import { toLocal } from "../../core/schedule/local-time.ts";
import type { Button } from "../../message/message.ts";
import type { ExportDocument } from "../../message/screens/export/export-document.ts";
import { toMarkdown } from "../../message/screens/export/export-markdown.ts";
import { buildExportNotice } from "../../message/screens/export/export-notice.ts";
import type { TeamCall } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { recordAct } from "../with-audit.ts";
import { isBystander } from "./enter-as-lead.ts";
import { toCsv } from "./export-csv.ts";
import { gatherOwnExport, gatherTeamExport } from "./export-gather.ts";

const FORMATS = { csv: "text/csv", json: "application/json", md: "text/markdown" } as const;
type Format = keyof typeof FORMATS;
const MAX_ECHO = 40;

/**
 * Exports the record as `csv`, `json` or `md`. Leads get the team's, or their own with `mine`; members get their own.
 * Refuses observers and words that it does not know.
 */
export async function exportRecord(call: TeamCall, args: readonly string[]): Promise<Outcome> {
  const { voice, team, membership } = call;
  if (isBystander(call)) return answerWith(voice, voice.runs("errors.members-only", { command: "export", team: team.name }));
  const [word = "", whose = ""] = args.map((argument) => argument.toLowerCase());
  const format = readFormat(word);
  if (!format || !["", "mine"].includes(whose)) return askForFormat(call, format ? whose : word);
  const ofTeam = membership.lead && whose === "";
  const document = ofTeam ? await gatherTeamExport(call) : await gatherOwnExport(call);
  await recordAct(call, { act: "exported", team, details: { format, scope: document.scope } });
  const name = nameFile(call, document, format);
  return {
    notice: buildExportNotice(voice, document, name),
    file: { name, mediaType: `${FORMATS[format]}; charset=utf-8`, content: write(call, document, format) },
  };
}

function readFormat(word: string): Format | undefined {
  return word === "csv" || word === "json" || word === "md" ? word : undefined;
}

function write({ voice }: TeamCall, document: ExportDocument, format: Format): string {
  switch (format) {
    case "csv":
      return toCsv(voice, document);
    case "json":
      return `${JSON.stringify(document, undefined, 2)}\n`;
    case "md":
      return toMarkdown(voice, document);
    default:
      return format satisfies never;
  }
}

/** Letters and digits of any script, so that the name is one on every system. */
function nameFile({ team, now }: TeamCall, { scope }: ExportDocument, format: Format): string {
  const name = team.name
    .normalize("NFKC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 40);
  const parts = ["speedboat", name, ...(scope === "own" ? ["mine"] : []), toLocal(now, team.schedule.zone).date];
  return `${parts.filter((part) => part !== "").join("-")}.${format}`;
}

function askForFormat({ voice, team }: TeamCall, wrong: string): Outcome {
  const buttons = Object.keys(FORMATS).map((format): Button => ({
    label: format,
    action: { act: "command", line: `export ${format}`, teamId: team.id },
  }));
  if (wrong === "") return answerWith(voice, voice.runs("export.usage"), { buttons });
  return answerWith(voice, voice.runs("export.wrong", { word: wrong.slice(0, MAX_ECHO) }), { buttons });
}
