/** A team in Slack and in Teams of which one side is lost: an account that cannot be reached, a workspace that removes the app. */

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../fakes/json.ts";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { postEvent } from "../../fakes/slack/client.ts";
import type { Call } from "../../fakes/slack/workspace.ts";
import { BOT_ID, postActivity } from "../../fakes/teams/client.ts";
import type { Call as ConnectorCall } from "../../fakes/teams/fake-connector.ts";
import { forgetUninstalled } from "../../src/app/upkeep/forget-uninstalled.ts";
import { TEAM_ID, TENANT } from "../helpers/teams/teams-world.ts";
import {
  AFTER_THE_WINDOW,
  answerInSlack,
  answerInTeams,
  codeIn,
  FIRST_ROUND,
  SECOND_ROUND,
  read,
  readsInSlack,
  readsInTeams,
  type TwoTeams,
  twoTeams,
} from "../helpers/two-teams.ts";

let at: TwoTeams;
const digestsInSlack = () =>
  at
    .inSlackChannel()
    .map(({ blocks }) => readBlocks(blocks))
    .filter((text) => text.includes("Payments · round 1"));
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
  await at.ben.taps("That's me");
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
    expect(readsInTeams(at.eli)).toContain("Welcome to Payments's first round");
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
    at.both.inTeams.fake.left.add(TEAM_ID);
    const activities: readonly Json[] = [
      at.dee.activity({ ...inTeam, type: "conversationUpdate", membersRemoved: [{ id: BOT_ID }] }),
      at.dee.activity(gone),
      at.eli.activity(gone),
    ];
    for (const activity of activities) expect((await postActivity(at.both.inTeams, activity)).status).toBe(200);
    await at.both.inSlack.deliver();
  }

  it("is suspended, and the owning side goes on: Teams removes it and comes back within 90 days", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInTeams(at.dee, 2);
    await removeFromTeams();
    expect(await at.isLinked("Payments")).toBe(true);
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("I can't reach Microsoft Teams anymore");
    const posts = at.both.inTeams.fake.posted.length;
    await answerInSlack(at.ana, 1);
    await at.passTo(AFTER_THE_WINDOW);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("Payments · round 1");
    expect(at.both.inTeams.fake.posted).toHaveLength(posts);
    await at.dee.installs();
    await at.both.inSlack.deliver();
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("I'm back in Microsoft Teams");
    await at.passTo(SECOND_ROUND);
    expect(readsInTeams(at.dee)).toContain("Payments");
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
  });

  it("leaves the team after 90 days: Teams removes it", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInTeams(at.dee, 2);
    await removeFromTeams();
    await afterNinetyDays();
    expect(await at.isLinked("Payments")).toBe(false);
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben"]);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("no longer linked to the other platform");
    await at.dee.installs();
    await at.dee.says("status");
    expect(readsInTeams(at.dee)).toContain("not on a team");
  });

  it("is suspended and keeps its team: Slack removes it and comes back within 90 days", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    expect((await postEvent(at.both.inSlack, { type: "app_uninstalled" })).status).toBe(200);
    await at.both.inSlack.deliver();
    expect(read(at.inTeamsChannel().at(-1))).toContain("the team moves here with its settings and history");
    const calls = at.both.inSlack.fake.callsOf("chat.postMessage").length;
    await answerInTeams(at.eli, 1);
    await at.passTo(AFTER_THE_WINDOW);
    expect(read(at.inTeamsChannel().at(-1))).toContain("Payments · round 1");
    expect(read(at.inTeamsChannel().at(-1))).toContain("3 of 4 answered");
    expect(at.both.inSlack.fake.callsOf("chat.postMessage")).toHaveLength(calls);
    await at.both.inSlack.restart();
    expect((await at.teamCalled("Payments")).workspaceId).not.toBe(await at.dee.workspaceId());
    expect(readBlocks(await at.ana.says("status"))).toContain("Payments");
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
    await at.both.inSlack.deliver();
    expect(read(at.inTeamsChannel().at(-1))).toContain("I'm back in Example Ltd (Slack)");
  });

  it("gets the digest that it missed, once, when Slack comes back after the close", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    await postEvent(at.both.inSlack, { type: "app_uninstalled" });
    await at.passTo(AFTER_THE_WINDOW);
    expect(digestsInSlack()).toEqual([]);
    await at.both.inSlack.restart();
    await at.both.inSlack.tick();
    await at.both.inSlack.tick();
    expect(digestsInSlack()).toHaveLength(1);
    expect(digestsInSlack()[0]).toContain("2 of 4 answered");
    expect(
      at
        .inTeamsChannel()
        .map(read)
        .filter((text) => text.includes("Payments · round 1")),
    ).toHaveLength(1);
  });

  it.each(["invalid_auth", "account_inactive"])("gets the digest that Slack refused with %s, once it is back", async (error) => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    at.both.inSlack.fake.plan(({ method, args }) => method === "chat.postMessage" && args.channel === "C1", { error });
    await at.passTo(AFTER_THE_WINDOW);
    at.both.inSlack.clock.advance({ hours: 2 });
    await at.both.inSlack.restart();
    await at.both.inSlack.tick();
    await at.both.inSlack.tick();
    expect(digestsInSlack()).toHaveLength(1);
    expect(
      at
        .inTeamsChannel()
        .map(read)
        .filter((text) => text.includes("Payments · round 1")),
    ).toHaveLength(1);
  });

  it("gets the digest that it missed when Teams comes back, with the answers that came since", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInTeams(at.dee, 2);
    await removeFromTeams();
    await at.passTo(AFTER_THE_WINDOW);
    await answerInSlack(at.ben, 1);
    await at.dee.installs();
    await at.both.inSlack.tick();
    const digests = () =>
      at
        .inTeamsChannel()
        .map(read)
        .filter((text) => text.includes("Payments · round 1"));
    expect(digests()).toHaveLength(1);
    expect(digests()[0]).toContain("2 of 4 answered");
  });

  it.each(["invalid_auth", "not_authed", "token_expired"])("gives nothing away for one %s of Slack", async (error) => {
    await at.link();
    at.both.inSlack.fake.plan("chat.postMessage", { error });
    await at.passTo(FIRST_ROUND);
    expect((await at.teamCalled("Payments")).workspaceId).not.toBe(await at.dee.workspaceId());
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
    at.both.inSlack.clock.advance({ minutes: 10 });
    await at.both.inSlack.tick();
    for (const user of [at.ana, at.ben]) expect(readsInSlack(user)).toContain("Welcome to Payments's first round");
  });

  it("hands its team over after 90 days: Slack removes it", async () => {
    await at.link();
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    await postEvent(at.both.inSlack, { type: "app_uninstalled" });
    await afterNinetyDays();
    expect(await at.isLinked("Payments")).toBe(false);
    expect((await at.teamCalled("Payments")).workspaceId).toBe(await at.dee.workspaceId());
    expect(await at.rosterOf("Payments")).toEqual(["Dee", "Eli"]);
    expect(at.inTeamsChannel().map(read).join("\n")).toContain("has moved here");
    await at.dee.says("members");
    await at.dee.taps("Payments");
    expect(readsInTeams(at.dee)).toContain("Eli Example");
  });

  async function afterNinetyDays(): Promise<void> {
    at.both.inSlack.clock.advance({ days: 91 });
    await forgetUninstalled(at.both.inSlack.bot().world);
    await at.both.inSlack.deliver();
  }
});
