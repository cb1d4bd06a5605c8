/** How one language writes shares, changes, dates and lists. Rounding is for display alone. */
import type { Locale } from "../../core/locale.ts";
import type { Instant, LocalDate, Zone } from "../../core/time.ts";
import type { Unit } from "../../core/value/kpi.ts";
import type { Voice } from "./voice.ts";

/**
 * The BCP 47 tags for writing numbers and dates. English follows British usage, with the month as a word and a
 * 24-hour clock, so that no date can be read two ways.
 */
export const LANGUAGE_TAGS = { en: "en-GB", "zh-CN": "zh-CN" } as const satisfies Record<Locale, string>;

type Numbers = Pick<Voice, "percent" | "points" | "amount" | "date" | "dateTime" | "offset" | "localDate" | "list" | "series">;

/** Returns how this language writes shares, changes, dates and lists. Rounding is for display alone. */
export function buildNumbers(locale: Locale): Numbers {
  const tag = LANGUAGE_TAGS[locale];
  const percentFormat = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
  const days = cached((zone) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: zone }));
  const moments = cached((zone) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone: zone }));
  const amounts = cached((unit) => new Intl.NumberFormat(tag, formatOf(unit)));
  const brackets = locale === "zh-CN" ? ["（", "）"] : [" (", ")"];
  return {
    percent: (share) => (share === undefined ? "–" : percentFormat.format(toWholePercent(share) / 100)),
    points: toPoints,
    amount: (value, unit) => amounts(unit).format(unit === "percent" ? value / 100 : value),
    date: (at: Instant, zone: Zone) => days(zone).format(at),
    dateTime: (at: Instant, zone: Zone) => `${moments(zone).format(at)}${brackets[0]}${toOffset(at, zone)}${brackets[1]}`,
    offset: toOffset,
    localDate: (date: LocalDate) => days("UTC").format(Date.parse(`${date}T12:00:00Z`)),
    list: buildList(locale, tag, "long"),
    series: buildList(locale, tag, "narrow"),
  };
}

const zonesWithOffset = cached((zone) => new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }));

/** Written with a true minus, like every other negative number. */
function toOffset(at: Instant, zone: Zone): string {
  const name = zonesWithOffset(zone)
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value;
  return (name ?? "").replace(/^GMT(\+0)?(?!\d)/, "UTC").replace("-", "−");
}

/**
 * Returns a share as a whole percentage, rounded half up. Only a share of at least 1 gives 100, and only one of 0 or
 * less gives 0.
 */
export function toWholePercent(share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return Math.round(share * 100);
  return Math.min(99, Math.max(1, roundHalfUp(share * 100)));
}

function toPoints(difference: number): string {
  const size = roundHalfUp(Math.abs(difference) * 100);
  if (size === 0) return "±0";
  return difference > 0 ? `+${size}` : `−${size}`;
}

/** Writes a value of this unit; whole money has no cents. */
function formatOf(unit: Unit): Intl.NumberFormatOptions {
  if (unit === "percent") return { style: "percent", maximumFractionDigits: 4 };
  if (unit === "count") return { maximumFractionDigits: 4 };
  if (unit === "hours" || unit === "days") {
    return { style: "unit", unit: unit === "hours" ? "hour" : "day", unitDisplay: "long", maximumFractionDigits: 4 };
  }
  return { style: "currency", currency: unit, trailingZeroDisplay: "stripIfInteger" };
}

/** A share such as 0.145 has no exact double: a hair below the half still counts as the half. */
function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5 + 1e-9);
}

/** Chinese lists names with the enumeration comma alone; the "和" of Intl would stick to Latin names. */
function buildList(locale: Locale, tag: string, style: "long" | "narrow"): Voice["list"] {
  if (locale === "zh-CN") return (items) => items.join("、");
  const format = new Intl.ListFormat(tag, { type: "conjunction", style });
  return (items) => format.format(items);
}

function cached<T>(create: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const found = kept.get(key) ?? create(key);
    kept.set(key, found);
    return found;
  };
}
