/** The bot's time as people read it, each in their own zone. */
import { locale } from "./own-words.ts";

let aheadMs = 0;

/** The bot's clock runs with this one, ahead by what was moved forward. */
export function setNow(now: number): void {
  aheadMs = now - Date.now();
}

export const now = (): number => Date.now() + aheadMs;

export function clockTime(at: number, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayAndDate(at: number, zone: string): string {
  return format(at, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

export function shortDay(at: number, zone: string): string {
  return format(at, zone, { weekday: "short", day: "numeric", month: "short" });
}

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

/** `Europe/Berlin` as `Berlin`. */
export function city(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale() === "zh-CN" ? "zh-CN" : "en-GB", { ...options, timeZone: zone }).format(at);
}
