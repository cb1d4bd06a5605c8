/** Encodes a schedule as a short text that a button carries until somebody presses Save. */
import { z } from "zod";
import type { Schedule } from "../../core/schedule/cadence.ts";
import { validateSchedule } from "../../core/schedule/validate-schedule.ts";
import { MAX_HOLIDAYS } from "./read-schedule.ts";

/** Encodes the schedule as a short text that `decodeSchedule` reads back. */
export function encodeSchedule(schedule: Schedule): string {
  const { cadence, holidays, holidayCountry, quietHours } = schedule;
  const parts = {
    c: cadence.every,
    ...("weekday" in cadence && { d: String(cadence.weekday) }),
    ...("nth" in cadence && { n: String(cadence.nth) }),
    ...("expression" in cadence && { e: cadence.expression }),
    t: schedule.time,
    z: schedule.zone,
    o: schedule.oneZone ? "1" : "0",
    w: String(schedule.windowHours),
    wd: schedule.workingDays.join(""),
    h: holidays.join("").replaceAll("-", ""),
    ...(holidayCountry && { hc: holidayCountry }),
    ...(quietHours && { q: `${quietHours.from}-${quietHours.to}` }),
    a: schedule.anchor,
  };
  return new URLSearchParams(parts).toString();
}

const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
const nth = z.literal([1, 2, 3, 4, -1]);
const cadence = z.discriminatedUnion("every", [
  z.object({ every: z.literal("week"), weekday }),
  z.object({ every: z.literal("two-weeks"), weekday }),
  z.object({ every: z.literal("month"), nth, weekday }),
  z.object({ every: z.literal("quarter"), nth, weekday }),
  z.object({ every: z.literal("cron"), expression: z.string().max(80) }),
]);
const scheduleSchema = z.object({
  cadence,
  time: z.string(),
  zone: z.string(),
  oneZone: z.boolean(),
  windowHours: z.number(),
  workingDays: z.array(weekday).max(7),
  holidays: z.array(z.string()).max(MAX_HOLIDAYS),
  holidayCountry: z.string().exactOptional(),
  quietHours: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  anchor: z.string(),
}) satisfies z.ZodType<Schedule>;

/**
 * Reads an encoded schedule. Returns undefined when the text is cut off, comes from another version or describes a
 * schedule with faults.
 */
export function decodeSchedule(code: string): Schedule | undefined {
  const parts = Object.fromEntries(new URLSearchParams(code));
  const [from = "", to = ""] = parts.q?.split("-") ?? [];
  const days = parts.h?.match(/\d{8}/g) ?? [];
  const { data } = scheduleSchema.safeParse({
    cadence: { every: parts.c, weekday: Number(parts.d), nth: Number(parts.n), expression: parts.e },
    time: parts.t,
    zone: parts.z,
    oneZone: parts.o === "1",
    windowHours: Number(parts.w),
    workingDays: [...(parts.wd ?? "")].map(Number),
    holidays: days.map((day) => `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`),
    ...(parts.hc !== undefined && { holidayCountry: parts.hc }),
    ...(parts.q !== undefined && { quietHours: { from, to } }),
    anchor: parts.a,
  });
  return data && validateSchedule(data).length === 0 ? data : undefined;
}

/** True when the two schedules are equal in every part, the anchor included. */
export function sameSchedule(left: Schedule, right: Schedule): boolean {
  return encodeSchedule(left) === encodeSchedule(right);
}
