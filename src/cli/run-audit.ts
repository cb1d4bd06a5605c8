/** `audit`: who changed which team's roster, roles, settings, links and appointments, and who took exports away, as JSON lines. */
import type { AuditQuery } from "../app/ports/audit-store.ts";
import type { Stores } from "../app/ports/world.ts";
import type { AuditEntry } from "../core/audit-entry.ts";
import type { Instant } from "../core/time.ts";
import { openStorage } from "../storage/open-storage.ts";
import { type CliCall, type ExitCode, UsageError } from "./command.ts";
import { requireDatabase } from "./database.ts";
import { findWorkspace } from "./find-person.ts";
import { findTeam } from "./find-team.ts";

const READ_AT_ONCE = 500;

/**
 * Prints the audit log as a line of JSON for each act, oldest first: since an instant, of one team or of one workspace where
 * that is asked for. A person who asked to be forgotten is an id without a name.
 */
export async function printAudit(call: CliCall): Promise<ExitCode> {
  const since = readSince(call);
  const { url } = await requireDatabase(call.terminal);
  const storage = await openStorage({ url });
  try {
    const [team, workspace] = [call.text("team"), call.text("workspace")];
    const wanted: Omit<AuditQuery, "limit" | "after"> = {
      ...(since !== undefined && { since }),
      ...(team !== undefined && { teamId: await findAuditedTeam(storage, team) }),
      ...(workspace !== undefined && { workspaceId: (await findWorkspace(storage, workspace)).id }),
    };
    let after: string | undefined;
    do {
      const query = { ...wanted, limit: READ_AT_ONCE, ...(after !== undefined && { after }) };
      const { lines, last } = await storage.work((stores) => readPage(stores, query));
      await call.terminal.out(lines);
      after = last;
    } while (after !== undefined);
    return 0;
  } finally {
    await storage.close();
  }
}

/** A team that was deleted is known by its id alone. */
async function findAuditedTeam(storage: Parameters<typeof findTeam>[0], named: string): Promise<string> {
  const known = await storage.work(({ audit }) => audit.list({ teamId: named, limit: 1 }));
  return known.length > 0 ? named : (await findTeam(storage, named)).team.id;
}

async function readPage(stores: Stores, query: AuditQuery): Promise<{ readonly lines: string; readonly last?: string }> {
  const entries = await stores.audit.list(query);
  const ids = entries.flatMap(({ by, subjectId }) => [by.kind === "person" ? by.personId : undefined, subjectId]);
  const people = await stores.people.findMany(ids.filter((id) => id !== undefined));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const last = entries.length < query.limit ? undefined : entries.at(-1)?.id;
  const lines = entries.map((entry) => `${JSON.stringify(toAuditRecord(entry, names))}\n`).join("");
  return { lines, ...(last !== undefined && { last }) };
}

function toAuditRecord(entry: AuditEntry, names: ReadonlyMap<string, string>): object {
  const { at, act, through, by, subjectId, workspaceId, teamId, details } = entry;
  const describePerson = (id: string) => ({ id, ...(names.has(id) ? { name: names.get(id) } : { forgotten: true }) });
  return {
    at: new Date(at).toISOString(),
    act,
    by: by.kind === "person" ? { kind: by.kind, ...describePerson(by.personId) } : by,
    through,
    workspace: workspaceId,
    ...(teamId !== undefined && { team: teamId }),
    ...(subjectId !== undefined && { subject: describePerson(subjectId) }),
    details,
  };
}

function readSince({ text }: CliCall): Instant | undefined {
  const given = text("since");
  if (given === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(given) ? Date.parse(given) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new UsageError((voice) =>
    voice.say("cli.wrong.wrong-value", { option: "--since", given, takes: "2026-11-30, 2026-11-30T09:00Z" }),
  );
}
