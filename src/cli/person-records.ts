/** Everything that the database holds of one person as JSON lines, for that person: what they gave, and what was said of them. */
import type { Stores } from "../app/ports/world.ts";
import type { Person } from "../core/team.ts";
import { toLine } from "./export-records.ts";

/** More than anybody has. */
const ALL = 1_000_000;
const READ_AT_ONCE = 500;

/** Returns the person's record: settings, accounts, memberships, check-ins, answers with all notes, steps, readings and acts. */
export async function listPersonRecords(stores: Stores, person: Person): Promise<string> {
  const accounts = await stores.people.accountsOf(person.id);
  const memberships = await stores.memberships.listOfPerson(person.id);
  const lines = [toLine("person", person), ...accounts.map((account) => toLine("account", account))];
  for (const { workspaceId, platformUserId } of accounts) {
    const told = await stores.teamsConversations.findUser(workspaceId, platformUserId);
    if (told) lines.push(toLine("told-by-teams", told));
  }
  for (const membership of memberships) lines.push(...(await listOfMembership(stores, membership)));
  const steps = await stores.steps.listOfOwner(person.id);
  lines.push(...steps.map((step) => toLine("step", step)), ...(await listActs(stores, person)));
  return lines.join("");
}

async function listOfMembership(
  stores: Stores,
  membership: Awaited<ReturnType<Stores["memberships"]["listOfPerson"]>>[number],
): Promise<readonly string[]> {
  const { id, teamId, personId } = membership;
  const team = await stores.teams.find(teamId);
  const readings = (await stores.readings.listOfTeam(teamId)).filter(({ addedBy }) => addedBy === personId);
  const goals = (await stores.goals.listOfTeam(teamId)).filter(({ ownerId, addedBy }) => [ownerId, addedBy].includes(personId));
  return [
    toLine("membership", { ...membership, team: team?.name ?? "" }),
    ...(await stores.checkIns.listOfMembership(id, ALL)).map((checkIn) => toLine("check-in", checkIn)),
    ...(await stores.answers.historyOfMembership(id)).map((answer) => toLine("answer", answer)),
    ...goals.map((goal) => toLine("goal", goal)),
    ...readings.map((reading) => toLine("reading", reading)),
  ];
}

/** What they did and what was done to them, within the year that the audit log is kept. */
async function listActs({ audit }: Stores, { id, workspaceId }: Person): Promise<readonly string[]> {
  const lines: string[] = [];
  let after: string | undefined;
  do {
    const entries = await audit.list({ workspaceId, limit: READ_AT_ONCE, ...(after !== undefined && { after }) });
    const theirs = entries.filter(({ by, subjectId }) => subjectId === id || (by.kind === "person" && by.personId === id));
    lines.push(...theirs.map((entry) => toLine("act", entry)));
    after = entries.length < READ_AT_ONCE ? undefined : entries.at(-1)?.id;
  } while (after !== undefined);
  return lines;
}
