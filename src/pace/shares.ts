/** Whose turn it is among the urgencies of one workspace: the most urgent first, and each with a share, so that none starves. */
import { URGENCIES, type Urgency } from "../app/ports/outbox-store.ts";

/** Of so many places in a row, these are kept for others than the most urgent; a place that nobody takes falls to the most urgent. */
const PLACES = 16;
const KEPT: ReadonlyMap<number, Urgency> = new Map([
  [4, "personal"],
  [8, "channel"],
  [12, "personal"],
  [15, "background"],
]);

/** How many sends a workspace may begin now. */
export type SendRoom = {
  /** How many may begin now. */
  readonly all: number;
  /** How many of them may be for others than those who wait at the screen. */
  readonly bulk: number;
};

/**
 * Which urgency the next message is taken from, when so many were taken of the workspace before; undefined where nothing of
 * `has` may go. Over any 16 in a row each urgency that always has something is taken at least once.
 */
export function pickUrgency(taken: number, has: (urgency: Urgency) => boolean, { all, bulk }: SendRoom): Urgency | undefined {
  if (all <= 0) return undefined;
  const kept = KEPT.get(taken % PLACES);
  const order = kept === undefined ? URGENCIES : [kept, ...URGENCIES];
  return order.find((urgency) => (urgency === "waiting" || bulk > 0) && has(urgency));
}
