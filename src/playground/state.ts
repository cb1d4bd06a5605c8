/** Gathers what the page shows around the conversation: people, channels, the time and what comes next. */
import type { Stores } from "../app/ports/world.ts";
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import { isActiveAt, type Membership, type Person, type Team, type Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { PagePerson, PageState } from "./page-api.ts";
import { directOf, kindOfRef } from "./shown.ts";
import { CHANNELS } from "./workspace.ts";

/** The most arrivals that are listed for each person; a higher unread count reads "many". */
const MAX_ARRIVALS = 10;

/** The workspace, the time and the language for which the state is gathered. */
export type StateQuery = {
  readonly stores: Stores;
  readonly workspace: Workspace;
  readonly now: Instant;
  readonly locale: Locale;
};

/** Lists the people of the playground, with roles titled in the page's language. */
export async function listPeople(query: StateQuery): Promise<readonly PagePerson[]> {
  const people = await query.stores.people.listOfWorkspace(query.workspace.id);
  const shown = await Promise.all(people.map((person) => describePerson(query, person)));
  return shown.filter((person) => person !== undefined);
}

/** Lists the playground's own channels, then any other that a team calls its home. */
export async function listChannels({ stores, workspace }: StateQuery): Promise<PageState["channels"]> {
  const teams = await stores.teams.listOfWorkspace(workspace.id);
  const homes = teams.flatMap((team) => team.channelId ?? []);
  return [...new Set<string>([...CHANNELS, ...homes])].map((id) => {
    const team = teams.find((one) => one.channelId === id)?.name;
    return { id, ...(team !== undefined && { team }) };
  });
}

async function describePerson(query: StateQuery, person: Person): Promise<PagePerson | undefined> {
  const { stores, workspace, now, locale } = query;
  const accounts = await stores.people.accountsOf(person.id);
  const account = accounts.find((one) => one.workspaceId === workspace.id);
  if (!account) return undefined;
  const memberships = (await stores.memberships.listOfPerson(person.id)).filter((one) => isActiveAt(one, now));
  const teams = (await Promise.all(memberships.map((one) => stores.teams.find(one.teamId)))).filter((one) => one !== undefined);
  const titles = await Promise.all(memberships.map((one) => listRoleTitles(stores, one, { teams, locale })));
  return {
    userId: account.platformUserId,
    name: person.name,
    zone: person.zone ?? "UTC",
    locale: person.chosenLocale ?? person.platformLocale ?? workspace.locale,
    lead: memberships.some((one) => one.lead),
    observer: memberships.length > 0 && memberships.every((one) => one.kind === "observer"),
    roles: [...new Set(titles.flat())],
    teams: teams.map((team) => team.name),
    arrivals: await listArrivals(stores, person),
  };
}

async function listRoleTitles(
  stores: Stores,
  membership: Membership,
  { teams, locale }: { readonly teams: readonly Team[]; readonly locale: Locale },
): Promise<readonly string[]> {
  const team = teams.find((one) => one.id === membership.teamId);
  const catalogue = team && membership.roles.length > 0 ? await stores.catalogues.find(team.edition) : undefined;
  return catalogue ? titlesOf(catalogue, membership, locale) : [];
}

function titlesOf(catalogue: Catalogue, membership: Membership, locale: Locale): readonly string[] {
  return catalogue.roles.filter((role) => membership.roles.includes(role.id)).map((role) => role.title[locale]);
}

async function listArrivals(stores: Stores, person: Person): Promise<readonly Instant[]> {
  const entries = await stores.shown.listOf(directOf(person.id), 3 * MAX_ARRIVALS);
  const posts = entries.filter((entry) => kindOfRef(entry.ref) === "post");
  return posts
    .map((entry) => entry.shownAt)
    .reverse()
    .slice(0, MAX_ARRIVALS);
}
