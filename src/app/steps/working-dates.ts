/** Due dates that a team works on. */
import { toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import { moveToWorkingDay } from "../../core/schedule/days-off.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { Instant, LocalDate } from "../../core/time.ts";
import type { World } from "../ports/world.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/** Who takes a step at one click has so long. */
export const TAKEN_FOR_DAYS = 14;
/** "Later" moves a due date by so much. */
export const LATER_BY_DAYS = 7;

/** The team's own date. */
export function todayOf(team: Pick<Team, "schedule">, now: Instant): LocalDate {
  return toLocal(now, team.schedule.zone).date;
}

/** So many days later, on a day that the team works. */
export function workingDateAfter(
  date: LocalDate,
  { days, team, world }: { readonly days: number; readonly team: Team; readonly world: Pick<World, "holidays"> },
): LocalDate {
  return toLocalDate(moveToWorkingDay(toEpochDay(date) + days, team.schedule, holidaysOf(world, team.schedule)));
}
