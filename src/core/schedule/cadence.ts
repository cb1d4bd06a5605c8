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
  /** The team's hour, `HH:MM`; the cron cadence carries its own. */
  readonly time: LocalTime;
  /** The team's zone; also every member's when `oneZone`. */
  readonly zone: Zone;
  /** True: all are asked at the team's instant. False: each at the team's hour in their own zone. */
  readonly oneZone: boolean;
  /** Hours from being asked until the member's window ends. */
  readonly windowHours: number;
  readonly workingDays: readonly Weekday[];
  /** The team's own days off. */
  readonly holidays: readonly LocalDate[];
  /** ISO 3166 country whose public holidays are kept; undefined: none. */
  readonly holidayCountry?: string;
  /** Nothing unsolicited is sent from `from` to `to`, local to the reader; may pass midnight. */
  readonly quietHours?: { readonly from: LocalTime; readonly to: LocalTime };
  /** The local date from which a two-week or quarterly cadence is counted. */
  readonly anchor: LocalDate;
};
