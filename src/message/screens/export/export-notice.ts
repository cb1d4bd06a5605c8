/** What the author of an export is told: that it is being prepared, that it is there, or that it failed. */
import type { Element, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** A file of an export, and what is said beside it. */
export type ReadyExport = {
  readonly exportId: string;
  readonly teamName: string;
  readonly scope: "team" | "own";
  readonly privacy: "private" | "open";
  readonly fileName: string;
  readonly isEmpty: boolean;
};

/** Brings the author of an export its file, and says who sees what in it, or that it is empty. */
export function buildExportNotice(voice: Voice, ready: ReadyExport): Message {
  const { exportId, scope, privacy: mode, teamName: team, fileName: file, isEmpty } = ready;
  const privacy = voice.runs(
    scope === "own" ? "export.notice.own" : mode === "open" ? "export.notice.open" : "export.notice.private",
  );
  const elements: readonly Element[] = [
    { kind: "paragraph", text: voice.runs(isEmpty ? "export.notice.empty" : "export.notice.ready", { team, file }) },
    { kind: "paragraph", text: privacy, tone: "quiet" },
    { kind: "file", exportId, name: file },
  ];
  return { locale: voice.locale, summary: voice.say("export.notice.summary", { team }), elements };
}
