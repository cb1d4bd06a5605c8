/** Formats the bot's time as people read it, each in their own time zone. */
import { locale } from "./own-words.ts";

let aheadMs = 0;

/** Sets the bot's clock, in milliseconds since 1970 UTC. From then on it runs with this machine's. */
export function setNow(now: number): void {
  aheadMs = now - Date.now();
}

/** Returns the bot's time in milliseconds since 1970 UTC. */
export const now = (): number => Date.now() + aheadMs;

/** Returns the time of day in the zone, as in 09:30. */
export function clockTime(at: number, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/** Returns the weekday and the date in the zone, in the page's language. */
export function dayAndDate(at: number, zone: string): string {
  return format(at, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** Returns the abbreviated weekday, day and month in the zone. */
export function shortDay(at: number, zone: string): string {
  return format(at, zone, { weekday: "short", day: "numeric", month: "short" });
}

/** Returns the abbreviated weekday, the date and the time in the zone. */
export function dayAndTime(at: number, zone: string): string {
  return format(at, zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** Returns the city of a zone: `Europe/Berlin` becomes `Berlin`. */
export function city(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale() === "zh-CN" ? "zh-CN" : "en-GB", { ...options, timeZone: zone }).format(at);
}
