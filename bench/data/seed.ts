/** A workspace with teams, members and answers. Team 0 is the one that is looked at; the others are its neighbours. */
import { editionKey } from "../../src/core/catalogue/catalogue.ts";
import { NEW_SCHEDULE } from "../../src/core/schedule/cadence.ts";
import type { Person, Team } from "../../src/core/team.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { userIdOf } from "../program/names.ts";
import type { BenchBot } from "./bot.ts";
import { fill } from "./bulk.ts";

const name = (kind: string, index: number): string => `${kind}-${String(index).padStart(6, "0")}`;
/** The id of a team, counted from 0. */
export const teamId = (team: number): string => name("team", team);
/** The id of a person; those of team `t` are `t * membersEach` and the following. */
export const personId = (person: number): string => name("person", person);
/** The id of a person's one membership. */
export const membershipId = (person: number): string => name("membership", person);

/** How many teams there are, and how many members each has. */
export type Size = { readonly teams: number; readonly membersEach: number };

/** By the stores: a workspace, and of each other kind the first. */
async function plantFirst({ storage, catalogue, workspace }: BenchBot): Promise<void> {
  const person: Person = {
    id: personId(0),
    workspaceId: workspace.id,
    name: nameInCast("ana"),
    zone: "UTC",
    platformLocale: "en",
    reminders: "light",
    nudges: true,
    programmeLead: false,
    greetedAt: 0,
  };
  const team: Team = {
    id: teamId(0),
    workspaceId: workspace.id,
    name: "Example team",
    channelId: "channel-0",
    locale: "en",
    schedule: NEW_SCHEDULE,
    questionsPerRound: 5,
    privacy: "private",
    edition: editionKey(catalogue),
    createdAt: 0,
    revision: 1,
  };
  await storage.work(async (stores) => {
    await stores.workspaces.save(workspace);
    await stores.people.save(person);
    await stores.people.saveAccount({ workspaceId: workspace.id, platformUserId: userIdOf(0), personId: person.id });
    await stores.teams.save(team);
    await stores.memberships.save({
      id: membershipId(0),
      teamId: team.id,
      personId: person.id,
      kind: "member",
      lead: true,
      roles: [],
      intervals: [{ since: 0 }],
    });
  });
}

/** Makes a workspace with its teams; none of them has a round yet, and none is due within a month. */
export async function plantTeams(bot: BenchBot, { teams, membersEach }: Size): Promise<void> {
  await plantFirst(bot);
  fill(bot.storage.path, ({ copier }) => {
    const copyTeam = copier("teams", ["id", "channel_id", "next_round_at"]);
    const copyPerson = copier("people", ["id"]);
    const copyAccount = copier("accounts", ["platform_user_id", "person_id"]);
    const copyMembership = copier("memberships", ["id", "team_id", "person_id"]);
    for (let team = 0; team < teams; team += 1) {
      if (team > 0) copyTeam(teamId(team), `channel-${team}`, bot.now + 30 * DAY_MS);
      for (let member = 0; member < membersEach; member += 1) {
        const person = team * membersEach + member;
        if (person === 0) continue;
        copyPerson(personId(person));
        copyAccount(userIdOf(person), personId(person));
        copyMembership(membershipId(person), teamId(team), personId(person));
      }
    }
  });
}
