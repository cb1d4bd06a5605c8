/** When a team's rounds come due, as data. Weekdays are ISO: 1 Monday … 7 Sunday. */
import type { LocalDate, LocalTime, Zone } from "../time.ts";

/** An ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
/** Which one of a month's weekdays: the first to the fourth, or −1 for the last. */
export type Nth = 1 | 2 | 3 | 4 | -1;

/** How often a team's rounds come due. */
export type Cadence =
  | { readonly every: "week"; readonly weekday: Weekday }
  | { readonly every: "two-weeks"; readonly weekday: Weekday }
  | { readonly every: "month"; readonly nth: Nth; readonly weekday: Weekday }
  | { readonly every: "quarter"; readonly nth: Nth; readonly weekday: Weekday }
  /** Five fields; the hour of the expression is the hour of the round. */
  | { readonly every: "cron"; readonly expression: string };

/** When a team is asked and how long it has to answer. Dates and hours are local to `zone`. */
export type Schedule = {
  readonly cadence: Cadence;
  /** The team's hour. A cron cadence has its own. */
  readonly time: LocalTime;
  /** The team's zone; also every member's when `oneZone`. */
  readonly zone: Zone;
  /** True: everybody is asked at the team's instant. False: everybody is asked at the team's hour in their own zone. */
  readonly oneZone: boolean;
  /** The hours from being asked until the answers are due. */
  readonly windowHours: number;
  readonly workingDays: readonly Weekday[];
  /** The team's own days off, besides public holidays. */
  readonly holidays: readonly LocalDate[];
  /** The ISO 3166 country whose public holidays are kept; undefined: none. */
  readonly holidayCountry?: string;
  /** From when to when nothing unsolicited is sent, in the reader's local time. It may pass midnight. */
  readonly quietHours?: { readonly from: LocalTime; readonly to: LocalTime };
  /** The local date from which a two-week or quarterly cadence is counted. */
  readonly anchor: LocalDate;
};

/** The schedule of a new team: Mondays at nine in each member's zone, two days to answer, Monday to Friday. */
export const NEW_SCHEDULE: Schedule = {
  cadence: { every: "week", weekday: 1 },
  time: "09:00",
  zone: "UTC",
  oneZone: false,
  windowHours: 48,
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  anchor: "2026-01-05",
};
