/** Computes due dates that fall on a team's working days. */
import { toEpochDay, toLocalDate, moveToWorkingDay } from "../../core/schedule/calendar.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { Instant, LocalDate } from "../../core/time.ts";
import type { World } from "../ports/world.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/** How many days a step has that is taken with one click. */
export const TAKEN_FOR_DAYS = 14;
/** By how many days "later" moves a due date. */
export const LATER_BY_DAYS = 7;

/** Returns the date in the team's zone. */
export function todayOf(team: Pick<Team, "schedule">, now: Instant): LocalDate {
  return toLocal(now, team.schedule.zone).date;
}

/** Returns the date that many days later, moved to a day when the team works. */
export function workingDateAfter(
  date: LocalDate,
  { days, team, world }: { readonly days: number; readonly team: Team; readonly world: Pick<World, "holidays"> },
): LocalDate {
  return toLocalDate(moveToWorkingDay(toEpochDay(date) + days, team.schedule, holidaysOf(world, team.schedule)));
}
