/** Creates the teams of a pasted table. A row is created as a whole or not at all, and the answer says which. */
import { editionKey } from "../../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { leadsProgrammeOf } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { buildImportForm, buildImportReport, type ImportFault } from "../../message/screens/programme/import-screen.ts";
import type { Call } from "../call.ts";
import { NOBODY_CHOSEN } from "../chosen-people.ts";
import { lookingUp } from "../feature.ts";
import { carriedOr, readText } from "../form-values.ts";
import { meetAll } from "../known-people.ts";
import { refuseNonProgrammeLead } from "../refusals.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { findWeekday } from "../schedule/date-words.ts";
import { ownZone } from "../schedule/own-times.ts";
import { foundTeam, readNewTeam } from "../team/create-team.ts";
import { type FoundPeople, indexPeople, lookUpTable } from "./find-people.ts";
import { IMPORT_COLUMNS, type ImportRow, type ImportTable, MAX_TABLE_ROWS, readTable, splitPeople } from "./read-table.ts";

type ImportContext = Extract<FormContext, { form: "import-teams" }>;

/** Opens the form for a table of teams. Refuses everybody who isn't a programme lead of this workspace. */
export async function openImportForm(call: Call, context: ImportContext): Promise<Outcome> {
  if (!mayImport(call, context)) return refuseNonProgrammeLead(call, "overview");
  return { form: buildImportForm(call.voice, { context, columns: IMPORT_COLUMNS }) };
}

/**
 * Creates a team for every row without a fault and reports the faults by line. A table that cannot be read is refused at
 * its field, and people who aren't programme leads are refused.
 */
export const submitImport = lookingUp(lookUpTable, importTable);

async function importTable(
  call: Call,
  found: FoundPeople,
  context: ImportContext,
  values: FormValues<"import-teams">,
): Promise<FormOutcome<"import-teams">> {
  if (!mayImport(call, context)) return refuseNonProgrammeLead(call, "overview");
  await meetAll(call, found.profiles);
  const table = readTable(carriedOr(readText(values, "csv"), ""));
  if (table.kind !== "rows") return { errors: { csv: wordTableFault(call, table) } };
  const toUserId = await indexPeople(call, found);
  const zone = await ownZone(call);
  const founded: { name: string; members: number }[] = [];
  const faults: ImportFault[] = [];
  for (const row of table.rows) {
    const done = await importRow(call, { row, toUserId, zone, presences: found.presences });
    if (done.kind === "founded") founded.push(done);
    else faults.push(...done.faults);
  }
  return { notice: buildImportReport(call.voice, { founded, faults, rows: table.rows.length }) };
}

function mayImport({ person, workspace }: Call, { workspaceId }: ImportContext): boolean {
  return workspaceId === workspace.id && leadsProgrammeOf(person, workspace.id);
}

type Importing = {
  readonly row: ImportRow;
  readonly toUserId: (word: string) => Promise<string | undefined>;
  /** Where the row names none. */
  readonly zone: string;
  readonly presences: FoundPeople["presences"];
};
type Imported =
  | { readonly kind: "founded"; readonly name: string; readonly members: number }
  | { readonly kind: "faulty"; readonly faults: readonly ImportFault[] };

async function importRow(call: Call, { row, toUserId, zone, presences }: Importing): Promise<Imported> {
  const { stores, world, voice, now, workspace, person } = call;
  const catalogue = await stores.catalogues.find(world.edition);
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: world.edition });
  const values = await toFormValues(call, { row, toUserId, zone, presences });
  const read = await readNewTeam(call, { values, chosen: { ...NOBODY_CHOSEN, presences } });
  const parts = read.kind === "team" ? [...read.roster.values()].map(({ part }) => part) : [];
  const leaderless = row.cells.leads.trim() === "" ? { leads: voice.say("programme.import.no-lead") } : {};
  const errors = { ...leaderless, ...(read.kind === "errors" && read.errors) };
  if (read.kind === "errors" || Object.keys(errors).length > 0) {
    return { kind: "faulty", faults: Object.entries(errors).map(([column, text]) => ({ line: row.line, column, text })) };
  }
  const id = world.ids.next();
  const team = { ...read.settings, id, workspaceId: workspace.id, edition: editionKey(catalogue), createdAt: now, revision: 1 };
  await foundTeam(call, { team, roster: read.roster, by: person });
  return { kind: "founded", name: team.name, members: parts.filter(({ kind }) => kind === "member").length };
}

/** As the form of a new team would hand them over; what the row leaves empty is as in that form. */
async function toFormValues({ workspace, voice }: Call, { row, toUserId, zone }: Importing): Promise<FormValues<"setup">> {
  const { cells } = row;
  const toIds = (cell: string) => Promise.all(splitPeople(cell).map(async (word) => (await toUserId(word)) ?? word));
  return {
    members: await toIds(cells.members),
    leads: await toIds(cells.leads),
    observers: await toIds(cells.observers),
    name: cells.name,
    channel: cells.channel,
    cadence: cells.cadence.toLowerCase() || "week",
    weekday: cells.weekday === "" ? "1" : String(findWeekday(cells.weekday, voice.vocabulary.dates) ?? cells.weekday),
    time: cells.time || "09:00",
    zone: cells.zone || zone,
    zoneMode: "own",
    windowHours: "48",
    locale: cells.locale || workspace.locale,
    questions: cells.questions || "5",
    privacy: cells.privacy.toLowerCase() || "private",
  };
}

function wordTableFault({ voice }: Call, table: Exclude<ImportTable, { kind: "rows" }>): string {
  switch (table.kind) {
    case "empty":
      return voice.say("programme.import.error.empty");
    case "too-many":
      return voice.say("programme.import.error.too-many", { max: MAX_TABLE_ROWS });
    case "unknown-column":
      return voice.say("programme.import.error.unknown-column", { column: table.column, columns: IMPORT_COLUMNS.join(", ") });
    case "missing-column":
      return voice.say("programme.import.error.missing-column", { column: table.column });
    case "broken":
      return voice.say("programme.import.error.broken", { line: table.line });
    default:
      return table satisfies never;
  }
}
