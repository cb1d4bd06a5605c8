/** Computes a delay that spreads what is due at the same minute, and that is the same after every restart. */

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Returns a delay in milliseconds, from 0 up to but not including `maxMs`, or 0 when `maxMs` is 0 or less. It is a
 * hash (FNV-1a) of schedule, member and slot, so it is the same after a restart.
 */
export function jitterMs({
  scheduleId,
  membershipId,
  slot,
  maxMs,
}: {
  readonly scheduleId: string;
  readonly membershipId: string;
  readonly slot: string;
  readonly maxMs: number;
}): number {
  if (maxMs <= 0) return 0;
  let hash = FNV_OFFSET;
  for (const char of JSON.stringify([scheduleId, membershipId, slot])) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return (hash >>> 0) % maxMs;
}
