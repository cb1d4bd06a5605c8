/** Takes a table of readings into the ledger: all of it or, where one line is wrong, nothing. */
import { groupBy } from "../../core/group-by.ts";
import { isLocalDate } from "../../core/schedule/calendar.ts";
import type { Team } from "../../core/team.ts";
import { type Decimal, toDecimal } from "../../core/value/decimal.ts";
import { type Kpi, listCurrentReadings, type Reading, type Unit } from "../../core/value/kpi.ts";
import {
  type ImportedNumber,
  type NumberFault,
  planReadingsImport,
  type ReadingsPlan,
} from "../../core/value/plan-readings-import.ts";
import { readTypedNumber, type TypedNumber } from "../../core/value/read-number.ts";
import { VALUE_LENGTHS } from "../../message/screens/value/value-forms.ts";
import { foldWord } from "../../message/voice/vocabulary.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Work } from "../call.ts";
import { recordAct } from "../with-audit.ts";
import { endAsk } from "./end-ask.ts";
import { dayOf } from "./load-ledger.ts";
import { planNextAsk } from "./plan-ask.ts";
import type { ReadingLine } from "./read-readings-table.ts";

/** Why a line can't be taken. */
export type LineReason =
  | { readonly kind: "team-missing" | "date" | "future" | "link" | "value-missing" | "kpi-missing" | "beyond" }
  | { readonly kind: "unknown-team" | "ambiguous-team" | "unknown-kpi" | "ambiguous-kpi" | "retired-kpi"; readonly named: string }
  | { readonly kind: "value"; readonly given: string; readonly unit: Unit }
  | { readonly kind: "two-ways"; readonly given: string; readonly values: readonly [Decimal, Decimal] }
  | { readonly kind: "too-long" | "note-long"; readonly given: string }
  | (NumberFault & { readonly kpi: Kpi; readonly value: Decimal });

/** A line that can't be taken, and why. */
export type LineFault = { readonly line: number; readonly reason: LineReason };

/** What came of a table: its faults, by line, and then nothing was saved; or how many numbers were new, replaced or there already. */
export type ImportedReadings =
  | { readonly kind: "faults"; readonly faults: readonly LineFault[] }
  | { readonly kind: "saved"; readonly added: number; readonly replaced: number; readonly unchanged: number };

/** What a table is read against. */
export type ImportOptions = {
  readonly lines: readonly ReadingLine[];
  /** The teams that lines may name. */
  readonly teams: readonly Team[];
  /** The team of lines that name none. */
  readonly team?: Team;
  readonly voice: Voice;
  /** Numbers that look wrong, such as ten times the last, are taken. */
  readonly sure: boolean;
};

/**
 * Saves the readings of a table in one unit of work. A line with a fault keeps every other from being saved. A number that is
 * there already stays as it is; another number of the same day takes its place. A question that waits for one is ended.
 */
export async function importReadings(work: Work, options: ImportOptions): Promise<ImportedReadings> {
  const read = await readLines(work, options);
  const plans: { readonly ledger: KpiLedger; readonly plan: ReadingsPlan }[] = [];
  for (const [kpi, numbers] of groupBy(read.numbers, ({ kpi: each }) => each)) {
    const ledger = { kpi, team: read.teamOf(kpi), readings: await work.stores.readings.listOfKpi(kpi.id) };
    plans.push({ ledger, plan: planReadingsImport(kpi, { numbers, readings: ledger.readings, sure: options.sure }) });
  }
  const planned = plans.flatMap(({ plan }) => plan.faults).map(({ number, fault }) => toFault(number, fault));
  const faults = [...read.faults, ...planned].toSorted((one, other) => one.line - other.line);
  if (faults.length > 0) return { kind: "faults", faults };
  for (const { ledger, plan } of plans) await save(work, ledger, plan);
  await recordImports(work, plans);
  const changes = plans.flatMap(({ plan }) => plan.changes);
  const replaced = changes.filter((change) => change.replaced.length > 0).length;
  const unchanged = plans.reduce((sum, { plan }) => sum + plan.unchanged, 0);
  return { kind: "saved", added: changes.length - replaced, replaced, unchanged };
}

type KpiLedger = { readonly kpi: Kpi; readonly team: Team; readonly readings: readonly Reading[] };

function toFault({ line, kpi, entered }: ImportedNumber, fault: NumberFault): LineFault {
  return { line, reason: { ...fault, kpi, value: entered.value } };
}

type ReadLines = {
  readonly numbers: readonly ImportedNumber[];
  readonly faults: readonly LineFault[];
  readonly teamOf: (kpi: Kpi) => Team;
};

/** What was read from a line, or why it can't be. */
type Read<T> = { readonly found: T } | { readonly reason: LineReason };

async function readLines(work: Work, options: ImportOptions): Promise<ReadLines> {
  const known = new Map<string, readonly Kpi[]>();
  const teams = new Map<string, Team>();
  const numbers: ImportedNumber[] = [];
  const faults: LineFault[] = [];
  for (const team of options.teams) known.set(team.id, await work.stores.kpis.listOfTeam(team.id));
  for (const line of options.lines) {
    const read = readLine(line, { ...options, known, now: work.now });
    if ("reason" in read) faults.push({ line: line.line, reason: read.reason });
    else {
      numbers.push(read.found.number);
      teams.set(read.found.number.kpi.id, read.found.team);
    }
  }
  const teamOf = (kpi: Kpi): Team => {
    const team = teams.get(kpi.id);
    if (!team) throw new RangeError(`no line named the team of ${kpi.id}`);
    return team;
  };
  return { numbers, faults, teamOf };
}

