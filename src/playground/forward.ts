/** Moves the playground's clock forward, so that everything that falls due on the way happens at its own time. */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../core/time.ts";
import type { ClockStep } from "./page-api.ts";
import type { PlaygroundClock } from "./playground-clock.ts";

/** In milliseconds: how far the clock steps past something that stays due, so that moving it always ends. */
const STUCK_STEP_MS = 5 * MINUTE_MS;
const FARTHEST_MS = 120 * DAY_MS;

/** What moving the clock forward needs. */
export type Journey = {
  readonly clock: Pick<PlaygroundClock, "now" | "forwardTo">;
  /** When the next round, turn or message falls due; undefined: nothing is planned. */
  readonly nextDueAt: () => Promise<Instant | undefined>;
  /** Does what is due at the clock's time, and delivers it. */
  readonly tick: () => Promise<void>;
  /** Says how things stand for whoever waits: `next` goes on until it says something else. */
  readonly standing: () => Promise<string | number>;
};

/**
 * Moves the clock by an hour, a day, or up to the next event. Returns false when `next` finds nothing in the coming 120
 * days; then the clock stays where it was.
 */
export async function moveForward(journey: Journey, step: ClockStep): Promise<boolean> {
  switch (step) {
    case "hour":
      return travel(journey, journey.clock.now() + HOUR_MS);
    case "day":
      return travel(journey, journey.clock.now() + DAY_MS);
    case "next":
      return travelToNext(journey);
  }
}

async function travel(journey: Journey, target: Instant): Promise<true> {
  for (let due = await findDue(journey); due !== undefined && due <= target; due = await findDue(journey)) {
    await journey.clock.forwardTo(due);
    await journey.tick();
  }
  await journey.clock.forwardTo(target);
  await journey.tick();
  return true;
}

async function travelToNext(journey: Journey): Promise<boolean> {
  const before = await journey.standing();
  const farthest = journey.clock.now() + FARTHEST_MS;
  let due = await findDue(journey);
  if (due === undefined || due > farthest) return false;
  for (; due !== undefined && due <= farthest; due = await findDue(journey)) {
    await journey.clock.forwardTo(due);
    await journey.tick();
    if ((await journey.standing()) !== before) break;
  }
  return true;
}

async function findDue({ clock, nextDueAt }: Journey): Promise<Instant | undefined> {
  const due = await nextDueAt();
  const now = clock.now();
  return due === undefined || due > now ? due : now + STUCK_STEP_MS;
}
