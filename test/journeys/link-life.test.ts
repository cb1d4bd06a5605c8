/** The life of a team on two platforms, each over its own wire: linked, asked in two languages, restarted, separated, and linked again the other way. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { postEvent } from "../../fakes/slack/client.ts";
import { isActiveAt } from "../../src/core/team.ts";
import type { TeamsUser } from "../helpers/teams/teams-world.ts";
import {
  AFTER_THE_WINDOW,
  answerInSlack,
  codeIn,
  FIRST_ROUND,
  read,
  readsInSlack,
  readsInTeams,
  SECOND_ROUND,
  type TwoTeams,
  twoTeams,
} from "../helpers/two-teams.ts";

const THIRD_ROUND = Date.UTC(2026, 10, 23, 8, 1);

let at: TwoTeams;
beforeEach(async () => {
  at = await twoTeams();
});
afterEach(async () => {
  expect(at.both.inSlack.fake.problems).toEqual([]);
  at.both.inTeams.checkCards();
  await at.both.close();
});

const inSlack = () => at.inSlackChannel().map(({ blocks }) => readBlocks(blocks));
const inTeams = () => at.inTeamsChannel().map(read);

async function answers(user: TeamsUser, offer: string, rating: 0 | 1 | 2 | 3): Promise<void> {
  await user.taps(offer);
  for (const _ of [1, 2, 3, 4, 5]) await user.answers(rating);
}

/** The check-ins of a team's newest round, by the name of who was asked: one each. */
async function askedIn(name: string): Promise<readonly string[]> {
  const { id } = await at.teamCalled(name);
  return at.stores(async ({ rounds, turns, people, memberships }) => {
    const round = await rounds.latest(id);
    const asked = (round ? await turns.listOfRound(round.id) : []).filter(({ checkInId }) => checkInId !== undefined);
    const active = (await memberships.listOfTeam(id)).filter((one) => isActiveAt(one, at.both.inSlack.clock.now()));
    expect(asked.length).toBeLessThanOrEqual(active.length);
    return (await people.findMany(asked.map(({ personId }) => personId))).map((one) => one.name.replace(" Example", "")).sort();
  });
}

it("is one team in two languages from the code to the last digest, and can be linked again the other way", async () => {
  // Linked; Ben has an account on both sides, and Eli reads Chinese.
  const benInTeams = at.both.inTeams.user("aad-ben", { zone: "UTC" });
  await benInTeams.installs();
  await at.eli.says("language zh-CN");
  await at.link();
  await benInTeams.says(`link me ${codeIn(readBlocks(await at.ben.says("link me")))}`);
  await at.ben.taps("That's me");
  expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);

  // Everybody is asked once, where they are, in their own language.
  const beforeBen = benInTeams.messages().length;
  await at.passTo(FIRST_ROUND);
  expect(await askedIn("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
  for (const user of [at.ana, at.ben]) expect(readsInSlack(user)).toContain("Welcome to Payments's first round");
  expect(readsInTeams(at.dee)).toContain("Welcome to Payments's first round");
  expect(readsInTeams(at.eli)).toMatch(/Payments.*[\u4e00-\u9fff]/s);
  expect(benInTeams.messages()).toHaveLength(beforeBen);

  // A restart in the middle of a walk loses nothing.
  await at.ana.taps("Spread it out");
  await at.ana.answers(3);
  await at.both.inSlack.restart();
  for (const _ of [2, 3, 4, 5]) await at.ana.answers(3);
  await answerInSlack(at.ben, 1);
  await answers(at.dee, "Spread it out", 1);
  await at.passTo(AFTER_THE_WINDOW);
  for (const digest of [inSlack().at(-1), inTeams().at(-1)]) expect(digest).toContain("3 of 4 answered");

  // A late answer changes both digests.
  await answers(at.eli, "分几轮答", 2);
  at.both.inSlack.clock.advance({ minutes: 5 });
  await at.both.inSlack.tick();
  for (const digest of [inSlack().at(-1), inTeams().at(-1)]) expect(digest).toContain("4 of 4 answered");

  // A step goes from one side to the other.
  await at.dee.says("next");
  await at.dee.taps("Take it");
  await at.dee.says("steps");
  await at.dee.taps("Hand over");
  const { id: payments } = await at.teamCalled("Payments");
  const ana = await at.stores(async ({ people, memberships }) => {
    const members = await memberships.listOfTeam(payments);
    return (await people.findMany(members.map(({ personId }) => personId))).find(({ name }) => name === "Ana Example");
  });
  await at.dee.taps("Ask them", { member: ana?.id ?? "" });
  expect(readsInSlack(at.ana)).toContain("Dee Example asks you");
  await at.ana.taps("I'll take it");
  expect(readsInTeams(at.dee)).toContain("Ana Example took over");

  // Slack removes the app and is back two days later, in time for the next round.
  await postEvent(at.both.inSlack, { type: "app_uninstalled" });
  await at.both.inSlack.deliver();
  expect(inTeams().at(-1)).toContain("I can't reach Example Ltd (Slack) anymore");
  at.both.inSlack.clock.advance({ days: 2 });
  await at.both.inSlack.restart();
  await at.both.inSlack.tick();
  expect(inTeams().at(-1)).toContain("I'm back in Example Ltd (Slack)");
  await at.passTo(SECOND_ROUND);
  expect(await askedIn("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);

  // Separated by the other side's lead: each side goes on with its own people.
  await at.dee.says("link off");
  await at.dee.taps("Separate");
  expect(await at.isLinked("Payments")).toBe(false);
  expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben"]);
  expect(await at.rosterOf("Ledger")).toEqual(["Dee", "Eli"]);
  expect(inSlack().at(-1)).toContain("no longer linked");

  // Linked again the other way: Ledger owns the settings now.
  await at.dee.says("resume");
  await at.dee.says("link");
  const said = readBlocks(await at.ana.says(`link ${codeIn(readsInTeams(at.dee))}`));
  expect(said).toContain("I've asked Dee Example");
  await at.both.inSlack.deliver();
  await at.dee.taps("Make it one team");
  expect(await at.rosterOf("Ledger")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
  await at.passTo(THIRD_ROUND);
  expect(await askedIn("Ledger")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
  expect(readsInSlack(at.ana)).toContain("Ledger");
}, 60_000);
