/** Writes an export as one table with a row for each fact. Text that a user wrote can never become a formula in a spreadsheet. */

import { stringify } from "csv-stringify/sync";
import { listReasons } from "../../core/reply.ts";
import type {
  ExportedAnswer,
  ExportedCondition,
  ExportedCount,
  ExportFrame,
  ExportedQuestion,
  ExportedReading,
  ExportedRemark,
  ExportedScore,
  ExportedStep,
  ExportedValue,
} from "../../message/screens/export/export-document.ts";
import type { ExportWriter } from "../../message/screens/export/export-writer.ts";
import type { Voice } from "../../message/voice/voice.ts";

/** The version of the columns. It stands in every row, so that a part of a file can be read, too. */
const FORMAT = 2;

const COLUMNS = [
  "record",
  "at",
  "round",
  "person",
  "code",
  "dimension",
  "section",
  "question",
  "answer",
  "answer-number",
  "points",
  "reason",
  "note",
  "evidence",
  "score",
  "as-of",
  "coverage",
  "expected",
  "chose-1",
  "chose-2",
  "chose-3",
  "chose-4",
  "not-sure",
  "not-applicable",
  "status",
  "due",
  "done-on",
  "edition",
  "format",
] as const;
type Column = (typeof COLUMNS)[number];
type Row = Partial<Record<Column, string | number>>;

/**
 * Writes the export as CSV in UTF-8 with a byte order mark, so that Excel reads Chinese. Lines end in CR LF, as RFC 4180
 * wants.
 */
export function createCsvWriter(voice: Voice, frame: ExportFrame): ExportWriter {
  const head: readonly Row[] = [
    ...(frame.gate?.conditions ?? []).map((condition) => toConditionRow(voice, condition, frame.exportedAt)),
    ...frame.scores.map((score) => toScoreRow(voice, score)),
    ...frame.counts.map((count) => toCountRow(voice, count)),
  ];
  const rest: readonly Row[] = [
    ...frame.remarks.map((remark) => toRemarkRow(voice, remark)),
    ...frame.values.map((value) => toValueRow(voice, value)),
    ...frame.readings.map((reading) => toReadingRow(voice, reading)),
    ...frame.steps.map((step) => toStepRow(voice, step)),
    ...frame.milestones.map(({ at, name }): Row => ({ record: nameOf(voice, "milestone"), at, answer: name })),
  ];
  const names = Object.fromEntries(COLUMNS.map((column) => [column, voice.say(`export.column.${column}`)]));
  return {
    begin: () => toLines([names], true) + toLines(head),
    add: (answers) => toLines(answers.map((answer) => toAnswerRow(voice, answer))),
    end: () => toLines(rest),
  };
}

/** Returns the names of the columns, in the voice's language. */
export function nameColumns(voice: Voice): readonly string[] {
  return COLUMNS.map((column) => voice.say(`export.column.${column}`));
}

/** Returns the cells of rows that hold scores and counts, in the order of the columns. */
export function toStandingCells(
  voice: Voice,
  { scores, counts }: Pick<ExportFrame, "scores" | "counts">,
): readonly (readonly (string | number)[])[] {
  const rows = [...scores.map((score) => toScoreRow(voice, score)), ...counts.map((count) => toCountRow(voice, count))];
  return rows.map((row) => COLUMNS.map((column) => toCell(row[column])));
}

function toLines(rows: readonly Row[], bom = false): string {
  return stringify(
    rows.map((row) => COLUMNS.map((column) => toCell(column === "format" ? (row.format ?? FORMAT) : row[column]))),
    { bom, record_delimiter: "windows", escape_formulas: true },
  );
}

/** Numbers of ours stay numbers; a text that begins like a formula behind blanks loses the blanks, so that the guard sees it. */
function toCell(value: string | number | undefined): string | number {
  return typeof value === "string" ? value.replace(/^[ \n\u00a0\ufeff]+(?=[=+\-@\t\r])/, "") : (value ?? "");
}

function nameOf(
  voice: Voice,
  record: "condition" | "score" | "count" | "answer" | "remark" | "value" | "reading" | "step" | "milestone",
): string {
  return voice.say(`export.record.${record}`);
}

