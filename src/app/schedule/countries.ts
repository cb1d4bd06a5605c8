/** Reads countries as people write them: by name in any language that the bot speaks, or by their two letters. */
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { Vocabulary } from "../../message/voice/vocabulary.ts";
import { countSlips } from "../spelling.ts";

/** The share of wrong letters, 0..1, up to which a word counts as a typo of another. */
const MAX_SLIP = 0.4;
const LETTERS = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const CODES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
const ENGLISH_NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

type Country = { readonly code: string; readonly name: string };
/** Built once a language: it takes long enough to be felt in every form that names a country. */
const known = new Map<Locale, readonly Country[]>();

/** Returns the ISO 3166 code of the country; undefined when the text names none. */
export function readCountry(text: string, otherNames: Vocabulary["countries"]): string | undefined {
  const wanted = fold(text);
  const code = wanted.toUpperCase();
  if (CODES.includes(code)) return toCurrent(code);
  return otherNames.get(wanted) ?? LOCALES.flatMap(listCountries).find(({ name }) => fold(name) === wanted)?.code;
}

/** Returns the name, in the reader's language, of the country that was probably meant; undefined when none is close. */
export function findNearestCountry(text: string, locale: Locale): string | undefined {
  const wanted = fold(text);
  const [nearest] = listCountries(locale)
    .map(({ name }) => ({ name, slip: countSlips(fold(name), wanted) / Math.max(name.length, wanted.length) }))
    .sort((left, right) => left.slip - right.slip);
  return nearest && nearest.slip <= MAX_SLIP ? nearest.name : undefined;
}

function listCountries(locale: Locale): readonly Country[] {
  const list = known.get(locale) ?? buildCountries(locale);
  known.set(locale, list);
  return list;
}

/** By their long and their short name; a code that another took the place of is left out. */
function buildCountries(locale: Locale): readonly Country[] {
  return (["long", "short"] as const).flatMap((style) => {
    const names = new Intl.DisplayNames(locale, { type: "region", style, fallback: "none" });
    return CODES.filter((code) => toCurrent(code) === code).flatMap((code) => {
      const name = names.of(code);
      return name === undefined ? [] : [{ code, name }];
    });
  });
}

/** UK is GB; undefined for two letters that were never given to a country. */
function toCurrent(code: string): string | undefined {
  const { region } = new Intl.Locale(`und-${code}`);
  const name = region && ENGLISH_NAMES.of(region);
  return name === undefined ? undefined : region;
}

function fold(name: string): string {
  return name.trim().normalize("NFKC").toLowerCase();
}
