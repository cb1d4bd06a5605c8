/** Finds the people who are named in a table of teams. */
import type { FormValues } from "../../message/form.ts";
import type { Call } from "../call.ts";
import type { Asking } from "../feature.ts";
import { carriedOr, readText } from "../form-values.ts";
import { listUnmet, lookUpPresences, lookUpProfiles } from "../known-people.ts";
import type { Presence, Profile } from "../ports/directory.ts";
import { PEOPLE_COLUMNS, readTable, splitPeople } from "./read-table.ts";

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
  const words = listNamed(carriedOr(readText(values, "csv"), "")).slice(0, MAX_ASKED);
  const found = (await Promise.all(words.filter(isEmail).map((email) => findByEmail(asking, email)))).filter(
    (each) => each !== undefined,
  );
  const ids = words.filter((word) => !isEmail(word) && !/\s/.test(word));
  const profiles = await lookUpProfiles(asking, await listUnmet(asking, ids));
  return {
    presences: await lookUpPresences(asking, listNamedChannels(carriedOr(readText(values, "csv"), "")).slice(0, MAX_ASKED)),
    byEmail: new Map(found.map(({ email, profile }) => [email, profile.platformUserId])),
    profiles: [...profiles.values(), ...found.map(({ profile }) => profile)],
  };
}

/**
 * Returns a function that finds the platform user id for a cell's text: an id, an e-mail address, or a name that only one
 * person has. It returns undefined for anything else.
 */
export async function indexPeople(
  { stores, workspace }: Call,
  { byEmail }: FoundPeople,
): Promise<(word: string) => Promise<string | undefined>> {
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

function listNamedChannels(csv: string): readonly string[] {
  const table = readTable(csv);
  return table.kind === "rows" ? [...new Set(table.rows.map(({ cells }) => cells.channel.trim()).filter(Boolean))] : [];
}

function listNamed(csv: string): readonly string[] {
  const table = readTable(csv);
  if (table.kind !== "rows") return [];
  const words = table.rows.flatMap(({ cells }) => PEOPLE_COLUMNS.flatMap((column) => splitPeople(cells[column])));
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
