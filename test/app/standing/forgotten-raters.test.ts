/** Whoever was forgotten cannot be told from a newcomer, so no difference between published values counts them as two people. */
import { afterEach, expect, test } from "vitest";
import { publishStanding } from "../../../src/app/standing/publish.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { aCheckIn } from "../../helpers/check-in.ts";
import { aStandingWorld, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

/** What was published of the logs, oldest first. */
async function readPublished({ world }: StandingWorld): Promise<readonly (readonly Rating[])[]> {
  const values = await world.stores((stores) => stores.publications.listOfQuestions("team-1", ["logs"]));
  return values.filter(({ people }) => people.length > 0).map(({ ratings }) => ratings);
}

/** Ana asks to be forgotten and is added to the team again, as somebody new. */
async function forgetAndComeBack({ world, example, work, team }: StandingWorld): Promise<void> {
  const id = example.members[0]?.person.id ?? "";
  await world.stores((stores) => stores.people.forget(id, world.clock.now()));
  await work((each) => publishStanding(each, team));
  await world.stores((stores) => stores.people.comeBack(world.workspace.id, "ana"));
  const ana = world.actor("ana");
  await ana.opensHome();
  const { id: personId } = await ana.person();
  await world.stores(async (stores) => {
    await stores.memberships.save({
      id: "team-1-ana",
      teamId: "team-1",
      personId,
      kind: "member",
      lead: true,
      roles: [],
      intervals: [{ since: world.clock.now() }],
    });
    const { roundId: _, ...checkIn } = aCheckIn({ id: "again", membershipId: "team-1-ana", personId, edition: team.edition });
    await stores.checkIns.insert(checkIn);
  });
}

test("R36: somebody who asks to be forgotten and comes back with the same rating learns nobody's", async () => {
  const standing = await aStandingWorld();
  opened = standing;
  for (const who of ["ana", "ben", "cem"]) await standing.answers(who, { logs: 2 });
  expect(await readPublished(standing)).toEqual([[2, 2, 2]]);
  await forgetAndComeBack(standing);
  await standing.answers("ana", { logs: 2 }, { checkInId: "again" });
  await standing.answers("dee", { logs: 0 });
  expect(await readPublished(standing)).toEqual([[2, 2, 2]]);
  // With another's change, what is new is about two others beside Ana.
  await standing.answers("ben", { logs: 1 });
  expect(await readPublished(standing)).toEqual([
    [2, 2, 2],
    [0, 1, 2, 2],
  ]);
});
