/**
 * How often each method of Slack's Web API may be called in one workspace, as data. Slack gives each method a tier, with so many
 * calls a minute and more, and welcomes short bursts: what nobody waits for keeps to the tier, and people who look at the screen
 * have the burst. Messages have limits of their own (`PLATFORM_LIMITS` holds them too, for what the outbox sends).
 */
import type { CallLimits } from "../pace/call-budget.ts";
import type { Rate } from "../pace/meter.ts";

const MINUTE_MS = 60_000;
/** So many times its tier may a method be called for people who wait. */
const BURST = 3;
/** "Several hundred" a minute. */
const MESSAGES: readonly Rate[] = [
  { amount: 20, perMs: 1_000 },
  { amount: 300, perMs: MINUTE_MS },
];

const TIER_2 = 20;
const TIER_3 = 50;
const TIER_4 = 100;

const TIERS: Readonly<Record<string, number>> = {
  "usergroups.list": TIER_2,
  "usergroups.users.list": TIER_2,
  "conversations.open": TIER_3,
  "conversations.info": TIER_3,
  "conversations.history": TIER_3,
  "conversations.replies": TIER_3,
  "chat.delete": TIER_3,
  "conversations.members": TIER_4,
  "users.info": TIER_4,
  "users.lookupByEmail": TIER_3,
  "views.open": TIER_4,
  "views.push": TIER_4,
  "views.update": TIER_4,
  "views.publish": TIER_4,
  "files.getUploadURLExternal": TIER_4,
  "files.completeUploadExternal": TIER_4,
};

/** The limits of a method; undefined for one that the bot does not call in a workspace. */
export function limitsOfSlack(method: string): CallLimits | undefined {
  if (method === "chat.postMessage") return { group: method, all: MESSAGES, bulk: [{ amount: 240, perMs: MINUTE_MS }] };
  // A card moves on by it: people who wait have what messages have.
  if (method === "chat.update") return { group: method, all: MESSAGES, bulk: [{ amount: TIER_3, perMs: MINUTE_MS }] };
  const tier = TIERS[method];
  if (tier === undefined) return undefined;
  return {
    group: method,
    all: [{ amount: tier * BURST, perMs: MINUTE_MS }],
    bulk: [{ amount: tier, perMs: MINUTE_MS }],
  };
}
