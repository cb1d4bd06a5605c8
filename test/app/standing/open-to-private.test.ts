/** What everybody knew in open mode protects nobody once the team is private, over the whole bot. */
import { afterEach, expect, test } from "vitest";
import { isActiveAt } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aSchedule } from "../../helpers/team.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";
import { readNotice } from "./fixture.ts";

let world: RoundWorld | undefined;
afterEach(() => world?.close());

test("R36: two newcomers beside somebody whose rating was open are not shown, and three are", async () => {
  const opened = await aRoundWorld();
  world = opened;
  const { team, members } = await opened.team(["ana", "ben", "cem"], {
    privacy: "open",
    channelId: "c-1",
    schedule: aSchedule({ zone: "UTC" }),
  });
  const [ana, ben, cem] = members.map(({ actor }) => actor);
  if (!ana || !ben || !cem) throw new Error("nobody is there");
  for (const userId of ["dee", "eve", "fay"]) opened.actor(userId);
  const revision = async () => (await opened.stores(({ teams }) => teams.find(team.id)))?.revision ?? 0;
  const change = async (values: { readonly members?: string[]; readonly remove?: string[] }) =>
    ana.submits(
      { form: "members", teamId: team.id, revision: await revision() },
      { members: [], leads: [], observers: [], remove: [], ...values },
    );
  /** Assesses everything with one rating. */
  async function rates(userId: string, rating: 0 | 1 | 2 | 3): Promise<void> {
    const actor = opened.actor(userId);
    await actor.says("assess");
    const person = await actor.person();
    const membership = await opened.stores(({ memberships }) => memberships.findOfPerson(team.id, person.id));
    if (!membership || !isActiveAt(membership, opened.clock.now())) throw new Error(`${userId} is not in the team`);
    await opened.answerAll({ actor, person, membership }, rating);
  }
  const shown = async () => readNotice(await ana.says("why BUS-01"));

  for (const { actor } of members) await rates(actor.userId, 2);
  expect(await shown()).toContain("6 of 9 points");
  expect((await ana.submits({ form: "setup", teamId: team.id, revision: await revision() }, { privacy: "private" })).errors).toBe(
    undefined,
  );
  opened.clock.advance({ minutes: 1 });
  await change({ remove: ["ben", "cem"], members: ["dee", "eve"] });
  opened.clock.advance({ minutes: 1 });
  await rates("dee", 0);
  await rates("eve", 3);
  await opened.runUntil(opened.clock.now() + 2 * DAY_MS);
  expect(await shown()).not.toContain("5 of 9 points");
  await change({ members: ["fay"] });
  opened.clock.advance({ minutes: 1 });
  await rates("fay", 1);
  await opened.runUntil(opened.clock.now() + 2 * DAY_MS);
  expect(await shown()).toContain("6 of 12 points");
});
