/** A team of the test's workspace, put into the database as set-up would. */
import type { Membership, Person, Team } from "../../src/core/team.ts";
import { aSchedule, aTeam } from "./team.ts";
import type { Actor, TestWorld } from "./world.ts";

export type ExampleMember = { readonly actor: Actor; readonly person: Person; readonly membership: Membership };
export type ExampleTeam = { readonly team: Team; readonly members: readonly ExampleMember[] };

/** Members by user id; the first is the lead. Everybody has spoken once, so that the bot knows them. */
export async function putTeam(
  world: TestWorld,
  userIds: readonly string[],
  overrides: Partial<Team> & { readonly membership?: Partial<Membership>; readonly locales?: readonly ("en" | "zh-CN")[] } = {},
): Promise<ExampleTeam> {
  const { membership: membershipOverrides, locales = [], ...teamOverrides } = overrides;
  const id = teamOverrides.id ?? "team-1";
  const team = aTeam({
    workspaceId: world.workspace.id,
    edition: world.world.edition,
    schedule: aSchedule(),
    createdAt: world.clock.now(),
    ...teamOverrides,
    id,
  });
  await world.stores((stores) => stores.teams.save(team));
  const members: ExampleMember[] = [];
  for (const [index, userId] of userIds.entries()) {
    const locale = locales[index];
    const actor = world.actor(userId, { ...(locale && { locale }) });
    await actor.opensHome();
    const person = await actor.person();
    const membership: Membership = {
      id: `${id}-${userId}`,
      teamId: id,
      personId: person.id,
      kind: "member",
      lead: index === 0,
      roles: [],
      intervals: [{ since: world.clock.now() }],
      ...membershipOverrides,
    };
    await world.stores((stores) => stores.memberships.save(membership));
    members.push({ actor, person, membership });
  }
  return { team, members };
}
