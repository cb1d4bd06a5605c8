/** The public holidays that a team keeps, besides its own days off. */
import type { Schedule } from "../../core/schedule/cadence.ts";
import type { IsHoliday } from "../../core/schedule/days-off.ts";
import type { World } from "../ports/world.ts";

/** Undefined where the team keeps no country's. */
export function holidaysOf(world: Pick<World, "holidays">, schedule: Pick<Schedule, "holidayCountry">): IsHoliday | undefined {
  return schedule.holidayCountry === undefined ? undefined : world.holidays?.(schedule.holidayCountry);
}

/** Whether a team may keep the holidays of this country; any, where nobody looks them up. */
export function knowsCountry({ holidays }: Pick<World, "holidays">, code: string): boolean {
  return !holidays || holidays(code) !== undefined;
}
