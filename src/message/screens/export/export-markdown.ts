/** Writes an export as a Markdown page in which nothing that a user wrote can become markup. */
import { groupBy } from "../../../core/group-by.ts";
import { toLocal } from "../../../core/schedule/local-time.ts";
import type { Voice } from "../../voice/voice.ts";
import type { ExportedAnswer, ExportedCount, ExportedScore, ExportFrame } from "./export-document.ts";
import type { ExportWriter } from "./export-writer.ts";

/**
 * Writes the export as a Markdown page with the team's local dates: the summary, the gate, what changed and the steps first,
 * then the data. Whatever a user wrote is escaped, so it can be
 * neither Markdown nor HTML. The answers to a question in one wording have to come one after the other.
 */
export function createMarkdownWriter(voice: Voice, exported: ExportFrame): ExportWriter {
  const frame = withLocalDates(exported);
  const { team, person } = frame;
  const title = voice.say(person === undefined ? "export.md.title" : "export.md.title-own", {
    team: inert(team.name),
    person: inert(person ?? ""),
  });
  let question: string | undefined;
  const join = (blocks: readonly string[]) => blocks.map((block) => `\n\n${block}`).join("");

  function addAnswer(answer: ExportedAnswer): string {
    const key = `${answer.edition} ${answer.questionId}`;
    const lines = writeAnswer(voice, { ...answer, at: toLocal(Date.parse(answer.at), team.zone).date }, frame.scope === "team");
    if (key === question) return `\n${lines.join("\n")}`;
    const heading = question === undefined ? [`## ${voice.say("export.md.answers")}`] : [];
    question = key;
    return join([...heading, `### ${writeQuestion(answer)}`, inert(answer.question), lines.join("\n")]);
  }

  return {
    begin() {
      const at = voice.dateTime(Date.parse(exported.exportedAt), team.zone);
      const about = voice.say("export.md.exported", { at, zone: team.zone });
      return `# ${title}${join([
        about,
        ...frame.summary.map(inert),
        ...writeGate(voice, frame),
        ...writeChanges(voice, frame),
        ...writeSteps(voice, frame),
        ...writeValues(voice, frame),
        ...writeReadings(voice, frame),
        ...writeRemarks(voice, frame),
        ...writeMilestones(voice, frame),
        ...writeScores(voice, frame.scores),
        ...writeCounts(voice, frame.counts),
      ])}`;
    },
    add: (answers) => answers.map(addAnswer).join(""),
    end: () => "\n",
  };
}

/** One row a question or section: how many of its conditions are met, and what the others lack. */
function writeGate(voice: Voice, { gate }: ExportFrame): readonly string[] {
  if (!gate) return [];
  const subjects = [...new Set(gate.conditions.map(({ subject }) => subject))];
  const rows = subjects.map((subject) => {
    const own = gate.conditions.filter((condition) => condition.subject === subject);
    const met = own.filter(({ outcome }) => outcome === "met").length;
    const hidden = own.filter(({ outcome }) => outcome === "hidden").length;
    const lacking = own.flatMap((condition) => (condition.lacking === "" ? [] : [condition.lacking]));
    const told = hidden === 0 ? lacking : [...lacking, voice.say("export.md.hidden", { count: hidden })];
    return [inert(subject), voice.say("gate.progress-short", { met, total: own.length }), told.map(inert).join("; ") || "–"];
  });
  const head = [voice.say("export.md.part"), voice.say("export.md.met"), voice.say("export.md.missing")];
  const title = voice.say("gate.progress", { met: gate.met, total: gate.total, level: gate.level });
  return [`## ${title}`, writeTable(head, rows)];
}

function writeChanges(voice: Voice, { changes }: ExportFrame): readonly string[] {
  if (changes.length === 0) return [];
  return [`## ${voice.say("export.md.changes")}`, changes.map((line) => `- ${inert(line)}`).join("\n")];
}

function writeScores(voice: Voice, scores: readonly ExportedScore[]): readonly string[] {
  if (scores.length === 0) return [];
  const head = (["moment", "part", "score", "coverage"] as const).map((column) => voice.say(`export.md.${column}`));
  const rows = scores.map((score) => [
    describeMoment(voice, score),
    inert([score.dimension ?? voice.say("words.whole"), score.section].filter(Boolean).join(" · ")),
    score.hidden ? voice.say("words.hidden") : voice.percent(score.score === undefined ? undefined : Number(score.score)),
    voice.percent(score.coverage === undefined ? undefined : Number(score.coverage)),
  ]);
  return [`## ${voice.say("export.md.scores")}`, writeTable(head, rows)];
}

function writeCounts(voice: Voice, counts: readonly ExportedCount[]): readonly string[] {
  if (counts.length === 0) return [];
  const head = (["moment", "rated", "not-sure", "not-applicable", "score", "as-of", "coverage"] as const).map((column) =>
    voice.say(`export.md.${column}`),
  );
  const questions = groupBy(counts, ({ edition, questionId }) => `${edition} ${questionId}`);
  const blocks = [...questions.values()].flatMap((moments) => {
    const [first] = moments;
    return first
      ? [
          `### ${writeQuestion(first)}`,
          inert(first.question),
          writeTable(
            head,
            moments.map((count) => writeCount(voice, count)),
          ),
        ]
      : [];
  });
  return [`## ${voice.say("export.md.counts")}`, voice.say("export.md.counts-intro"), ...blocks];
}

function writeCount(voice: Voice, count: ExportedCount): readonly string[] {
  const people = Object.values(count.notApplicable).reduce((total, number) => total + number, 0);
  return [
    describeMoment(voice, count),
    count.hidden ? voice.say("words.hidden") : (count.chosen?.join(" · ") ?? "–"),
    count.notSure === undefined ? "–" : String(count.notSure),
    String(people),
    count.hidden ? voice.say("words.hidden") : voice.percent(count.score === undefined ? undefined : Number(count.score)),
    count.publishedAt ?? "–",
    voice.percent(count.coverage === undefined ? undefined : Number(count.coverage)),
  ];
}

