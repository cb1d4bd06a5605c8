/** One request inside its unit of work: who asks, in which language, with which stores. */
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import { SpeedboatError } from "../core/errors.ts";
import type { Locale } from "../core/locale.ts";
import { isActiveAt, type Membership, type Person, type Team, type Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Voice } from "../message/voice/voice.ts";
import { isAtHome, isAtRest } from "./link/homes.ts";
import type { Stores, World } from "./ports/world.ts";
import type { Sender } from "./request.ts";

/** What every part of a unit of work has at hand, also where nobody asked (rounds, delivery). */
export type Work = {
  readonly stores: Stores;
  readonly world: World;
  readonly now: Instant;
};

export type Call = Work & {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly from: Sender;
  /** In the person's language; where they chose none and the platform knows none, the workspace's. */
  readonly voice: Voice;
};

/** A call about one team, by somebody who may see it. */
export type TeamCall = Call & {
  readonly team: Team;
  readonly membership: Membership;
  readonly catalogue: Catalogue;
};

/** By member, then team, then workspace. */
export function localeOf(person: Person | undefined, fallback: { readonly locale: Locale }): Locale {
  return person?.chosenLocale ?? person?.platformLocale ?? fallback.locale;
}

/** The edition a team or a check-in was started with; it was kept when first used, so it is there. */
export async function catalogueOf(work: Work, key: string): Promise<Catalogue> {
  const catalogue = await work.stores.catalogues.find(key);
  if (!catalogue) throw new SpeedboatError("catalogue-invalid", { edition: key });
  return catalogue;
}

/** The call narrowed to a team, for a person who is in it now; undefined when they are not, or the team is not at home here. */
export async function enterTeam(call: Call, teamId: string): Promise<TeamCall | undefined> {
  const team = await call.stores.teams.find(teamId);
  const membership = await call.stores.memberships.findOfPerson(teamId, call.person.id);
  if (!team || !membership || !isActiveAt(membership, call.now)) return undefined;
  if (!(await isOpenHere(call, team))) return undefined;
  const catalogue = await catalogueOf(call, team.edition);
  const voice = call.world.voice(localeOf(call.person, team));
  return { ...call, team, membership, catalogue, voice };
}

/** A team is spoken of in its homes alone; one that rests while it is linked leaves the word to the other. */
async function isOpenHere(call: Call, team: Team): Promise<boolean> {
  return (await isAtHome(call, team, call.workspace)) && !(await isAtRest(call, team.id));
}

/** The teams at home here that the person is in now, by name as the person's language sorts it. */
export async function listOwnTeams(call: Call): Promise<readonly Team[]> {
  const memberships = await call.stores.memberships.listOfPerson(call.person.id);
  const active = memberships.filter((membership) => isActiveAt(membership, call.now));
  const teams = await Promise.all(active.map((membership) => call.stores.teams.find(membership.teamId)));
  const here = await Promise.all(teams.map(async (team) => (team && (await isOpenHere(call, team)) ? team : undefined)));
  return here
    .filter((team) => team !== undefined)
    .sort((left, right) => left.name.localeCompare(right.name, call.voice.locale) || (left.id < right.id ? -1 : 1));
}
