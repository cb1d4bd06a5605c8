/** `export`: what the database holds, of all teams or of one, as JSON lines or as a table of answers. */
import { open } from "node:fs/promises";
import type { Stores } from "../app/ports/world.ts";
import { openStorage, type SqliteStorage } from "../storage/open-storage.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { requireDatabase } from "./database.ts";
import { toAnswerTable, toTableHead } from "./export-answer-rows.ts";
import { listTeamRecords, listWorkspaceRecords, toLine } from "./export-records.ts";
import { type FoundTeam, findTeam, listAllTeams } from "./find-team.ts";

const FORMATS = ["jsonl", "csv"] as const;
type Format = (typeof FORMATS)[number];

type Write = (text: string) => Promise<void>;

/**
 * Writes all teams, or one, as JSON lines or CSV, to standard output or to a new file that only its owner can read.
 * Each team is read in one unit of work, so its records agree. Refuses a file that exists and a team that cannot be
 * found.
 */
export async function exportRecords(call: CliCall): Promise<ExitCode> {
  const format = readFormat(call);
  const { url } = await requireDatabase(call.terminal);
  const storage = await openStorage({ url });
  try {
    const wanted = call.text("team");
    const teams = wanted === undefined ? await listAllTeams(storage) : [await findTeam(storage, wanted)];
    await withOutput(call, (write) => writeAll({ call, storage, write, format, teams, whole: wanted === undefined }));
    call.terminal.err(`${call.voice.say("cli.export.personal", { count: teams.length })}\n`);
    return 0;
  } finally {
    await storage.close();
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
  readonly storage: SqliteStorage;
  readonly write: Write;
  readonly format: Format;
  readonly teams: readonly FoundTeam[];
  /** False: one team, and nothing that is not its own. */
  readonly whole: boolean;
};

async function writeAll({ call, storage, write, format, teams, whole }: Writing): Promise<void> {
  const about = { voice: call.voice, now: call.terminal.now(), privateNotes: call.flag("private-notes") };
  if (format === "csv") {
    await write(toTableHead(call.voice));
    for (const { team } of teams) await write(await storage.work((stores) => toAnswerTable(stores, team, about)));
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
  for (const { team } of teams) await write(await storage.work((stores) => listTeamRecords(stores, team, { ...about, told })));
}

async function listPeopleOf(
  { memberships: store }: Pick<Stores, "memberships">,
  teams: readonly FoundTeam[],
): Promise<ReadonlySet<string>> {
  const memberships = await Promise.all(teams.map(({ team }) => store.listOfTeam(team.id)));
  return new Set(memberships.flat().map(({ personId }) => personId));
}
