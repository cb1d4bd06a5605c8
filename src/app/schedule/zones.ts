/** Reads time zones as people write them, and finds the nearest one to a typo. */
import { parseZone } from "../../core/schedule/local-time.ts";
import type { Zone } from "../../core/time.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import { countSlips } from "../spelling.ts";

/** The share of wrong letters, 0..1, up to which a word counts as a typo of another. */
const MAX_SLIP = 0.4;
/**
 * Returns the zone that the text names: a place, or UTC. Short names such as CST, which have two meanings, and bare
 * offsets are not accepted; the result is undefined then.
 */
export function readZone(text: string): Zone | undefined {
  const zone = parseZone(text.trim().replaceAll(" ", "_"));
  return zone && (zone.includes("/") || zone === "UTC") ? zone : undefined;
}

/**
 * Returns the zone that was probably meant: a city without its region, or a name with a few wrong letters. Returns
 * undefined when none is close.
 */
export function findNearestZone(text: string, places: Vocabulary["places"]): Zone | undefined {
  const wanted = text.trim().toLowerCase().replaceAll("_", " ");
  const known = places.get(wanted);
  if (known !== undefined || wanted === "") return known;
  const ranked = Intl.supportedValuesOf("timeZone")
    .map((zone) => ({ zone, slip: measureSlip(zone.toLowerCase().replaceAll("_", " "), wanted) }))
    .sort((left, right) => left.slip - right.slip);
  const [nearest] = ranked;
  return nearest && nearest.slip <= MAX_SLIP ? nearest.zone : undefined;
}

/** Against the whole name, and against the city where only a city was written. */
function measureSlip(zone: string, wanted: string): number {
  const city = zone.slice(zone.lastIndexOf("/") + 1);
  const names = wanted.includes("/") ? [zone] : [zone, city];
  return Math.min(...names.map((name) => countSlips(name, wanted) / Math.max(name.length, wanted.length)));
}
