/**
 * The words that people type besides the commands' own, from `prompts/<locale>/typed/words.yaml` of every language: who writes
 * Chinese to a bot that speaks English is understood, too. Everything is folded: full width, capitals and outer blanks are gone.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SpeedboatError } from "../../core/errors.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { PlainUnit, UnitWords } from "../../core/value/kpi.ts";

const words = z.array(z.string());
const counts = z.record(z.string(), z.number().int());
const fileSchema = z.strictObject({
  commands: z.record(z.string(), words),
  whole: words,
  languages: z.strictObject({ en: words, "zh-CN": words }),
  countries: z.record(z.string(), words),
  places: z.record(z.string(), words),
  columns: z.record(z.string(), words),
  readings: z.record(z.string(), words),
  numbers: z.strictObject({
    units: z.strictObject({ percent: words, hours: words, days: words, count: words }),
    currencies: z.record(z.string().regex(/^[A-Z]{3}$/), words),
    zeros: z.record(z.string().regex(/^\d$/), words),
  }),
  dates: z.strictObject({
    until: words,
    from: words,
    to: words,
    off: words,
    ahead: counts,
    numbers: counts,
    units: counts,
    measure: words,
    "next-week": words,
    "weekday-prefixes": words,
    weekdays: z.array(words).length(7),
    "shortest-name": z.number().int(),
    months: words,
    "days-of-year": words,
  }),
});

/** The words and numbers with which people write dates in one language. */
export type DateVocabulary = z.infer<typeof fileSchema>["dates"];

/** The words that people type instead of the bot's own, in all languages at once. Every key is folded by `foldWord`. */
export type Vocabulary = {
  /** The command that each of these words stands for. */
  readonly commands: ReadonlyMap<string, string>;
  /** Other names of the whole level. */
  readonly whole: readonly string[];
  readonly languages: ReadonlyMap<string, Locale>;
  /** ISO 3166 codes by names that no standard lists. */
  readonly countries: ReadonlyMap<string, string>;
  /** Time zones by places that the list of zones does not name. */
  readonly places: ReadonlyMap<string, string>;
  /** The columns of a table of teams by what else they are called. */
  readonly columns: ReadonlyMap<string, string>;
  /** The columns of a table of readings by what else they are called. */
  readonly readings: ReadonlyMap<string, string>;
  /** What people write beside a number. */
  readonly numbers: UnitWords;
  /** One for each language that the bot speaks. */
  readonly dates: readonly DateVocabulary[];
};

/** Reads the words of every language. Rejects with `prompt-invalid` where a file is missing or does not fit. */
export async function loadVocabulary(promptsDirectory: string): Promise<Vocabulary> {
  const files = await Promise.all(LOCALES.map((locale) => readWords(promptsDirectory, locale)));
  return {
    commands: invert(files.map(({ commands }) => commands)),
    whole: files.flatMap(({ whole }) => whole.map(foldWord)),
    languages: new Map(
      LOCALES.flatMap((locale) =>
        files.flatMap(({ languages }) => languages[locale].map((name) => [foldWord(name), locale] as const)),
      ),
    ),
    countries: invert(files.map(({ countries }) => countries)),
    places: invert(files.map(({ places }) => places)),
    columns: invert(files.map(({ columns }) => columns)),
    readings: invert(files.map(({ readings }) => readings)),
    numbers: {
      units: joinUnits(files.map(({ numbers }) => numbers.units)),
      currencies: joinWords(files.map(({ numbers }) => numbers.currencies)),
      zeros: joinWords(files.map(({ numbers }) => numbers.zeros)),
    },
    dates: files.map(({ dates }) => dates),
  };
}

/** Returns a word in the form in which it is looked up: half width, lower case, without blanks around it. */
export function foldWord(word: string): string {
  return word.normalize("NFKC").trim().toLowerCase();
}

async function readWords(directory: string, locale: Locale): Promise<z.infer<typeof fileSchema>> {
  try {
    return fileSchema.parse(parse(await readFile(join(directory, locale, "typed", "words.yaml"), "utf8")));
  } catch (cause) {
    throw new SpeedboatError("prompt-invalid", { file: `${locale}/typed/words.yaml` }, { cause });
  }
}

function joinUnits(files: readonly UnitWords["units"][]): UnitWords["units"] {
  const all = (unit: PlainUnit) => files.flatMap((file) => file[unit]);
  return { percent: all("percent"), hours: all("hours"), days: all("days"), count: all("count") };
}

/** The words of all languages under each key. */
function joinWords(files: readonly Readonly<Record<string, readonly string[]>>[]): Readonly<Record<string, readonly string[]>> {
  const keys = new Set(files.flatMap((file) => Object.keys(file)));
  return Object.fromEntries([...keys].map((key) => [key, files.flatMap((file) => file[key] ?? [])]));
}

function invert(files: readonly Readonly<Record<string, readonly string[]>>[]): ReadonlyMap<string, string> {
  return new Map(
    files.flatMap((file) =>
      Object.entries(file).flatMap(([meant, names]) => names.map((name) => [foldWord(name), meant] as const)),
    ),
  );
}