function describeMoment(
  voice: Voice,
  { at, round, milestone }: { readonly at: string; readonly round?: number; readonly milestone?: string },
): string {
  if (milestone !== undefined) return `${inert(milestone)} (${at})`;
  return round === undefined
    ? voice.say("export.md.now", { date: at })
    : voice.say("export.md.round", { number: round, date: at });
}

function writeAnswer(voice: Voice, answer: ExportedAnswer, named: boolean): readonly string[] {
  const who = named ? `${inert(answer.person)}: ` : "";
  const rating = answer.answerNumber === undefined ? "" : `${answer.answerNumber} · `;
  const reason = answer.reason === undefined ? "" : ` (${inert(voice.say(`words.reason.${answer.reason}`))})`;
  const visible = voice.say(answer.noteShared ? "export.md.note-shared" : "export.md.note-own");
  return [
    `- ${answer.at} · ${who}${rating}${inert(answer.answer)}${reason}`,
    ...(answer.note === undefined ? [] : [`  - ${visible}: ${inert(answer.note)}`]),
    ...(answer.evidence === undefined ? [] : [`  - ${voice.say("export.column.evidence")}: ${inert(answer.evidence)}`]),
  ];
}

function writeRemarks(voice: Voice, { remarks }: ExportFrame): readonly string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map(({ code, date, note, evidence, confirmed }) => {
    const parts = [note, evidence].filter((part) => part !== undefined).map(inert);
    const mark = confirmed ? ` (${voice.say("export.confirmed")})` : "";
    return `- ${date} · ${inert(code)} · ${parts.join(" · ")}${mark}`;
  });
  return [`## ${voice.say("export.md.remarks")}`, lines.join("\n")];
}

function writeValues(voice: Voice, { values }: ExportFrame): readonly string[] {
  if (values.length === 0) return [];
  const lines = values.map((value) => {
    const figures = voice.say("export.value", { kpi: value.kpi, before: value.before, after: value.after });
    const link = value.link === undefined ? "" : ` · ${inert(value.link)}`;
    const removed = value.removed ? ` (${voice.say("export.removed")})` : "";
    return `- ${value.measuredOn} · **${inert(value.goal)}** · ${inert(figures)}${link}${removed}`;
  });
  return [`## ${voice.say("export.md.values")}`, lines.join("\n")];
}

/** A list a KPI, with the numbers that count; what was corrected or withdrawn is in the tables of data. */
function writeReadings(voice: Voice, { readings }: ExportFrame): readonly string[] {
  const current = readings.filter(({ status }) => status === "current");
  if (current.length === 0) return [];
  const blocks = [...groupBy(current, ({ kpiId }) => kpiId).values()].flatMap((ofKpi) => [
    `### ${inert(ofKpi[0]?.kpi ?? "")}`,
    ofKpi
      .map(
        ({ on, amount, note, link }) =>
          `- ${[on, amount, note, link]
            .filter((part) => part !== undefined)
            .map(inert)
            .join(" · ")}`,
      )
      .join("\n"),
  ]);
  return [`## ${voice.say("export.md.readings")}`, ...blocks];
}

/** Those under way first, then what was done, with the day on which it was. */
function writeSteps(voice: Voice, { steps, team }: ExportFrame): readonly string[] {
  if (steps.length === 0) return [];
  const order = ["taken", "done", "snoozed", "declined"];
  const sorted = steps.toSorted((left, right) => order.indexOf(left.status) - order.indexOf(right.status));
  const lines = sorted.map((step) => {
    const day = step.doneAt === undefined ? undefined : toLocal(Date.parse(step.doneAt), team.zone).date;
    const done = day === undefined ? undefined : voice.say("export.md.done-on", { date: day });
    const due = step.due === undefined ? undefined : voice.say("export.md.due", { date: step.due });
    const status = done ?? voice.say(`export.step.${step.status}`);
    const facts = [status, step.owner, due].filter((fact) => fact !== undefined);
    return `- ${inert(step.code)} · ${inert(step.step)} (${facts.map(inert).join(", ")})`;
  });
  return [`## ${voice.say("export.md.steps")}`, lines.join("\n")];
}

function writeMilestones(voice: Voice, { milestones }: ExportFrame): readonly string[] {
  if (milestones.length === 0) return [];
  return [`## ${voice.say("export.md.milestones")}`, milestones.map(({ at, name }) => `- ${at} · ${inert(name)}`).join("\n")];
}

/** Replaces instants by dates in the team's zone, because the page is for reading. */
function withLocalDates(frame: ExportFrame): ExportFrame {
  const inZone = <T extends { readonly at: string }>(entry: T): T => ({
    ...entry,
    at: toLocal(Date.parse(entry.at), frame.team.zone).date,
  });
  return {
    ...frame,
    scores: frame.scores.map(inZone),
    counts: frame.counts.map(inZone).map(({ publishedAt, ...count }) => ({
      ...count,
      ...(publishedAt !== undefined && { publishedAt: toLocal(Date.parse(publishedAt), frame.team.zone).date }),
    })),
    milestones: frame.milestones.map(inZone),
  };
}

function writeQuestion({ code, dimension, section }: Pick<ExportedAnswer, "code" | "dimension" | "section">): string {
  return inert(`${code} · ${dimension} · ${section}`);
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** One line in which every character that Markdown or HTML could take for markup is escaped. */
function inert(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#+|~$&!()]/g, "\\$&");
}
