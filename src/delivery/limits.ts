/** How much each platform lets us send: one table. Held by `pacing.ts`, for every lane and every workspace. */
import type { Platform } from "../core/team.ts";
import type { Rate } from "../pace/meter.ts";

/** How much a platform lets us send. */
export type SendLimits = {
  /** One conversation: a person or a channel. */
  readonly lane: readonly Rate[];
  readonly workspace: readonly Rate[];
  /** The part of it that is used while nobody waits: the rest is kept for people who look at the screen. */
  readonly bulk: readonly Rate[];
  /** Sends of one workspace under way at once that nobody waits for. */
  readonly concurrent: number;
  /** This many more sends may be under way for people who wait. */
  readonly concurrentForWaiting: number;
};

/**
 * Slack: about one a second and conversation, and "several hundred" a minute and workspace: we take 300 at most, and 240 where
 * nobody waits.
 * Teams: per conversation 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour; 50 a second and tenant.
 */
export const PLATFORM_LIMITS: Readonly<Record<Platform, SendLimits>> = {
  slack: {
    lane: [{ amount: 1, perMs: 1_000 }],
    workspace: [
      { amount: 20, perMs: 1_000 },
      { amount: 300, perMs: 60_000 },
    ],
    bulk: [{ amount: 240, perMs: 60_000 }],
    concurrent: 8,
    concurrentForWaiting: 4,
  },
  teams: {
    lane: [
      { amount: 7, perMs: 1_000 },
      { amount: 8, perMs: 2_000 },
      { amount: 60, perMs: 30_000 },
      { amount: 1_800, perMs: 3_600_000 },
    ],
    workspace: [{ amount: 50, perMs: 1_000 }],
    bulk: [{ amount: 46, perMs: 1_000 }],
    concurrent: 16,
    concurrentForWaiting: 8,
  },
  playground: { lane: [], workspace: [], bulk: [], concurrent: 16, concurrentForWaiting: 8 },
};

/** How far back sends still count against some rate. */
export function longestWindowMs(limits: Readonly<Record<Platform, SendLimits>>): number {
  const rates = Object.values(limits).flatMap(({ lane, workspace, bulk }) => [...lane, ...workspace, ...bulk]);
  return Math.max(0, ...rates.map((rate) => rate.perMs));
}
