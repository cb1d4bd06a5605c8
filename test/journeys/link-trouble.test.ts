/** A team in Slack and in Teams of which one side is lost: an account that cannot be reached, a workspace that removes the app. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../fakes/json.ts";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { postEvent } from "../../fakes/slack/client.ts";
import type { Call } from "../../fakes/slack/workspace.ts";
import { BOT_ID, postActivity } from "../../fakes/teams/client.ts";
import type { Call as ConnectorCall } from "../../fakes/teams/fake-connector.ts";
import { TEAM_ID, TENANT } from "../helpers/teams/teams-world.ts";
import {
  AFTER_THE_WINDOW,
  answerInSlack,
  answerInTeams,
  codeIn,
  FIRST_ROUND,
  read,
  readsInTeams,
  type TwoTeams,
  twoTeams,
} from "../helpers/two-teams.ts";

let at: TwoTeams;
beforeEach(async () => {
  at = await twoTeams();
});
afterEach(async () => {
  expect(at.both.inSlack.fake.problems).toEqual([]);
  at.both.inTeams.checkCards();
  await at.both.close();
});

/** Ben and Eli are one person, whom nothing reaches in Slack. */
async function loseBenInSlack(): Promise<void> {
  await at.eli.says(`link me ${codeIn(readBlocks(await at.ben.says("link me")))}`);
  await at.ben.taps("That is me");
  const isToBen = ({ method, args }: Call) =>
    args.users === "UBEN" || (method === "chat.postMessage" && args.channel === at.ben.direct);
  at.both.inSlack.fake.plan(isToBen, { error: "cannot_dm_bot" }, Number.POSITIVE_INFINITY);
}

describe("one person whose first account cannot be reached", () => {
  it("hears nothing in the other one of a team that is not at home there", async () => {
    await loseBenInSlack();
    await at.passTo(FIRST_ROUND);
    await at.passTo(AFTER_THE_WINDOW);
    expect(at.eli.readsAll()).toContain("Ledger");
    expect(at.eli.readsAll()).not.toContain("Payments");
  });

  it("is asked in the other one, once, and counts as reached", async () => {
    await at.link();
    await loseBenInSlack();
    const before = at.eli.messages().length;
    await at.passTo(FIRST_ROUND);
    expect(at.eli.messages()).toHaveLength(before + 1);
    expect(readsInTeams(at.eli)).toContain("Welcome to Payments’s first round");
    await answerInTeams(at.eli, 2);
    await at.passTo(AFTER_THE_WINDOW);
    expect(read(at.inTeamsChannel().at(-1))).toContain("1 of 3 answered");
    await at.dee.says("members");
    expect(readsInTeams(at.dee)).not.toContain("cannot be reached");
  });

  it("is shown as out of reach where the other one fails too, and neither is tried again and again", async () => {
    await at.link();
    await loseBenInSlack();
    const isToEli = ({ path, method }: ConnectorCall) => method === "POST" && path.includes("aad-eli");
    at.both.inTeams.fake.plan(isToEli, { status: 403 }, Number.POSITIVE_INFINITY);
    await at.passTo(FIRST_ROUND);
    const tries = () => [
      at.both.inSlack.fake.calls.filter(({ args }) => args.users === "UBEN" || args.channel === at.ben.direct).length,
      at.both.inTeams.fake.calls.filter(({ path }) => path.includes("aad-eli")).length,
    ];
    const before = tries();
    at.both.inSlack.clock.advance({ hours: 2 });
    await at.both.inSlack.tick();
    expect(tries()).toEqual(before);
    const { id } = await at.teamCalled("Payments");
    const lost = await at.stores(async ({ memberships, people }) =>
      people.findMany((await memberships.listOfTeam(id)).map(({ personId }) => personId)),
    );
    expect(lost.filter(({ unreachable }) => unreachable !== undefined).map(({ name }) => name)).toEqual(["Ben Example"]);
  });
});

describe("a side that removes the app", () => {
  async function removeFromTeams(): Promise<void> {
    const inTeam = {
      conversation: { id: TEAM_ID, conversationType: "channel", isGroup: true, tenantId: TENANT },
      channelData: { tenant: { id: TENANT }, team: { id: TEAM_ID } },
    };
    const gone = { type: "installationUpdate", action: "remove" };
    const activities: readonly Json[] = [
      at.dee.activity({ ...inTeam, type: "conversationUpdate", membersRemoved: [{ id: BOT_ID }] }),
      at.dee.activity(gone),
      at.eli.activity(gone),
    ];
    for (const activity of activities) expect((await postActivity(at.both.inTeams, activity)).status).toBe(200);
    await at.both.inSlack.deliver();
  }

  it("ends the link, and the owning side goes on alone: Teams removes it", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInTeams(at.dee, 2);
    await removeFromTeams();
    expect(await at.isLinked("Payments")).toBe(false);
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben"]);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("no longer linked with the other platform");
    const posts = at.both.inTeams.fake.posted.length;
    await answerInSlack(at.ana, 1);
    await at.passTo(AFTER_THE_WINDOW);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("Payments · round 1");
    expect(at.both.inTeams.fake.posted).toHaveLength(posts);
  });

  it("ends the link, and the other side goes on with the team: Slack removes it", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    expect((await postEvent(at.both.inSlack, { type: "app_uninstalled" })).status).toBe(200);
    await at.both.inSlack.deliver();
    expect(await at.isLinked("Payments")).toBe(false);
    expect((await at.teamCalled("Payments")).workspaceId).toBe(await at.dee.workspaceId());
    expect(await at.rosterOf("Payments")).toEqual(["Dee", "Eli"]);
    expect(read(at.inTeamsChannel().at(-1))).toContain("The team goes on here");
    const calls = at.both.inSlack.fake.calls.length;
    await answerInTeams(at.eli, 1);
    await at.passTo(AFTER_THE_WINDOW);
    expect(read(at.inTeamsChannel().at(-1))).toContain("Payments · round 1");
    await at.dee.says("members");
    await at.dee.taps("Payments");
    expect(readsInTeams(at.dee)).toContain("Eli Example");
    expect(readsInTeams(at.dee)).toContain("Ana Example · left");
    expect(at.both.inSlack.fake.calls).toHaveLength(calls);
  });
});
