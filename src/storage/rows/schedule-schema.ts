/** The stored shape of a team's schedule. */
import { z } from "zod";
import type { Schedule } from "../../core/schedule/cadence.ts";
import { createJsonParser } from "./row.ts";

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const nth = z.literal([1, 2, 3, 4, -1]);

const schedule = z.object({
  cadence: z.discriminatedUnion("every", [
    z.object({ every: z.literal("week"), weekday }),
    z.object({ every: z.literal("two-weeks"), weekday }),
    z.object({ every: z.literal("month"), nth, weekday }),
    z.object({ every: z.literal("quarter"), nth, weekday }),
    z.object({ every: z.literal("cron"), expression: z.string() }),
  ]),
  time: z.string(),
  zone: z.string(),
  oneZone: z.boolean(),
  windowHours: z.number(),
  workingDays: z.array(weekday),
  holidays: z.array(z.string()),
  holidayCountry: z.string().exactOptional(),
  quietHours: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  anchor: z.string(),
}) satisfies z.ZodType<Schedule>;

/** Parses a stored schedule. Throws when the text does not have its shape. */
export const parseSchedule = createJsonParser(schedule);
