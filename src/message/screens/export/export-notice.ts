/** What the author of an export is told beside the file. */
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import type { ExportDocument } from "./export-document.ts";

/** Tells the author of an export who sees what in the file, or that the export is empty. */
export function buildExportNotice(voice: Voice, document: ExportDocument, fileName: string): Message {
  const { scope, team } = document;
  const records = document.answers.length + document.counts.length + document.values.length + document.steps.length;
  const privacy = voice.say(
    scope === "own" ? "export.notice.own" : team.privacy === "open" ? "export.notice.open" : "export.notice.private",
  );
  const text = voice.runs(records === 0 ? "export.notice.empty" : "export.notice.ready", { team: team.name, file: fileName });
  const elements: readonly Element[] = [
    { kind: "paragraph", text },
    { kind: "paragraph", text: privacy, tone: "quiet" },
  ];
  return { locale: voice.locale, summary: voice.say("export.notice.summary", { team: team.name }), elements };
}
