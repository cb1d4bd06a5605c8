/** `export`: what the database holds, of all teams or of one, as JSON lines or as a table of answers. */
import { open } from "node:fs/promises";
import type { Stores } from "../app/ports/world.ts";
import { openStorage } from "../storage/open-storage.ts";
import { type DatabaseReader, isOfNewestSchema, openReader } from "../storage/sqlite/reader.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { requireDatabase } from "./database.ts";
import { toTableHead, writeAnswerTable } from "./export-answer-rows.ts";
import { listWorkspaceRecords, toLine, writeTeamRecords } from "./export-records.ts";
import { type FoundTeam, findTeam, listAllTeams } from "./find-team.ts";

const FORMATS = ["jsonl", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** Takes the next part of the export. */
type Write = (text: string) => Promise<void>;

/**
 * Writes all teams, or one, as JSON lines or CSV, to standard output or to a new file that only its owner can read.
 * The database is only read, in pieces that hold up nobody who writes, with the answers up to the newest of its beginning.
 * Refuses a file that exists and a team that cannot be found.
 */
export async function exportRecords(call: CliCall): Promise<ExitCode> {
  const format = readFormat(call);
  const { url, path } = await requireDatabase(call.terminal);
  // One of an older version is brought up to date first, as with every other command.
  if (!isOfNewestSchema(path)) await (await openStorage({ url })).close();
  const storage = openReader(path);
  try {
    const wanted = call.text("team");
    const teams = wanted === undefined ? await listAllTeams(storage) : [await findTeam(storage, wanted)];
    await withOutput(call, (write) => writeAll({ call, storage, write, format, teams, whole: wanted === undefined }));
    call.terminal.err(`${call.voice.say("cli.export.personal", { count: teams.length })}\n`);
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

async function writeAll({ call, storage, write, format, teams, whole }: Writing): Promise<void> {
  const upTo = await storage.work((stores) => stores.answers.lastSequence());
  const about = { voice: call.voice, now: call.terminal.now(), privateNotes: call.flag("private-notes"), upTo };
  if (format === "csv") {
    await write(toTableHead(call.voice));
    for (const { team } of teams) await writeAnswerTable({ storage, write }, team, about);
    return;
  }
  await write(toLine("export", { version: 1, exportedAt: new Date(about.now).toISOString() }));
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
