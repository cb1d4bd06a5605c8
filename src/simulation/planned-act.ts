/** What somebody of the cast does, and when; and what deciding on it needs to know. */
import type { Catalogue } from "../core/catalogue/catalogue.ts";
import type { Locale } from "../core/locale.ts";
import { DAY_MS, type Instant } from "../core/time.ts";
import type { Actor } from "./actor.ts";
import type { Course } from "./cast.ts";
import type { Chance } from "./chance.ts";

/** Something that a character does at an instant, with words for the log. */
export type PlannedAct = { readonly at: Instant; readonly who: string; readonly what: string; readonly run: () => Promise<void> };

/** One team and everything that its characters decide by. */
export type PlayParts = {
  readonly teamId: string;
  readonly course: Course;
  /** The language in which the team's people write. */
  readonly locale: Locale;
  readonly actors: readonly Actor[];
  readonly catalogue: Catalogue;
  readonly start: Instant;
  readonly chance: Chance;
  readonly clock: { now(): Instant; pass(ms: number): void };
};

/** A team in play. `gone` holds the ids of the people who left. */
export type Playing = PlayParts & { readonly gone: Set<string> };

/** Returns the first instant of a week, counted from 1. */
export function startOfWeek(start: Instant, week: number): Instant {
  return start + (week - 1) * 7 * DAY_MS;
}
