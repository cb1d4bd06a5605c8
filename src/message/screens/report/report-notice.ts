/** What somebody is told whose report is there, and what they are asked who didn't say which. */
import { type Locale, LOCALES } from "../../../core/locale.ts";
import type { CommandText } from "../../command-word.ts";
import type { Button, Message } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";

/** The file of a report, and the name of the team or workspace that it is about. */
export type ReadyReport = { readonly exportId: string; readonly about: string; readonly fileName: string };

/** Brings whoever asked for a report its file. */
export function buildReportNotice(voice: Voice, { exportId, about, fileName }: ReadyReport): Message {
  return {
    locale: voice.locale,
    summary: voice.say("report.chat.summary", { about }),
    elements: [
      { kind: "paragraph", text: voice.runs("report.chat.ready", { about, file: fileName }) },
      { kind: "paragraph", text: voice.runs("report.chat.privacy"), tone: "quiet" },
      { kind: "file", exportId, name: fileName },
    ],
  };
}

/** Whose report can be asked for: a team's, or the programme's of the workspace. */
export type ReportSubject = {
  readonly name: string;
  /** Absent: the programme. */
  readonly teamId?: string;
};

/** Returns the command that asks for a report, with the words that are known. */
export function lineOfReport(
  { teamId }: ReportSubject,
  { format, locale }: { readonly format?: string; readonly locale?: Locale } = {},
): CommandText {
  const words = [teamId === undefined ? "programme" : "", format ?? "", locale ?? ""].filter((word) => word !== "");
  return words.length === 0 ? "report" : `report ${words.join(" ")}`;
}

/** Returns the buttons that ask for the report as PDF or as a page, in the reader's language first. */
export function buildReportButtons(voice: Voice, subject: ReportSubject): readonly Button[] {
  const own = voice.locale;
  const others = LOCALES.filter((locale) => locale !== own);
  const ask = (label: string, format: "pdf" | "html", locale: Locale): Button => ({
    label,
    action: {
      act: "command",
      line: lineOfReport(subject, { format, locale }),
      ...(subject.teamId !== undefined && { teamId: subject.teamId }),
    },
  });
  return [
    { ...ask(voice.say("report.chat.button.pdf"), "pdf", own), style: "primary" },
    ask(voice.say("report.chat.button.html"), "html", own),
    ...others.map((locale) =>
      ask(voice.say("report.chat.button.pdf-in", { language: voice.say(`words.language.${locale}`) }), "pdf", locale),
    ),
  ];
}
