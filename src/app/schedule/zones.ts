/** Reads time zones as people write them, and finds those that were probably meant by a place, a country, an offset or a typo. */
import { createRequire } from "node:module";
import { z } from "zod";
import { LOCALES } from "../../core/locale.ts";
import { parseZone } from "../../core/schedule/local-time.ts";
import type { Zone } from "../../core/time.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import { countSlips } from "../spelling.ts";

const require = createRequire(import.meta.url);

/** The share of wrong letters, 0..1, up to which a word counts as a typo of another. */
const MAX_SLIP = 0.25;
/** As many zones are suggested at most; a country with more of them is too large to guess in. */
const MOST_SUGGESTED = 3;

const placesSchema = z.array(
  z.object({
    name: z.string(),
    alternativeName: z.string(),
    group: z.array(z.string()),
    countryName: z.string(),
    countryCode: z.string(),
    mainCities: z.array(z.string()),
    rawOffsetInMinutes: z.number(),
  }),
);
type Place = z.infer<typeof placesSchema>[number];

/**
 * Returns the zone that the text names: a place, or UTC. Short names such as CST, which have two meanings, and bare
 * offsets are not accepted; the result is undefined then.
 */
export function readZone(text: string): Zone | undefined {
  const zone = parseZone(text.trim().replaceAll(" ", "_"));
  return zone && (zone.includes("/") || zone === "UTC") ? zone : undefined;
}

/**
 * Returns the zones that were probably meant, at most three and the likeliest first: by a city, a country in any language
 * of the bot, the zone's own name ("India Time"), an offset from UTC, or a few wrong letters in a place. The list
 * is empty when none is close: none is better than a far one.
 */
export function findNearestZones(text: string, places: Vocabulary["places"]): readonly Zone[] {
  const wanted = fold(text).replace(/\s*time$/, "");
  if (wanted === "") return [];
  const known = places.get(wanted);
  const offset = readOffset(wanted);
  if (known !== undefined) return [known];
  if (offset !== undefined)
    return pickFew(
      listPlaces().filter((place) => place.rawOffsetInMinutes === offset),
      places,
    );
  const named = listPlaces().filter((place) => namesOf(place).includes(wanted));
  if (named.length > 0) return few(named);
  const ofCountry = listPlaces().filter(({ countryCode }) => namesOfCountry(countryCode).includes(wanted));
  if (ofCountry.length > 0) return pickFew(ofCountry, places);
  const alsoCalled = listPlaces().filter((place) => fold(place.alternativeName.replace(/ Time$/, "")) === wanted);
  return alsoCalled.length > 0 ? pickFew(alsoCalled, places) : findTypo(wanted);
}

/** Where there are too many to list, those are taken that the bot knows by other names, which are the usual ones. */
function pickFew(found: readonly Place[], places: Vocabulary["places"]): readonly Zone[] {
  const usual = new Set(places.values());
  const first = found.filter(({ group, name }) => [name, ...group].some((zone) => usual.has(zone)));
  if (found.length > MOST_SUGGESTED) return few(first);
  return few([...first, ...found.filter((place) => !first.includes(place))]);
}

function few(found: readonly Place[]): readonly Zone[] {
  return found.slice(0, MOST_SUGGESTED).map(({ name }) => name);
}

/** The minutes of "utc+8", "gmt-3:30" or "+05:30"; undefined when the text is no offset. */
function readOffset(text: string): number | undefined {
  const [, sign, hours, minutes = "0"] = /^(?:utc|gmt)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const size = Number(hours) * 60 + Number(minutes);
  return sign === "+" ? size : -size;
}

function findTypo(wanted: string): readonly Zone[] {
  const ranked = listPlaces()
    .map(({ name, ...place }) => ({ name, slip: measureSlip(namesOf({ name, ...place }), wanted) }))
    .sort((left, right) => left.slip - right.slip);
  const [nearest] = ranked;
  return nearest && nearest.slip <= MAX_SLIP ? [nearest.name] : [];
}

function measureSlip(names: readonly string[], wanted: string): number {
  return Math.min(...names.map((name) => countSlips(name, wanted) / Math.max(name.length, wanted.length)));
}

/** The zone's names and its cities, folded. */
function namesOf({ name, group, mainCities }: Place): readonly string[] {
  const zones = [name, ...group].flatMap((zone) => [zone, zone.slice(zone.lastIndexOf("/") + 1)]);
  return [...zones, ...mainCities].map(fold);
}

const countryNames = new Map<string, readonly string[]>();

function namesOfCountry(code: string): readonly string[] {
  const known = countryNames.get(code);
  if (known) return known;
  const names = LOCALES.flatMap((locale) => new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? []).map(fold);
  countryNames.set(code, names);
  return names;
}

let loaded: readonly Place[] | undefined;

/** The list is read when somebody first writes a zone that is none. */
function listPlaces(): readonly Place[] {
  loaded ??= placesSchema.parse(require("@vvo/tzdb/raw-time-zones.json"));
  return loaded;
}

function fold(text: string): string {
  return text
    .trim()
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("_", " ")
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "");
}
