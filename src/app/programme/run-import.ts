/**
 * Creates the teams of a pasted table, after showing line by line what will happen. A row is created as a whole or not at all,
 * and the answer says which.
 */
import { createHash } from "node:crypto";
import { editionKey } from "../../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { leadsProgrammeOf, type Team } from "../../core/team.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FormValues } from "../../message/form.ts";
import { buildImportForm, buildImportReport, type ImportLine } from "../../message/screens/programme/import-screen.ts";
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
import { type Roster, sameName } from "../team/team-fields.ts";
import { type FoundPeople, indexPeople, lookUpTable, type PersonNamed } from "./find-people.ts";
import {
  IMPORT_COLUMNS,
  type ImportRow,
  type ImportTable,
  MAX_TABLE_ROWS,
  PEOPLE_COLUMNS,
  readTable,
  splitPeople,
} from "./read-table.ts";

/** So many letters of a cell are repeated in a fault. */
const LONGEST_CELL = 60;

type ImportContext = Extract<FormContext, { form: "import-teams" }>;

/** Opens the form for a table of teams. Refuses everybody who isn't a programme lead of this workspace. */
export async function openImportForm(call: Call, context: ImportContext): Promise<Outcome> {
  if (!mayImport(call, context)) return refuseNonProgrammeLead(call, "overview");
  return { form: buildImportForm(call.voice, { context, columns: IMPORT_COLUMNS }) };
}

/**
 * Shows what the table would do, in the form again with the table in it, and changes nothing. When the same table is submitted
 * after that, it creates a team for every row without a fault and reports the faults by line. A table that cannot be read is
 * refused at its field, and people who aren't programme leads are refused.
 */
export const submitImport = lookingUp(lookUpTable, importTable);

async function importTable(
  call: Call,
  found: FoundPeople,
  context: ImportContext,
  values: FormValues<"import-teams">,
): Promise<FormOutcome<"import-teams">> {
  if (!mayImport(call, context)) return refuseNonProgrammeLead(call, "overview");
  const csv = carriedOr(readText(values, "csv"), "");
  const table = readTable(csv, call.voice.vocabulary.columns);
  if (table.kind !== "rows") return { errors: { csv: wordTableFault(call, table) } };
  await meetAll(call, found.profiles);
  const judging = { find: await indexPeople(call, found), zone: await ownZone(call), presences: found.presences };
  const mark = markOf(csv);
  const isChecked = context.checked === mark;
  const lines: ImportLine[] = [];
  for (const row of table.rows) {
    const judged = await judgeRow(call, { ...judging, row, before: lines });
    if (judged.kind === "team" && isChecked) await foundTeam(call, { ...judged, by: call.person });
    lines.push(judged.kind === "team" ? describeNew(row, judged) : judged);
  }
  if (isChecked) return { notice: buildImportReport(call.voice, lines) };
  const checked = lines.some(({ kind }) => kind === "new") ? { ...context, checked: mark } : withoutMark(context);
  return { form: buildImportForm(call.voice, { context: checked, columns: IMPORT_COLUMNS, csv, lines }) };
}

/** Recognizes a table again, and tells nothing about it. */
function markOf(csv: string): string {
  return createHash("sha256").update(csv.replaceAll("\r\n", "\n").trim()).digest("base64url");
}

function withoutMark({ form, workspaceId }: ImportContext): ImportContext {
  return { form, workspaceId };
}

function mayImport({ person, workspace }: Call, { workspaceId }: ImportContext): boolean {
  return workspaceId === workspace.id && leadsProgrammeOf(person, workspace.id);
}

type Judging = {
  readonly row: ImportRow;
  readonly find: (word: string) => Promise<PersonNamed>;
  /** Where the row names none. */
  readonly zone: string;
  readonly presences: FoundPeople["presences"];
  /** What became of the lines above. */
  readonly before: readonly ImportLine[];
};
type NewTeam = { readonly kind: "team"; readonly team: Team; readonly roster: Roster };

