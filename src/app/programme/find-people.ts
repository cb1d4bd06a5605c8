/** Finds the people who are named in a table of teams. */
import type { FormValues } from "../../message/form.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import type { Call } from "../call.ts";
import type { Asking } from "../feature.ts";
import { carriedOr, readText } from "../form-values.ts";
import { listUnmet, lookUpPresences, lookUpProfiles } from "../known-people.ts";
import type { Presence, Profile } from "../ports/directory.ts";
import { type ImportRow, PEOPLE_COLUMNS, readTable, splitPeople } from "./read-table.ts";

/** More than this is not asked of the platform in one go. */
const MAX_ASKED = 300;

/** What the platform knows of the people in a table: user ids by e-mail, and the profiles of everybody the bot has not met. */
export type FoundPeople = {
  readonly byEmail: ReadonlyMap<string, string>;
  readonly profiles: readonly Profile[];
  /** Whether the author is in each channel of the table, by its id. */
  readonly presences: ReadonlyMap<string, Presence>;
};

/** Asks the platform about the people in the form's table, at most 300 of them. */
export async function lookUpTable(asking: Asking, _context: unknown, values: FormValues<"import-teams">): Promise<FoundPeople> {
  const { columns } = asking.world.voice("en").vocabulary;
  const rows = listRows(carriedOr(readText(values, "csv"), ""), columns);
  const words = listNamed(rows).slice(0, MAX_ASKED);
  const found = (await Promise.all(words.filter(isEmail).map((email) => findByEmail(asking, email)))).filter(
    (each) => each !== undefined,
  );
  const ids = words.filter((word) => !isEmail(word) && !/\s/.test(word));
  const profiles = await lookUpProfiles(asking, await listUnmet(asking, ids));
  return {
    presences: await lookUpPresences(asking, listNamedChannels(rows).slice(0, MAX_ASKED)),
    byEmail: new Map(found.map(({ email, profile }) => [email, profile.platformUserId])),
    profiles: [...profiles.values(), ...found.map(({ profile }) => profile)],
  };
}

/** Whom a cell's text names. `namesakes`: several people have that name, so it is none of them. */
export type PersonNamed = { readonly kind: "one"; readonly userId: string } | { readonly kind: "unknown" | "namesakes" };

/**
 * Returns a function that finds the platform user id for a cell's text: an id, an e-mail address, or a name that only one
 * person has. Capitals, full width and repeated blanks make no difference to a name.
 */
export async function indexPeople(
  { stores, workspace }: Call,
  { byEmail }: FoundPeople,
): Promise<(word: string) => Promise<PersonNamed>> {
  const people = await stores.people.listOfWorkspace(workspace.id);
  return async (word) => {
    if (isEmail(word)) return toNamed(byEmail.get(word.toLowerCase()));
    if (await stores.people.findByAccount(workspace.id, word)) return toNamed(word);
    const wanted = foldName(word);
    const [namesake, another] = people.filter(({ name }) => foldName(name) === wanted);
    if (another) return { kind: "namesakes" };
    const accounts = namesake ? await stores.people.accountsOf(namesake.id) : [];
    return toNamed(accounts.find(({ workspaceId }) => workspaceId === workspace.id)?.platformUserId);
  };
}

function toNamed(userId: string | undefined): PersonNamed {
  return userId === undefined ? { kind: "unknown" } : { kind: "one", userId };
}

function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

function listRows(csv: string, columns: Vocabulary["columns"]): readonly ImportRow[] {
  const table = readTable(csv, columns);
  return table.kind === "rows" ? table.rows : [];
}

function listNamedChannels(rows: readonly ImportRow[]): readonly string[] {
  return [...new Set(rows.map(({ cells }) => cells.channel.trim()).filter(Boolean))];
}

function listNamed(rows: readonly ImportRow[]): readonly string[] {
  const words = rows.flatMap(({ cells }) => PEOPLE_COLUMNS.flatMap((column) => splitPeople(cells[column])));
  return [...new Set(words)];
}

async function findByEmail({ world, workspaceId }: Asking, word: string) {
  const email = word.toLowerCase();
  const profile = await world.directory.findByEmail?.(workspaceId, email);
  return profile && { email, profile };
}

function isEmail(word: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(word);
}
