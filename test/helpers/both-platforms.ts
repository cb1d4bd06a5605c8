/** One bot over one database, met by Slack and by Teams over each one's own wire. */

import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { startFakeConnector } from "../../fakes/teams/fake-connector.ts";
import type { FrontEnd } from "../../src/bot/front-ends.ts";
import { createSlack, type Slack } from "../../src/slack/slack.ts";
import { createTeams, type Teams } from "../../src/teams/teams.ts";
import { aBotWorld, type Served, sameClock } from "./bot-world.ts";
import { type SlackWorld, withSlackClients } from "./slack/slack-world.ts";
import { ANONYMOUS, type TeamsWorld, withTeamsClients } from "./teams/teams-world.ts";

type Both = Served & { readonly slack: Slack; readonly teams: Teams };

export type BothPlatforms = {
  readonly inSlack: SlackWorld<Both>;
  readonly inTeams: TeamsWorld<Both>;
  close(): Promise<void>;
};

export async function bothPlatforms(): Promise<BothPlatforms> {
  const fakeSlack = await startFakeSlack();
  const connector = await startFakeConnector();
  const base = await aBotWorld<Both, Awaited<ReturnType<typeof sameClock>>>({
    clockOver: sameClock,
    serves: ({ slack, teams }) => ({ slack, teams }),
    async settle({ slack, teams }) {
      await slack.settle();
      await teams.settle();
    },
    async open({ bot, log }) {
      const slack = await createSlack({
        settings: { signingSecret: SIGNING_SECRET, botToken: "xoxb-one", apiUrl: fakeSlack.apiUrl },
        handle: bot.app.handle,
        world: bot.world,
        log,
        draw: async () => new TextEncoder().encode("a picture"),
        homePauseMs: 0,
      });
      return join(slack, await createTeams({ config: ANONYMOUS, app: bot.app, world: bot.world, log }));
    },
  });
  return {
    inSlack: withSlackClients(base, { fake: fakeSlack, slack: () => base.frontEnd().slack }),
    inTeams: withTeamsClients(base, { fake: connector, teams: () => base.frontEnd().teams }),
    async close() {
      await base.close();
      await fakeSlack.close();
      await connector.close();
    },
  };
}

function join(slack: Slack, teams: Teams): Both {
  const parts: readonly FrontEnd[] = [slack, teams];
  return {
    slack,
    teams,
    routes: parts.flatMap(({ routes }) => routes),
    async start() {
      for (const { start } of parts) await start?.();
    },
    async stop() {
      for (const { stop } of parts) await stop?.();
    },
  };
}
