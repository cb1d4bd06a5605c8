/** What clocks on walls show, by the platform's own calendar (Intl) and by nothing of the bot's: the checker's second opinion. */

export type Wall = { readonly date: string; readonly time: string };

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const instants = new Map<string, number>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

/** What the clock shows, as if it showed UTC. */
function showing(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

export function wallAt(at: number, zone: string): Wall {
  const text = new Date(showing(at, zone)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

function offsetAt(at: number, zone: string): number {
  return showing(at, zone) - Math.floor(at / 1_000) * 1_000;
}

/**
 * When a clock in the zone shows this date and time: the first of two, and where the clock jumps over it the first instant
 * after the jump.
 */
export function instantOf({ date, time }: Wall, zone: string): number {
  const key = `${zone} ${date} ${time}`;
  const known = instants.get(key);
  if (known !== undefined) return known;
  const shown = Date.parse(`${date}T${time}:00Z`);
  const before = offsetAt(shown - DAY_MS, zone);
  const after = offsetAt(shown + DAY_MS, zone);
  const fitting = [shown - before, shown - after].filter((at) => showing(at, zone) === shown);
  const at = fitting.length > 0 ? Math.min(...fitting) : findJump(shown - DAY_MS, shown + DAY_MS, zone);
  instants.set(key, at);
  return at;
}

/** The first instant of the offset that holds at `to`. */
function findJump(from: number, to: number, zone: string): number {
  const old = offsetAt(from, zone);
  let [before, after] = [from, to];
  while (after - before > 1_000) {
    const middle = Math.floor((before + after) / 2_000) * 1_000;
    if (offsetAt(middle, zone) === old) before = middle;
    else after = middle;
  }
  return after;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** ISO: 1 Monday … 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function dayOfMonth(date: string): number {
  return Number(date.slice(8, 10));
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
