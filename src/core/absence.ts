/** When a person is away: the absence that has begun, and those that were entered beforehand. Nobody is asked while away. */
import type { Absence, Person } from "./team.ts";
import type { Instant } from "./time.ts";

/** The most absences that a person can have at once. */
export const MAX_ABSENCES = 12;

type Away = Pick<Person, "awayUntil" | "plannedAbsences">;

/** Returns the absences that are not over, sorted; of those that touch or overlap it makes one. */
export function listAbsences({ awayUntil, plannedAbsences = [] }: Away, now: Instant): readonly Absence[] {
  const begun = awayUntil === undefined ? [] : [{ from: 0, until: awayUntil }];
  return joinAbsences([...begun, ...plannedAbsences]).filter(({ until }) => until > now);
}

/** Returns the instant from which the person can be asked again; undefined when they are not away at `at`. */
export function awayUntilAt(person: Away, at: Instant): Instant | undefined {
  return listAbsences(person, at).find(({ from }) => from <= at)?.until;
}

/** Tells whether the person is away at that instant. */
export function isAwayAt(person: Away, at: Instant): boolean {
  return awayUntilAt(person, at) !== undefined;
}

/** Returns the person with these absences instead of the ones before. What is over is left out. */
export function withAbsences(person: Person, absences: readonly Absence[], now: Instant): Person {
  const { awayUntil: _, plannedAbsences: __, ...rest } = person;
  const kept = joinAbsences(absences).filter(({ until }) => until > now);
  const begun = kept.find(({ from }) => from <= now);
  const planned = kept.filter(({ from }) => from > now);
  return {
    ...rest,
    ...(begun && { awayUntil: begun.until }),
    ...(planned.length > 0 && { plannedAbsences: planned }),
  };
}

function joinAbsences(absences: readonly Absence[]): readonly Absence[] {
  const joined: Absence[] = [];
  for (const next of [...absences].sort((left, right) => left.from - right.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.until) joined.splice(-1, 1, { from: last.from, until: Math.max(last.until, next.until) });
    else joined.push(next);
  }
  return joined;
}
