/** A message sent to Slack — claimed, rendered, posted, written down — against a bare Web API client that posts the same blocks. */
import { join } from "node:path";
import { WebClient } from "@slack/web-api";
import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { OUTBOX_RULES } from "../../src/app/outbox/judge-outbox.ts";
import type { Log } from "../../src/app/ports/log.ts";
import { queuePost } from "../../src/app/posting.ts";
import { createDelivery } from "../../src/delivery/delivery.ts";
import type { SendLimits } from "../../src/delivery/limits.ts";
import type { Message } from "../../src/message/message.ts";
import { toBlockKit } from "../../src/slack/block-kit/block-kit.ts";
import { createSlack } from "../../src/slack/slack.ts";
import { type BenchBot, openBot, withFolder } from "../data/bot.ts";
import { personId, plantTeams } from "../data/seed.ts";
import { BOT_TOKEN, SLACK_TEAM_ID, userIdOf } from "../program/names.ts";
import { type SlackProcess, startSlackProcess } from "../program/slack-process.ts";
import { atMost, type Result, toFigure } from "../report/result.ts";
import { ratiosOf, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";

const CPU_AIM_MS = 1.2;
const AT_ONCE = 8;
const NO_LIMIT: SendLimits = { lane: [], workspace: [], bulk: [], concurrent: AT_ONCE, concurrentForWaiting: 0 };

/** Rejects unless the fake Slack was told to show every message. */
export async function benchSend({ scale }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const people = scale.isShort ? 16 : 400;
    const slack = await startSlackProcess(people);
    const platform = { platform: "slack", platformId: SLACK_TEAM_ID } as const;
    const bot = await openBot(join(folder, "bot.db"), { platform });
    await plantTeams(bot, { teams: people / 8, membersEach: 8 });
    const message = await takeCard(bot);
    const sending = await openSending(bot, slack);
    const ours = { isOnce: true, prepare: () => queue(bot, message, people), run: () => sending.delivery.drain() };
    const bare = { isOnce: true, run: () => postBarely(slack.apiUrl, message, people) };
    let turns = 0;
    const counted = { ...ours, after: () => void (turns += 1) };
    const { left, right } = await takeTurns(counted, bare, scale);
    const { posted } = await slack.countShown();
    await sending.stop();
    await slack.stop();
    await bot.storage.close();
    if (posted !== turns * people * 2) throw new Error(`${posted} messages were shown instead of ${turns * people * 2}`);
    const cpu = [left, right].map((side) => side.map(({ cpuMs }) => cpuMs / people));
    const figures = [
      toFigure("CPU a message", "ms", cpu[0] ?? [], atMost(CPU_AIM_MS)),
      toFigure("CPU a message, bare client", "ms", cpu[1] ?? []),
      toFigure("bare / ours, CPU", "×", ratiosOf(cpu[1] ?? [], cpu[0] ?? [])),
      toFigure(
        "ours",
        "a second",
        left.map(({ ms }) => (people / ms) * 1_000),
      ),
      toFigure(
        "bare client",
        "a second",
        right.map(({ ms }) => (people / ms) * 1_000),
      ),
    ];
    const size = `a check-in's card to ${people} people in a turn, ${AT_ONCE} at once, without Slack's limits`;
    return [{ what: "A message sent", size, figures }];
  });
}

/** The card of somebody's check-in, out of the outbox. */
async function takeCard({ app, storage, workspace }: BenchBot): Promise<Message> {
  const from = { workspaceId: workspace.id, platformUserId: userIdOf(0), place: { in: "direct" } } as const;
  await app.handle({ kind: "command", from, line: "assess" });
  const [item] = await storage.work((stores) => stores.outbox.listByStatus("pending", 1));
  if (!item?.message) throw new Error("no card was queued");
  await storage.work((stores) => stores.outbox.dropLane(item));
  return item.message;
}

async function openSending(bot: BenchBot, slack: SlackProcess) {
  const log: Log = { info: () => {}, warn: () => {}, error: (values, text) => console.error(text, values) };
  const frontEnd = await createSlack({
    settings: { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, apiUrl: slack.apiUrl },
    handle: bot.app.handle,
    world: bot.world,
    log,
    draw: async () => new Uint8Array(),
    pace: { limitsOf: () => undefined },
  });
  const delivery = createDelivery({
    ...{ world: bot.world, rules: OUTBOX_RULES, log },
    senders: () => frontEnd.sender,
    limits: { slack: NO_LIMIT, teams: NO_LIMIT, playground: NO_LIMIT },
  });
  return {
    delivery,
    async stop() {
      await delivery.stop();
      await frontEnd.stop();
    },
  };
}

async function queue({ storage, world, now, workspace }: BenchBot, message: Message, people: number): Promise<void> {
  await storage.work(async (stores) => {
    for (let person = 0; person < people; person += 1) {
      const target = { to: "person", personId: personId(person) } as const;
      await queuePost(
        { stores, world, now },
        { target, workspaceId: workspace.id, purpose: "notice", subjectId: "bench", message },
      );
    }
  });
}

async function postBarely(apiUrl: string, message: Message, people: number): Promise<void> {
  const client = new WebClient(BOT_TOKEN, { slackApiUrl: apiUrl });
  const { text, blocks } = toBlockKit(message, { surface: "post" });
  const quiet = { unfurl_links: false, unfurl_media: false, link_names: false };
  let next = 0;
  async function post(): Promise<void> {
    while (next < people) {
      const channel = `D${userIdOf(next)}`;
      next += 1;
      await client.chat.postMessage({ channel, text, blocks, ...quiet });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, post));
}
