/** The bot's time as people read it, each in their own zone. */
import { locale } from "./words.js";

let aheadMs = 0;

/** The bot's clock runs with this one, ahead by what was moved forward. */
export function setNow(now) {
  aheadMs = now - Date.now();
}

export const now = () => Date.now() + aheadMs;

export function clockTime(at, zone) {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayAndDate(at, zone) {
  return format(at, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

export function shortDay(at, zone) {
  return format(at, zone, { weekday: "short", day: "numeric", month: "short" });
}

export function dayAndTime(at, zone) {
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
export function city(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}

function format(at, zone, options) {
  return new Intl.DateTimeFormat(locale() === "zh-CN" ? "zh-CN" : "en-GB", { ...options, timeZone: zone }).format(at);
}
