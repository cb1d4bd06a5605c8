/** Finds the public holidays that a team observes besides its own days off. */
import type { Schedule } from "../../core/schedule/cadence.ts";
import type { IsHoliday } from "../../core/schedule/calendar.ts";
import type { World } from "../ports/world.ts";

/** Returns a test for the public holidays that the team observes; undefined when it observes no country's. */
export function holidaysOf(world: Pick<World, "holidays">, schedule: Pick<Schedule, "holidayCountry">): IsHoliday | undefined {
  return schedule.holidayCountry === undefined ? undefined : world.holidays?.(schedule.holidayCountry);
}

/**
 * Returns the last year for which the public holidays that the team observes were announced; undefined where it observes none,
 * or they are known for every year.
 */
export function holidaysKnownUntil(
  world: Pick<World, "holidays">,
  schedule: Pick<Schedule, "holidayCountry">,
): number | undefined {
  return holidaysOf(world, schedule)?.knownUntil;
}

/** True when a team may observe the holidays of this country; always true when no holidays are available at all. */
export function knowsCountry({ holidays }: Pick<World, "holidays">, code: string): boolean {
  return !holidays || holidays(code) !== undefined;
}
