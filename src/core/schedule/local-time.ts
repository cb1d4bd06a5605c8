/**
 * Converts between instants and what a clock in a zone shows, with the rules of reliability.md for clock changes. Zones are
 * IANA names. The same few instants are asked for again and again, so results are cached.
 */
import { Temporal } from "temporal-polyfill";
import type { Instant, LocalDate, LocalTime, Zone } from "../time.ts";

/** A local date and hour without a zone, such as `2026-11-23T09:00`. */
export type Slot = string;
type Local = { readonly date: LocalDate; readonly time: LocalTime };

/** Enough for the coming slots of some thousand teams. */
const MAX_REMEMBERED = 20_000;

/**
 * Returns the instant at which a clock in the zone shows the slot. For an hour that clocks skip it is the first valid
 * instant after it; for one that comes twice it is the first. Throws a `RangeError` for a slot or zone that does not
 * exist.
 */
export const resolveSlot = remember(MAX_REMEMBERED, (slot: Slot, zone: Zone): Instant => {
  const local = Temporal.PlainDateTime.from(slot);
  const first = local.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (first.toPlainDateTime().equals(local)) return first.epochMilliseconds;
  const gapEnd = first.getTimeZoneTransition("next");
  return (gapEnd ?? local.toZonedDateTime(zone, { disambiguation: "later" })).epochMilliseconds;
});

/** Returns the second instant of an hour that comes twice; otherwise the same as `resolveSlot`. */
export function resolveSlotLast(slot: Slot, zone: Zone): Instant {
  const local = Temporal.PlainDateTime.from(slot);
  const last = local.toZonedDateTime(zone, { disambiguation: "later" });
  return last.toPlainDateTime().equals(local) ? last.epochMilliseconds : resolveSlot(slot, zone);
}

/** Returns the date and hour that a clock in the zone shows, down to the minute. */
export const toLocal = remember(MAX_REMEMBERED, (at: Instant, zone: Zone): Local => {
  const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).toPlainDateTime().toString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
});

/** Joins a local date and hour into a slot. */
export function slotOf(date: LocalDate, time: LocalTime): Slot {
  return `${date}T${time}`;
}

/** Returns the local date of a slot. */
export function dateOfSlot(slot: Slot): LocalDate {
  return slot.slice(0, 10);
}

/** Returns the zone as IANA spells it. Returns undefined for anything else, including bare offsets such as `+08:00`. */
export function parseZone(text: string): Zone | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
  } catch {
    return undefined;
  }
}

/** Tells whether the text is an hour from `00:00` to `23:59`, with two digits each. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/**
 * Returns a function that caches the results of `compute` by key and zone. It forgets everything once it holds `most`
 * results, and caches neither undefined nor a call that throws.
 */
export function remember<K extends string | number, R>(
  most: number,
  compute: (key: K, zone: string) => R,
): (key: K, zone: string) => R {
  const zones = new Map<string, Map<K, R>>();
  let size = 0;
  return (key, zone) => {
    const kept = zones.get(zone)?.get(key);
    if (kept !== undefined) return kept;
    const result = compute(key, zone);
    if (size >= most) {
      zones.clear();
      size = 0;
    }
    const ofZone = zones.get(zone) ?? new Map<K, R>();
    zones.set(zone, ofZone.set(key, result));
    size += 1;
    return result;
  };
}

/** Returns the person's own zone, otherwise their team's, otherwise UTC. A zone that this machine does not know is ignored. */
export function zoneOf(
  person: { readonly zone?: Zone } | undefined,
  team?: { readonly schedule: { readonly zone: Zone } },
): Zone {
  return parseZone(person?.zone ?? "") ?? team?.schedule.zone ?? "UTC";
}

/** Returns the date in the zone at that instant. */
export function todayIn(zone: Zone, now: Instant): LocalDate {
  return toLocal(now, zone).date;
}

/** Returns the first instant of the date in the zone. */
export function startOfDate(date: LocalDate, zone: Zone): Instant {
  return resolveSlot(slotOf(date, "00:00"), zone);
}
