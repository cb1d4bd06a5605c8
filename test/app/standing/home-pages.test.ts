/** The home of somebody in many teams: every team on a page, and the settings in reach. */
import { afterEach, expect, test } from "vitest";
import { aMembership, aTeam } from "../../helpers/team.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

test("the home of somebody in a hundred teams has five, a way to all others, and every setting", async () => {
  const standing = await aStandingWorld();
  opened = standing;
  const ben = standing.world.actor("ben");
  const { id: personId } = await ben.person();
  const names = Array.from({ length: 99 }, (_, index) => `Squad ${String(index).padStart(2, "0")}`);
  await standing.world.stores(async ({ teams, memberships }) => {
    for (const name of names) {
      await teams.save(aTeam({ ...standing.team, id: name, name, channelId: name, revision: 1 }));
      await memberships.save(aMembership({ id: name, teamId: name, personId }));
    }
  });
  const { card } = await ben.opensHome();
  const labels = listButtons(card).map(({ label }) => label);
  expect(labels.filter((label) => label === "Where we stand")).toHaveLength(5);
  expect(labels).toContain("Turn reminders off");
  expect(card?.elements.length).toBeLessThan(90);

  const seen: string[] = [JSON.stringify(card)];
  for (let next = buttonOf(card, "Next"); ;) {
    const outcome = await ben.presses(next);
    expect(outcome.settles).toBe(true);
    seen.push(readNotice(outcome));
    const following = listButtons(outcome.notice).find(({ label }) => label === "Next");
    if (!following) break;
    next = following;
  }
  expect(seen).toHaveLength(20);
  expect(names.filter((name) => !seen.some((text) => text.includes(name)))).toEqual([]);
});
