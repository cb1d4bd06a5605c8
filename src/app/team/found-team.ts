/** A team begins: kept with its people, its first round planned, everybody greeted, its channel told. */
import type { Person, Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { setNextRound } from "../schedule/next-round.ts";
import { joinTeam } from "./change-memberships.ts";
import { queueGreeting } from "./greetings.ts";
import type { Roster } from "./people-fields.ts";
import { postWelcome } from "./post-welcome.ts";

export type Founding = {
  /** Checked already, with revision 1. */
  readonly team: Team;
  readonly roster: Roster;
  /** Who is named in the greetings, and gets none. */
  readonly by: Person;
};

/** Returns how many are greeted. */
export async function foundTeam(work: Work, { team, roster, by }: Founding): Promise<number> {
  await work.stores.teams.save(team);
  let greeted = 0;
  for (const { person, part } of roster.values()) {
    const { membership } = await joinTeam(work, { team, personId: person.id, part });
    if ((await queueGreeting(work, { team, membership, by })) !== undefined) greeted += 1;
  }
  await setNextRound(work, team);
  await postWelcome(work, team, by.name);
  return greeted;
}
