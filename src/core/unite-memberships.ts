/** Merges two memberships of one person in one team, so that nobody counts twice and no time of belonging is lost. */
import { isActiveAt, type Membership } from "./team.ts";
import type { Instant } from "./time.ts";

type Interval = Membership["intervals"][number];

/**
 * Returns `stays` with the time of both memberships. Kind, lead and roles come from those that are active at `now`;
 * where both are, the wider right and both sets of roles apply.
 */
export function uniteMemberships(stays: Membership, goes: Membership, now: Instant): Membership {
  const intervals = uniteIntervals([...stays.intervals, ...goes.intervals]);
  const active = [stays, goes].filter((membership) => isActiveAt(membership, now));
  const parts = active.length > 0 ? active : [stays];
  const askedAll = parts.some(({ roles }) => roles.length === 0);
  return {
    ...stays,
    kind: parts.some(({ kind }) => kind === "member") ? "member" : "observer",
    lead: parts.some(({ lead }) => lead),
    roles: askedAll ? [] : [...new Set(parts.flatMap(({ roles }) => roles))],
    intervals,
  };
}

/** Ascending, none overlapping or touching another. */
function uniteIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const united: Interval[] = [];
  for (const interval of intervals.toSorted((left, right) => left.since - right.since)) {
    const last = united.at(-1);
    if (last && (last.until === undefined || interval.since <= last.until)) united[united.length - 1] = extend(last, interval);
    else united.push(interval);
  }
  return united;
}

function extend({ since, until }: Interval, other: Interval): Interval {
  if (until === undefined || other.until === undefined) return { since };
  return { since, until: Math.max(until, other.until) };
}
