/** Fills the playground: a demo team without answers, or with twelve weeks behind it that really happened, in fast-forward. */

import type { Clock } from "../app/ports/clock.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { Bot, BotParts } from "../bot/bot-parts.ts";
import type { Locale } from "../core/locale.ts";
import type { Workspace } from "../core/team.ts";
import { DAY_MS, type Instant } from "../core/time.ts";
import { createChance } from "./chance.ts";
import { createPostBox } from "./post-box.ts";
import { createStageClock, playTeams, setUp, type TeamPlan } from "./stage.ts";

/** What the playground starts with, and in which language. */
export type DemoSeed = { readonly kind: "empty" | "twelve-weeks"; readonly workspace: Workspace; readonly locale: Locale };

/** The bot's parts without sender and clock, which the seeding replaces while it runs. */
export type SeedParts = Omit<BotParts, "senders" | "clock"> & {
  /** The playground's own time. */
  readonly clock: Clock;
  readonly createBot: (parts: BotParts) => Promise<Bot>;
  /** A sender that stamps what it shows with this clock's time. */
  readonly senderAt: (clock: Clock) => Sender;
};

const WEEKS = 12;
const SEED = 7;

/**
 * Fills the playground's workspace with a team, without answers or with twelve weeks that were played in fast-forward
 * up to now.
 */
export async function seedDemo(parts: SeedParts, { kind, workspace, locale }: DemoSeed): Promise<void> {
  const now = parts.clock.now();
  const start = mondayBefore(now) - WEEKS * 7 * DAY_MS;
  const clock = createStageClock(kind === "empty" ? now : start - 4 * DAY_MS);
  const postBox = createPostBox(clock, parts.senderAt(clock));
  const bot = await parts.createBot({ ...parts, clock, steady: clock, senders: () => postBox });
  const plan: TeamPlan = {
    name: locale === "en" ? "Platform team" : "平台团队",
    channelId: "platform-team",
    course: "steady",
    locale,
  };
  if (kind === "empty") {
    await setUp({ bot, workspace, clock }, plan);
    await bot.tick();
    return;
  }
  await playTeams({
    bot,
    clock,
    postBox,
    workspace,
    catalogue: parts.catalogue,
    teams: [plan],
    start,
    weeks: WEEKS,
    chance: createChance(SEED),
  });
}

/** 00:00 UTC of this week's Monday, or of today. */
function mondayBefore(now: Instant): Instant {
  const day = Math.floor(now / DAY_MS);
  const sinceMonday = (day + 3) % 7;
  return (day - sinceMonday) * DAY_MS;
}
