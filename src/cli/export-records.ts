/**
 * Records as JSON lines: what the stores hold, in the words of the domain, times in milliseconds since 1970 (UTC).
 * Tokens, what waits in the outbox and what was shown where stay out: they mean nothing elsewhere.
 */
import type { Stores } from "../app/ports/world.ts";
import { encodeStanding } from "../core/standing/standing-json.ts";
import type { StoredStanding } from "../core/standing/standing.ts";
import type { Team, Workspace } from "../core/team.ts";
import { type ExportStream, writeHistory } from "./read-history.ts";

/** More than any team has. */
const ALL = 1_000_000;
/** `Infinity` is no JSON; the database says it so too. */
const FOR_EVER = Date.UTC(9999, 11, 31);

/** Returns one record as a line of JSON. An infinite instant is written as the year 9999, as in the database. */
export function toLine(record: string, content: object): string {
  const text = JSON.stringify({ record, ...content }, (_key, value) => (value === Number.POSITIVE_INFINITY ? FOR_EVER : value));
  return `${text}\n`;
}

function toLines(record: string, contents: readonly object[]): string {
  return contents.map((content) => toLine(record, content)).join("");
}

/** Returns a workspace with its people and their accounts as lines of JSON. With `only` it is limited to these person ids. */
export async function listWorkspaceRecords(stores: Stores, workspace: Workspace, only?: ReadonlySet<string>): Promise<string> {
  const people = (await stores.people.listOfWorkspace(workspace.id)).filter(({ id }) => only?.has(id) ?? true);
  const accounts = await Promise.all(people.map(({ id }) => stores.people.accountsOf(id)));
  return toLine("workspace", workspace) + toLines("person", people) + toLines("account", accounts.flat());
}

/** What an export has said so far, and whether it may hold private notes. */
export type TeamExport = {
  readonly privateNotes: boolean;
  /** Keys of the editions that are in the export already. `writeTeamRecords` adds to it. */
  readonly told: Set<string>;
  /** The newest answer that belongs to the export, in the order of all answers. */
  readonly upTo: number;
};

/**
 * Writes everything about a team as lines of JSON, after the editions that it refers to. Without `privateNotes` it
 * holds only the notes that were shared.
 */
export async function writeTeamRecords(
  stream: ExportStream,
  team: Team,
  { privateNotes, told, upTo }: TeamExport,
): Promise<void> {
  const { storage, write } = stream;
  const toTold = (contents: readonly object[]) => (privateNotes ? contents : contents.map(hideNotes));
  const memberships = await storage.work((stores) => stores.memberships.listOfTeam(team.id));
  const rounds = (await storage.work((stores) => stores.rounds.listOfTeam(team.id, ALL))).toReversed();
  await write(await storage.work((stores) => listEditions(stores, [team.edition], told)));
  await write(toLine("team", team) + toLines("membership", memberships) + toLines("round", rounds));
  for (const { id } of rounds) await write(toLines("turn", await storage.work((stores) => stores.turns.listOfRound(id))));
  for (const { id } of memberships) {
    const checkIns = await storage.work((stores) => stores.checkIns.listOfMembership(id, ALL));
    await write(toLines("check-in", toTold(checkIns.toReversed())));
  }
  await writeHistory(stream, { teamId: team.id, upTo }, async (answers, stores) => {
    const editions = await listEditions(
      stores,
      answers.map(({ edition }) => edition),
      told,
    );
    return editions + toLines("answer", toTold(answers));
  });
  await write(await storage.work((stores) => listRest(stores, team, told)));
}

async function listRest(stores: Stores, team: Team, told: Set<string>): Promise<string> {
  const milestones = await stores.milestones.listOfTeam(team.id);
  const standings = await listStandings(stores, team, milestones);
  const editions = standings.map(({ standing }) => standing.edition);
  return [
    await listEditions(stores, editions, told),
    standings.map(toStandingLine).join(""),
    toLines("milestone", milestones),
    toLines("step", await stores.steps.listOfTeam(team.id)),
    toLines("value-record", await stores.values.listOfTeam(team.id)),
    toLines("goal", await stores.goals.listOfTeam(team.id)),
    toLines("kpi", await stores.kpis.listOfTeam(team.id)),
    toLines("reading", await stores.readings.listOfTeam(team.id)),
    toLines("value-confirmation", await stores.valueConfirmations.listOfTeam(team.id)),
    toLines("confirmation", await stores.confirmations.listOfTeam(team.id)),
  ].join("");
}

async function listEditions(stores: Stores, keys: readonly string[], told: Set<string>): Promise<string> {
  let lines = "";
  for (const key of new Set(keys)) {
    const catalogue = told.has(key) ? undefined : await stores.catalogues.find(key);
    if (catalogue) lines += toLine("catalogue", { key, ...catalogue });
    told.add(key);
  }
  return lines;
}

async function listStandings(
  stores: Stores,
  team: Team,
  milestones: readonly { readonly id: string }[],
): Promise<readonly StoredStanding[]> {
  const ofRounds = (await stores.standings.listOfTeam(team.id, ALL)).toReversed();
  const ofMilestones = await Promise.all(milestones.map(({ id }) => stores.standings.findOfMilestone(id)));
  return [...ofRounds, ...ofMilestones.filter((stored) => stored !== undefined)];
}

/** Fractions stay exact: "n/d". */
function toStandingLine({ standing, ...about }: StoredStanding): string {
  return `${JSON.stringify({ record: "standing", ...about }).slice(0, -1)},"standing":${encodeStanding(standing)}}\n`;
}

/** Takes a note out wherever its author did not share it with the team: answers and check-ins keep both side by side. */
function hideNotes(content: object): object {
  const hidden = JSON.stringify(content, function drop(this: unknown, key: string, value: unknown) {
    const isPrivate = key === "note" && Reflect.get(Object(this), "noteShared") !== true;
    return isPrivate ? undefined : value;
  });
  return JSON.parse(hidden);
}