function toQuestionCells({ code, dimension, section, question, edition }: ExportedQuestion): Row {
  return { code, dimension, section, question, edition };
}

function toConditionRow(voice: Voice, { subject, outcome, lacking, id }: ExportedCondition, at: string): Row {
  return {
    record: nameOf(voice, "condition"),
    at,
    code: id,
    question: subject,
    answer: lacking,
    status: voice.say(`export.condition.${outcome}`),
  };
}

function toScoreRow(voice: Voice, score: ExportedScore): Row {
  return {
    record: nameOf(voice, "score"),
    at: score.at,
    ...toMoment(score),
    dimension: score.dimension ?? voice.say("words.whole"),
    section: score.section ?? "",
    score: score.hidden ? voice.say("words.hidden") : (score.score ?? ""),
    coverage: score.coverage ?? "",
  };
}

function toCountRow(voice: Voice, count: ExportedCount): Row {
  const [first = 0, second = 0, third = 0, fourth = 0] = count.chosen ?? [];
  return {
    record: nameOf(voice, "count"),
    at: count.at,
    ...toMoment(count),
    ...toQuestionCells(count),
    score: count.hidden ? voice.say("words.hidden") : (count.score ?? ""),
    "as-of": count.publishedAt ?? "",
    coverage: count.coverage ?? "",
    expected: count.expected,
    ...(count.chosen && { "chose-1": first, "chose-2": second, "chose-3": third, "chose-4": fourth }),
    ...(count.notSure !== undefined && { "not-sure": count.notSure }),
    "not-applicable": listReasons(count.notApplicable)
      .map(([reason, people]) => `${voice.say(`words.reason.${reason}`)}: ${people}`)
      .join("; "),
    status: count.optional ? voice.say("words.optional") : "",
  };
}

function toMoment({ round, milestone }: { readonly round?: number; readonly milestone?: string }): Row {
  if (milestone !== undefined) return { round: milestone };
  return round === undefined ? {} : { round };
}

function toAnswerRow(voice: Voice, answer: ExportedAnswer): Row {
  return {
    record: nameOf(voice, "answer"),
    at: answer.at,
    ...toMoment(answer),
    ...toQuestionCells(answer),
    person: answer.person,
    answer: answer.answer,
    "answer-number": answer.answerNumber ?? "",
    points: answer.points ?? "",
    reason: answer.reason === undefined ? "" : voice.say(`words.reason.${answer.reason}`),
    note: answer.note ?? "",
    evidence: answer.evidence ?? "",
    status: voice.say(answer.superseded ? "export.superseded" : "export.current"),
  };
}

function toRemarkRow(voice: Voice, remark: ExportedRemark): Row {
  return {
    record: nameOf(voice, "remark"),
    at: remark.date,
    ...toQuestionCells(remark),
    note: remark.note ?? "",
    evidence: remark.evidence ?? "",
    status: remark.confirmed ? voice.say("export.confirmed") : "",
  };
}

function toValueRow(voice: Voice, value: ExportedValue): Row {
  return {
    record: nameOf(voice, "value"),
    at: value.measuredOn,
    person: value.addedBy,
    code: value.code ?? "",
    question: value.goal,
    answer: voice.say("export.value", { kpi: value.kpi, before: value.before, after: value.after }),
    evidence: value.link ?? "",
    status: value.removed ? voice.say("export.removed") : "",
  };
}

function toReadingRow(voice: Voice, reading: ExportedReading): Row {
  return {
    record: nameOf(voice, "reading"),
    at: reading.on,
    person: reading.addedBy ?? "",
    code: reading.kpiId,
    question: reading.kpi,
    answer: reading.amount,
    note: reading.note ?? "",
    evidence: reading.link ?? "",
    status: voice.say(`export.reading.${reading.status}`),
  };
}

function toStepRow(voice: Voice, step: ExportedStep): Row {
  return {
    record: nameOf(voice, "step"),
    at: step.at,
    ...toQuestionCells(step),
    person: step.owner ?? "",
    answer: step.step,
    status: voice.say(`export.step.${step.status}`),
    due: step.due ?? "",
    "done-on": step.doneAt ?? "",
  };
}