/** Reads one row and changes nothing: a new team, one that exists and stays as it is, or what is wrong with the row. */
async function judgeRow(call: Call, { row, find, zone, presences, before }: Judging): Promise<NewTeam | ImportLine> {
  const { stores, world, voice, now, workspace } = call;
  const about = { line: row.line, name: row.cells.name };
  const existing = await findExisting(call, row.cells.name);
  if (existing) return { ...about, kind: "exists" };
  const catalogue = await stores.catalogues.find(world.edition);
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: world.edition });
  const people = await findNamed(row, find);
  const values = toFormValues(call, { row, zone, people });
  const read = await readNewTeam(call, { values, chosen: { ...NOBODY_CHOSEN, presences } });
  const twin = before.find(({ kind, name }) => kind === "new" && sameName(name, row.cells.name));
  const faults = {
    ...(read.kind === "errors" && read.errors),
    ...wordNamesakes(call, people),
    ...(row.cells.leads.trim() === "" && { leads: voice.say("programme.import.no-lead") }),
    ...(twin && { name: voice.say("programme.import.twice", { line: twin.line }) }),
    ...(row.beyond.length > 0 && { cells: wordBeyond(call, row) }),
  };
  const found = Object.entries(faults).map(([column, text]) => ({ column, text }));
  if (read.kind === "errors" || found.length > 0) return { ...about, kind: "refused", faults: found };
  const id = world.ids.next();
  const team = { ...read.settings, id, workspaceId: workspace.id, edition: editionKey(catalogue), createdAt: now, revision: 1 };
  return { kind: "team", team, roster: read.roster };
}

function describeNew({ line }: ImportRow, { team, roster }: NewTeam): ImportLine {
  const parts = [...roster.values()].map(({ part }) => part);
  const members = parts.filter(({ kind }) => kind === "member").length;
  return { kind: "new", line, name: team.name, members, leads: parts.filter(({ lead }) => lead).length };
}

async function findExisting({ stores, workspace }: Call, name: string): Promise<Team | undefined> {
  const teams = name.trim() === "" ? [] : await stores.teams.listOfWorkspace(workspace.id);
  return teams.find((team) => sameName(team.name, name.trim()));
}

type PeopleColumn = (typeof PEOPLE_COLUMNS)[number];
type NamedPeople = Readonly<Record<PeopleColumn, readonly { readonly word: string; readonly named: PersonNamed }[]>>;

async function findNamed({ cells }: ImportRow, find: Judging["find"]): Promise<NamedPeople> {
  const of = (column: PeopleColumn) =>
    Promise.all(splitPeople(cells[column]).map(async (word) => ({ word, named: await find(word) })));
  return { members: await of("members"), leads: await of("leads"), observers: await of("observers") };
}

/** Of several people with one name none is guessed. */
function wordNamesakes({ voice }: Call, people: NamedPeople): Partial<Record<PeopleColumn, string>> {
  const entries = PEOPLE_COLUMNS.flatMap((column) => {
    const names = people[column].filter(({ named }) => named.kind === "namesakes").map(({ word }) => word);
    return names.length === 0 ? [] : [[column, voice.say("programme.import.namesakes", { names: voice.list(names) })] as const];
  });
  return Object.fromEntries(entries);
}

function wordBeyond({ voice }: Call, { beyond }: ImportRow): string {
  const cells = beyond.map((cell) => cell.slice(0, LONGEST_CELL)).join(", ");
  return voice.say("programme.import.beyond", { cells, count: beyond.length });
}

/** As the form of a new team would hand them over; what the row leaves empty is as in that form. */
function toFormValues(
  { workspace, voice }: Call,
  { row, zone, people }: Pick<Judging, "row" | "zone"> & { readonly people: NamedPeople },
): FormValues<"setup"> {
  const { cells } = row;
  const toIds = (column: PeopleColumn) => people[column].map(({ word, named }) => (named.kind === "one" ? named.userId : word));
  return {
    members: toIds("members"),
    leads: toIds("leads"),
    observers: toIds("observers"),
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
    case "double-column":
      return voice.say("programme.import.error.double-column", { column: table.column });
    default:
      return table satisfies never;
  }
}
