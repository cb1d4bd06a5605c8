/** Two teams of one bot, one in Slack and one in Teams, with what their journeys ask and do. */
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { Shown } from "../../fakes/slack/workspace.ts";
import { type Posted, startFakeConnector } from "../../fakes/teams/fake-connector.ts";
import type { Stores } from "../../src/app/ports/world.ts";
import { isActiveAt, type Team } from "../../src/core/team.ts";
import { createSlack, type Slack } from "../../src/slack/slack.ts";
import { createTeams, type Teams } from "../../src/teams/teams.ts";
import { aBotWorld, sameClock } from "./bot-world.ts";
import { type SlackUser, type SlackWorld, withSlackClients } from "./slack/slack-world.ts";
import { textOf } from "./teams/cards.ts";
import {
  ANONYMOUS,
  CHANNEL_ID,
  cardsOf,
  installInTeam,
  type TeamsUser,
  type TeamsWorld,
  withTeamsClients,
} from "./teams/teams-world.ts";

type Both = { readonly slack: Slack; readonly teams: Teams };

type BothPlatforms = {
  readonly inSlack: SlackWorld<Both>;
  readonly inTeams: TeamsWorld<Both>;
  close(): Promise<void>;
};

/** A week after both teams were set up, when nobody's greetings count any more; then when the window of 48 hours is over. */
export const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
export const AFTER_THE_WINDOW = Date.UTC(2026, 10, 11, 9, 1);
export const SECOND_ROUND = Date.UTC(2026, 10, 16, 8, 1);
const SETTINGS = { privacy: "open", zone: "UTC", time: "08:00" };

export type TwoTeams = Awaited<ReturnType<typeof twoTeams>>;

/** Ana leads Payments in Slack, with Ben; Dee leads Ledger in Teams, with Eli. */
export async function twoTeams() {
  const both = await bothPlatforms();
  const people = await setUp(both);
  const { inSlack, inTeams } = both;
  const { ana, dee } = people;
  const stores = <T>(task: (all: Stores) => Promise<T>): Promise<T> => inSlack.storage().work(task);

  /** The team of this name as it stands. */
  async function teamCalled(wanted: string): Promise<Team> {
    const team = await stores(async ({ workspaces, teams }) => {
      const all = await Promise.all((await workspaces.list()).map(({ id }) => teams.listOfWorkspace(id)));
      return all.flat().find(({ name }) => name === wanted);
    });
    if (!team) throw new Error(`no team is called ${wanted}`);
    return team;
  }

  /** As Ana gets it in Slack, for nobody else to see. */
  async function codeFromAna(): Promise<string> {
    return codeIn(readBlocks(await ana.says("link")));
  }

  return {
    both,
    ...people,
    stores,
    teamCalled,
    codeFromAna,
    inSlackChannel: () => inSlack.fake.messages.filter(({ channel, threadTs }) => channel === "C1" && !threadTs),
    inTeamsChannel: () => inTeams.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID),
    /** In Slack the details stand in the thread. */
    readWithThread: (message: Shown | undefined) =>
      inSlack.fake.messages
        .filter((one) => one === message || (message && one.threadTs === message.ts))
        .map(({ blocks }) => readBlocks(blocks))
        .join("\n"),
    async passTo(at: number): Promise<void> {
      inSlack.clock.set(at);
      await inSlack.tick();
    },
    /** Names of who is in the team now. */
    async rosterOf(name: string): Promise<readonly string[]> {
      const { id } = await teamCalled(name);
      return stores(async ({ memberships, people: all }) => {
        const active = (await memberships.listOfTeam(id)).filter((one) => isActiveAt(one, inSlack.clock.now()));
        const found = await all.findMany(active.map(({ personId }) => personId));
        return found.map((person) => person.name.replace(" Example", "")).sort();
      });
    },
    async isLinked(name: string): Promise<boolean> {
      const { id } = await teamCalled(name);
      return (await stores(({ homes }) => homes.listOfTeam(id))).length > 0;
    },
    async link(): Promise<void> {
      await dee.says(`link ${await codeFromAna()}`);
      await ana.taps("Make it one team");
    },
  };
}

async function setUp({ inSlack, inTeams }: BothPlatforms) {
  const ana = inSlack.user("UANA", { tz: "UTC" });
  const ben = inSlack.user("UBEN", { tz: "UTC" });
  const dee = inTeams.user("aad-dee", { zone: "UTC" });
  const eli = inTeams.user("aad-eli", { zone: "UTC" });
  await ana.says("setup");
  await ana.submits(ana.modal(), { ...SETTINGS, name: "Payments", members: ["UBEN"], channel: "C1" });
  await dee.installs();
  await eli.installs();
  await installInTeam(inTeams, "aad-dee");
  await dee.says("setup");
  await dee.taps("Set up", { ...SETTINGS, name: "Ledger", members: "aad-eli", channel: CHANNEL_ID });
  return { ana, ben, dee, eli };
}

export function codeIn(text: string): string {
  const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text) ?? [];
  if (code === undefined) throw new Error(`no code in: ${text}`);
  return code;
}

export function readsInSlack(user: SlackUser): string {
  return readBlocks(user.newest().blocks);
}

export function readsInTeams(user: TeamsUser): string {
  return inOneLine(user.reads());
}

export function read(message: Posted | undefined): string {
  return inOneLine(textOf(cardsOf(message?.activity ?? {})));
}

function inOneLine(text: string): string {
  return text.replaceAll(/ ?\n ?/g, " ");
}

/** Every question of the round with this rating. */
export async function answerInSlack(user: SlackUser, rating: 0 | 1 | 2 | 3): Promise<void> {
  await user.taps("Spread it out");
  for (const _ of [1, 2, 3, 4, 5]) await user.answers(rating);
}

export async function answerInTeams(user: TeamsUser, rating: 0 | 1 | 2 | 3): Promise<void> {
  await user.taps("Spread it out");
  for (const _ of [1, 2, 3, 4, 5]) await user.answers(rating);
}

/** One bot over one database, met by Slack and by Teams over each one's own wire. */
async function bothPlatforms(): Promise<BothPlatforms> {
  const fakeSlack = await startFakeSlack();
  const connector = await startFakeConnector();
  const base = await aBotWorld<Both, Awaited<ReturnType<typeof sameClock>>>({
    clockOver: sameClock,
    async open({ bot, log }) {
      const slack = await createSlack({
        settings: { signingSecret: SIGNING_SECRET, botToken: "xoxb-one", apiUrl: fakeSlack.apiUrl },
        handle: bot.app.handle,
        world: bot.world,
        log,
        draw: async () => new TextEncoder().encode("a picture"),
        homePauseMs: 0,
      });
      return { slack, teams: await createTeams({ config: ANONYMOUS, app: bot.app, world: bot.world, log }) };
    },
  });
  return {
    inSlack: withSlackClients(base, { fake: fakeSlack, slack: () => base.frontEnds().slack }),
    inTeams: withTeamsClients(base, { fake: connector, teams: () => base.frontEnds().teams }),
    async close() {
      await base.close();
      await fakeSlack.close();
      await connector.close();
    },
  };
}
