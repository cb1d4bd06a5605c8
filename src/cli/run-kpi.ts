/** `kpi import`: readings from a table, such as a finance sheet or what a monitoring system was asked each night. */
import { open } from "node:fs/promises";
import { importReadings, type LineFault, type LineReason } from "../app/value/import-readings.ts";
import { MAX_READINGS, READING_COLUMNS, readReadingsTable, type TableFault } from "../app/value/read-readings-table.ts";
import { sayDoubt } from "../message/screens/value/reading-messages.ts";
import { VALUE_LENGTHS } from "../message/screens/value/value-forms.ts";
import { nameUnit } from "../message/screens/value/value-words.ts";
import { toPlain } from "../message/text.ts";
import type { Voice } from "../message/voice/voice.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { toOneLine } from "./find-person.ts";
import { findTeam, listAllTeams } from "./find-team.ts";
import { asOperator, type Operator } from "./operator.ts";

/** The longest file, in bytes. */
const MAX_BYTES = 1_000_000;
/** How many faults are told one by one. */
const TOLD_FAULTS = 20;

/**
 * Saves the readings of a CSV file, or nothing where a line is wrong: then it names each such line with the reason and returns 1.
 * A file can be read again; what is there already stays. Refuses files over 1 MB and files that aren't text in UTF-8.
 */
export async function importKpiReadings(call: CliCall): Promise<ExitCode> {
  const { voice, terminal, args } = call;
  const path = args[0] ?? "";
  const table = readReadingsTable(await readText(path), voice.vocabulary.readings);
  if (table.kind !== "lines") throw new CommandRefusal((words) => sayTableFault(words, table));
  const imported = await asOperator(call, "kpi import", async (operator) => {
    const options = { lines: table.lines, voice, sure: call.flag("yes"), ...(await findTeams(operator, call)) };
    return operator.act((work) => importReadings(work, options));
  });
  if (imported.kind === "saved") {
    await terminal.out(
      `${voice.say("cli.kpi.saved", { added: imported.added, replaced: imported.replaced, unchanged: imported.unchanged })}\n`,
    );
    return 0;
  }
  const told = imported.faults.slice(0, TOLD_FAULTS).map((fault) => sayFault(voice, fault));
  const more = imported.faults.length - told.length;
  const lines = [
    voice.say("cli.kpi.refused", { count: imported.faults.length }),
    ...told,
    ...(more > 0 ? [voice.say("cli.kpi.more", { count: more })] : []),
    ...(imported.faults.some(({ reason }) => reason.kind === "doubtful") ? [voice.say("cli.kpi.take-anyway")] : []),
  ];
  terminal.err(`speedboat: ${lines.join("\n")}\n`);
  return 1;
}

/** A file of some other kind is refused before any of it is taken for a table. */
async function readText(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw new CommandRefusal((voice) => voice.say("cli.kpi.too-large", { path }));
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.readFile());
  } catch (error) {
    if (error instanceof TypeError) throw new CommandRefusal((voice) => voice.say("cli.kpi.not-text", { path }));
    throw error;
  } finally {
    await file.close();
  }
}

/** Without `--team` a line without a team is about the only one. */
async function findTeams({ storage }: Operator, { text }: CliCall) {
  const named = text("team");
  const all = (await listAllTeams(storage)).map(({ team }) => team);
  const only = all.length === 1 ? all[0] : undefined;
  const team = named === undefined ? only : (await findTeam(storage, named)).team;
  return { teams: all, ...(team && { team }) };
}

function sayTableFault(voice: Voice, fault: TableFault): string {
  const columns = READING_COLUMNS.join(", ");
  switch (fault.kind) {
    case "empty":
      return voice.say("cli.kpi.table-empty", { columns });
    case "too-many":
      return voice.say("cli.kpi.table-too-many", { count: MAX_READINGS });
    case "unknown-column":
      return voice.say("cli.kpi.table-unknown-column", { column: toOneLine(fault.column), columns });
    case "missing-column":
      return voice.say("cli.kpi.table-missing-column", { column: fault.column, columns });
    case "double-column":
      return voice.say("cli.kpi.table-double-column", { column: fault.column });
    default:
      return fault satisfies never;
  }
}

function sayFault(voice: Voice, { line, reason }: LineFault): string {
  return voice.say("cli.kpi.line", { line, reason: toOneLine(sayReason(voice, reason)) });
}

function sayReason(voice: Voice, reason: LineReason): string {
  switch (reason.kind) {
    case "team-missing":
    case "kpi-missing":
    case "value-missing":
    case "date":
    case "link":
    case "beyond":
      return voice.say(`cli.kpi.fault.${reason.kind}`);
    case "future":
      return voice.say("kpi.error.future");
    case "unknown-team":
    case "ambiguous-team":
    case "unknown-kpi":
    case "ambiguous-kpi":
    case "retired-kpi":
      return voice.say(`cli.kpi.fault.${reason.kind}`, { named: reason.named });
    case "value":
      return voice.say("cli.kpi.fault.value", { given: reason.given, unit: nameUnit(voice, reason.unit) });
    case "two-ways": {
      const [first, second] = reason.values;
      return voice.say("cli.kpi.fault.two-ways", { given: reason.given, first, second });
    }
    case "too-long":
      return voice.say("cli.kpi.fault.too-long", { given: reason.given });
    case "note-long":
      return voice.say("errors.text-too-long", { length: reason.given.length, max: VALUE_LENGTHS.note });
    case "other-line":
      return voice.say("cli.kpi.fault.other-line", { other: reason.other, kpi: reason.kpi.name });
    case "doubtful":
      return toPlain(sayDoubt(voice, reason.kpi, { value: reason.value, doubt: reason.doubt }));
    default:
      return reason satisfies never;
  }
}