type Known = ImportOptions & { readonly known: ReadonlyMap<string, readonly Kpi[]>; readonly now: number };

function readLine(line: ReadingLine, options: Known): Read<{ readonly number: ImportedNumber; readonly team: Team }> {
  if (line.beyond.length > 0) return { reason: { kind: "beyond" } };
  const team = findTeamOf(line, options);
  if ("reason" in team) return team;
  const kpi = findKpi(line.cells.kpi, options.known.get(team.found.id) ?? []);
  if ("reason" in kpi) return kpi;
  const entered = readEntered(line, { kpi: kpi.found, today: dayOf(team.found, options.now), voice: options.voice });
  if ("reason" in entered) return entered;
  return { found: { number: { line: line.line, kpi: kpi.found, entered: entered.found }, team: team.found } };
}

function findTeamOf({ cells }: ReadingLine, { teams, team }: ImportOptions): Read<Team> {
  const named = cells.team;
  if (named === "") return team ? { found: team } : { reason: { kind: "team-missing" } };
  const byName = teams.filter(({ name }) => foldWord(name) === foldWord(named));
  const [only, another] = byName;
  const byId = teams.find(({ id }) => id === named);
  if (byId) return { found: byId };
  if (!only) return { reason: { kind: "unknown-team", named } };
  return another ? { reason: { kind: "ambiguous-team", named } } : { found: only };
}

/** A KPI that was retired gives its name to one that wasn't. */
function findKpi(named: string, kpis: readonly Kpi[]): Read<Kpi> {
  if (named === "") return { reason: { kind: "kpi-missing" } };
  const byName = kpis.filter(({ id, name }) => id === named || foldWord(name) === foldWord(named));
  const [only, another] = byName.filter(({ retiredAt }) => retiredAt === undefined);
  if (only) return another ? { reason: { kind: "ambiguous-kpi", named } } : { found: only };
  return { reason: { kind: byName.length > 0 ? "retired-kpi" : "unknown-kpi", named } };
}

function readEntered(
  { cells }: ReadingLine,
  { kpi, today, voice }: { readonly kpi: Kpi; readonly today: string; readonly voice: Voice },
): Read<ImportedNumber["entered"]> {
  const { date: on, note, link } = cells;
  if (!isLocalDate(on)) return { reason: { kind: "date" } };
  if (on > today) return { reason: { kind: "future" } };
  if (note.length > VALUE_LENGTHS.note) return { reason: { kind: "note-long", given: note } };
  const isLink = link === "" || (link.length <= VALUE_LENGTHS.link && URL.canParse(link) && link.startsWith("https://"));
  if (!isLink) return { reason: { kind: "link" } };
  const value = readValue(cells.value, kpi.unit, voice);
  if ("reason" in value) return value;
  return { found: { value: value.found, on, ...(note !== "" && { note }), ...(link !== "" && { link }) } };
}

const PLAIN = /^-?\d+(?:\.\d+)?$/;

/** A program writes a point as the decimal point; everything else is read as people write it. */
function readValue(given: string, unit: Unit, voice: Voice): Read<Decimal> {
  if (given === "") return { reason: { kind: "value-missing" } };
  const plain = PLAIN.test(given) ? toDecimal(given) : undefined;
  if (plain !== undefined) return { found: plain };
  if (PLAIN.test(given)) return { reason: { kind: "too-long", given } };
  const typed: TypedNumber = readTypedNumber(given, unit, voice.vocabulary.numbers);
  switch (typed.kind) {
    case "number":
      return { found: typed.value };
    case "two-ways":
      return { reason: { kind: "two-ways", given, values: typed.values } };
    case "too-long":
      return { reason: { kind: "too-long", given } };
    case "other-unit":
    case "none":
      return { reason: { kind: "value", given, unit } };
    default:
      return typed satisfies never;
  }
}

/** Nobody typed these numbers: a reading from a file has no author. */
async function save(work: Work, { kpi, team, readings }: KpiLedger, { changes }: ReadingsPlan): Promise<void> {
  const { stores, world, now } = work;
  if (changes.length === 0) return;
  for (const { number, replaced } of changes) {
    const reading: Reading = { id: world.ids.next(), kpiId: kpi.id, ...number.entered, addedAt: now };
    await stores.readings.add(team.id, reading);
    for (const { id } of replaced) await stores.readings.retire(id, { supersededBy: reading.id });
  }
  const last = listCurrentReadings(readings).at(-1);
  const newest = changes.at(-1)?.number.entered;
  if (newest && (last === undefined || newest.on > last.on)) await endAsk(work, { team, kpi, point: newest });
  await planNextAsk(work, kpi);
}

/** One entry a team: a file of a year is one act. */
async function recordImports(
  work: Work,
  plans: readonly { readonly ledger: KpiLedger; readonly plan: ReadingsPlan }[],
): Promise<void> {
  const changed = plans.filter(({ plan }) => plan.changes.length > 0);
  for (const [team, ofTeam] of groupBy(changed, ({ ledger }) => ledger.team)) {
    const count = ofTeam.reduce((sum, { plan }) => sum + plan.changes.length, 0);
    const kpis = ofTeam.map(({ ledger }) => ledger.kpi.id);
    await recordAct(work, { act: "readings-imported", team, details: { count, kpis } });
  }
}
