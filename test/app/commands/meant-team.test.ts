/** Somebody of two teams: the bot asks once which is meant, takes its name with a command, and lets every answer switch. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aMembership, aTeam } from "../../helpers/team.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, type StandingWorld } from "../standing/fixture.ts";

let standing: StandingWorld;
beforeEach(async () => {
  standing = await aStandingWorld();
  const { id: personId } = await standing.world.actor("ben").person();
  await standing.world.stores(async ({ teams, memberships }) => {
    await teams.save(aTeam({ ...standing.team, id: "risk", name: "Risk  Control", channelId: "channel-risk", revision: 1 }));
    await memberships.save(aMembership({ id: "risk-ben", teamId: "risk", personId }));
  });
});
afterEach(() => standing.world.close());

const titleOf = (outcome: { readonly notice?: Parameters<typeof toPlainText>[0] }) =>
  outcome.notice ? (toPlainText(outcome.notice).split("\n")[0] ?? "") : "";

test("the bot asks once, and then means the team that was chosen", async () => {
  const ben = standing.world.actor("ben");
  const asked = await ben.says("gate");
  expect(listButtons(asked.notice).map(({ label }) => label)).toEqual(["Example team", "Risk  Control"]);
  expect(titleOf(await ben.presses(buttonOf(asked.notice, "Risk  Control")))).toContain("Risk  Control");
  expect(titleOf(await ben.says("gate"))).toContain("Risk  Control");
  expect(titleOf(await ben.says("status"))).toContain("Risk  Control");
});

test("a team's name after a command means that team, whatever its case, and is remembered", async () => {
  const ben = standing.world.actor("ben");
  expect(titleOf(await ben.says("gate risk control"))).toContain("Risk  Control");
  expect(titleOf(await ben.says("gate"))).toContain("Risk  Control");
  expect(titleOf(await ben.writes("gate EXAMPLE team"))).toContain("Example team");
  expect(titleOf(await ben.says("why technology risk control"))).toContain("technology dimension");
});

test("a name of somebody else's team is no team, and words that mean nothing are refused as before", async () => {
  const ana = standing.world.actor("ana");
  expect(titleOf(await ana.says("gate risk control"))).toContain("risk control");
});

test("every answer offers the other teams, and each of them is one press away", async () => {
  const ben = standing.world.actor("ben");
  const answer = await ben.says("gate example team");
  const asked = await ben.presses(buttonOf(answer.notice, "Another team"));
  expect(asked.settles).toBe(true);
  expect(titleOf(await ben.presses(buttonOf(asked.notice, "Risk  Control")))).toContain("Risk  Control");
});

test("who has one team is offered no other", async () => {
  const answer = await standing.world.actor("ana").says("gate");
  expect(listButtons(answer.notice).map(({ label }) => label)).not.toContain("Another team");
});

test("a channel keeps meaning its own team", async () => {
  const ben = standing.world.actor("ben");
  await ben.says("gate example team");
  const there = { in: "channel", channelId: "channel-risk" } as const;
  expect(titleOf(await ben.says("gate", there))).toContain("Risk  Control");
});
