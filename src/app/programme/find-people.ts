/** Who is named in a table of teams, or by a user group; the platform is asked before the unit of work begins. */
import type { Call } from "../call.ts";
import { findNamedGroup } from "../group/named-group.ts";
import { lookUpProfiles } from "../people.ts";
import type { Profile, World } from "../ports.ts";
import type { Request } from "../request.ts";
import { readText } from "../settings/form-values.ts";
import { PEOPLE_COLUMNS, readTable, splitPeople } from "./read-table.ts";

/** More than this is not asked of the platform in one go. */
const MAX_ASKED = 300;
const FOUND = "found";

export type Named = { readonly request: Request; readonly profiles: ReadonlyMap<string, Profile> };

/**
 * The request with whom its e-mails mean, and the profiles of those whom the bot has not met; or with the user group that it
 * names. Any other request as it is.
 */
export async function findNamedPeople(world: World, request: Request): Promise<Named> {
  if (request.kind !== "submit" || request.context.form !== "import-teams") {
    const group = await findNamedGroup(world, request);
    return { request: group ? { ...request, from: { ...request.from, group } } : request, profiles: new Map() };
  }
  const { workspaceId } = request.from;
  const words = listNamed(readText(request.values, "csv")).slice(0, MAX_ASKED);
  const byEmail = await Promise.all(words.filter(isEmail).map((email) => findByEmail(world, workspaceId, email)));
  const found = byEmail.filter((each) => each !== undefined);
  const ids = words.filter((word) => !isEmail(word) && !/\s/.test(word));
  const asked = await lookUpProfiles(world, workspaceId, await listUnmet(world, workspaceId, ids));
  const profiles = new Map([...asked, ...found.map(({ profile }) => [profile.platformUserId, profile] as const)]);
  const values = { ...request.values, [FOUND]: found.map(({ email, profile }) => `${email} ${profile.platformUserId}`) };
  return { request: { ...request, values }, profiles };
}

/** From a word of a cell to a platform user id: an id, an e-mail, or the name of one person alone. */
export async function indexPeople(call: Call, found: readonly string[]): Promise<(word: string) => Promise<string | undefined>> {
  const { stores, workspace } = call;
  const byEmail = new Map(found.map((pair) => [pair.slice(0, pair.indexOf(" ")), pair.slice(pair.indexOf(" ") + 1)] as const));
  const people = await stores.people.listOfWorkspace(workspace.id);
  return async (word) => {
    if (isEmail(word)) return byEmail.get(word.toLowerCase());
    if (await stores.people.findByAccount(workspace.id, word)) return word;
    const [namesake, another] = people.filter(({ name }) => name === word);
    if (!namesake || another) return undefined;
    const accounts = await stores.people.accountsOf(namesake.id);
    return accounts.find(({ workspaceId }) => workspaceId === workspace.id)?.platformUserId;
  };
}

export function readFound(values: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
  const found = values[FOUND];
  return Array.isArray(found) ? found : [];
}

function listNamed(csv: string): readonly string[] {
  const table = readTable(csv);
  if (table.kind !== "rows") return [];
  const words = table.rows.flatMap(({ cells }) => PEOPLE_COLUMNS.flatMap((column) => splitPeople(cells[column])));
  return [...new Set(words)];
}

async function findByEmail({ directory }: World, workspaceId: string, word: string) {
  const email = word.toLowerCase();
  const profile = await directory.findByEmail?.(workspaceId, email);
  return profile && { email, profile };
}

async function listUnmet({ storage }: World, workspaceId: string, ids: readonly string[]): Promise<readonly string[]> {
  return storage.work(async ({ people }) => {
    const met = await Promise.all(ids.map((id) => people.findByAccount(workspaceId, id)));
    return ids.filter((_, index) => met[index] === undefined);
  });
}

function isEmail(word: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(word);
}
