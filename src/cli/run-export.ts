/** `export`: the published numbers of all teams or of one; with names, everything that the database holds of them. */
import { open } from "node:fs/promises";
import type { Stores } from "../app/ports/world.ts";
import { recordAct } from "../app/with-audit.ts";
import type { Team } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { openStorage } from "../storage/open-storage.ts";
import { type DatabaseReader, isOfNewestSchema, openReader } from "../storage/sqlite/reader.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { requireDatabase } from "./database.ts";
import { toTableHead, writeAnswerTable } from "./export-answer-rows.ts";
import { listPublishedRecords, listPublishedRows, toPublishedHead } from "./export-published.ts";
import { listWorkspaceRecords, toLine, writeTeamRecords } from "./export-records.ts";
import { type FoundTeam, findTeam, listAllTeams } from "./find-team.ts";
import { asOperator, createOperatorWorld } from "./operator.ts";

const FORMATS = ["jsonl", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** Takes the next part of the export. */
type Write = (text: string) => Promise<void>;

/**
 * Writes the published numbers of all teams, or of one, as JSON lines or CSV, to standard output or to a new file that only its
 * owner can read; with names also the people and everybody's answers, which the members are told in their next card. Each team's
 * export is written to the audit log first. The rest is only read, in pieces that hold up nobody who writes, with the answers up
 * to the newest of its beginning. Refuses a file that exists, a team that cannot be found, and private notes without names.
 */
export async function exportRecords(call: CliCall): Promise<ExitCode> {
  const format = readFormat(call);
  const named = readNamed(call);
  const { url, path } = await requireDatabase(call.terminal);
  // One of an older version is brought up to date first, as with every other command.
  if (!isOfNewestSchema(path)) await (await openStorage({ url })).close();
  const storage = openReader(path);
  try {
    const wanted = call.text("team");
    const teams = wanted === undefined ? await listAllTeams(storage) : [await findTeam(storage, wanted)];
    await withOutput(call, async (write) => {
      await recordExport(call, { teams, format, named });
      const writing = { call, storage, write, format, teams, whole: wanted === undefined };
      await (named ? writeAll(writing) : writePublished(writing));
    });
    call.terminal.err(`${call.voice.say(named ? "cli.export.personal" : "cli.export.published", { count: teams.length })}\n`);
    return 0;
  } finally {
    storage.close();
  }
}

function readFormat({ text }: CliCall): Format {
  const given = text("format") ?? "jsonl";
  const format = FORMATS.find((known) => known === given.toLowerCase());
  if (!format)
    throw new UsageError((voice) => voice.say("cli.wrong.wrong-value", { option: "--format", given, takes: FORMATS.join(", ") }));
  return format;
}

/** Whether names are asked for. Private notes say whose they are, so they need names. */
function readNamed({ flag }: CliCall): boolean {
  const named = flag("with-names");
  if (!named && flag("private-notes"))
    throw new UsageError((voice) => voice.say("cli.wrong.needs", { option: "--private-notes", other: "--with-names" }));
  return named;
}

type Exporting = { readonly teams: readonly FoundTeam[]; readonly format: Format; readonly named: boolean };

async function recordExport(call: CliCall, { teams, format, named }: Exporting): Promise<void> {
  const act = named ? "exported-with-names" : "exported";
  const details = { format, ...(named && { privateNotes: call.flag("private-notes") }) };
  await asOperator(call, "export", (operator) =>
    operator.act(async (work) => {
      for (const { team } of teams) await recordAct(work, { act, team, details });
    }),
  );
}

/** To standard output, or to a new file that only its owner may read. */
async function withOutput({ terminal, text }: CliCall, task: (write: Write) => Promise<void>): Promise<void> {
  const path = text("out");
  if (path === undefined) return task(terminal.out);
  const file = await open(path, "wx", 0o600);
  try {
    await task(async (part) => {
      await file.write(part);
    });
  } finally {
    await file.close();
  }
}

type Writing = {
  readonly call: CliCall;
  readonly storage: DatabaseReader;
  readonly write: Write;
  readonly format: Format;
  readonly teams: readonly FoundTeam[];
  /** False: one team, and nothing that is not its own. */
  readonly whole: boolean;
};

async function writePublished({ call, storage, write, format, teams }: Writing): Promise<void> {
  const { voice, terminal } = call;
  const world = await createOperatorWorld(storage, terminal);
  const now = terminal.now();
  const read = (team: Team) =>
    storage.work((stores) => (format === "csv" ? listPublishedRows : listPublishedRecords)({ stores, world, now }, team, voice));
  await write(format === "csv" ? toPublishedHead(voice) : toLine("export", { version: 2, named: false, exportedAt: toIso(now) }));
  for (const { team } of teams) await write(await read(team));
}

function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

async function writeAll({ call, storage, write, format, teams, whole }: Writing): Promise<void> {
  const upTo = await storage.work((stores) => stores.answers.lastSequence());
  const about = { voice: call.voice, now: call.terminal.now(), privateNotes: call.flag("private-notes"), upTo };
  if (format === "csv") {
    await write(toTableHead(call.voice));
    for (const { team } of teams) await writeAnswerTable({ storage, write }, team, about);
    return;
  }
  await write(toLine("export", { version: 2, named: true, exportedAt: toIso(about.now) }));
  const workspaces = await storage.work((stores) => stores.workspaces.list());
  const wanted = workspaces.filter(({ id }) => whole || teams.some(({ team }) => team.workspaceId === id));
  const people = whole ? undefined : await storage.work((stores) => listPeopleOf(stores, teams));
  for (const workspace of wanted) {
    await write(await storage.work((stores) => listWorkspaceRecords(stores, workspace, people)));
  }
  const told = new Set<string>();
  for (const { team } of teams) await writeTeamRecords({ storage, write }, team, { ...about, told });
}

async function listPeopleOf(
  { memberships: store }: Pick<Stores, "memberships">,
  teams: readonly FoundTeam[],
): Promise<ReadonlySet<string>> {
  const memberships = await Promise.all(teams.map(({ team }) => store.listOfTeam(team.id)));
  return new Set(memberships.flat().map(({ personId }) => personId));
}
