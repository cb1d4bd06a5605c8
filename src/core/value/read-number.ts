/** Reads a number as people type it into a chat: with separators of either kind, a unit, a currency, full-width digits. */
import { type Decimal, toDecimal } from "./decimal.ts";
import { isPlainUnit, type Unit, type UnitWords } from "./kpi.ts";

/**
 * What a typed text turned out to be. `two-ways`: the separator can be read as a decimal point or as one of thousands.
 * `other-unit`: it names another unit than the KPI's. `too-long`: more digits than the ledger keeps.
 */
export type TypedNumber =
  | { readonly kind: "number"; readonly value: Decimal }
  | { readonly kind: "two-ways"; readonly values: readonly [Decimal, Decimal] }
  | { readonly kind: "other-unit"; readonly word: string; readonly value: Decimal }
  | { readonly kind: "too-long" }
  | { readonly kind: "none" };

const SHAPE = /^([^\d.,+-]*)([+-]?)([^\d.,+-]*)(\d[\d.,' ]*|[.,]\d+)(.*)$/su;

/**
 * Reads a text that is a number, maybe with a unit before or after it: `6.5`, `6,5 days`, `€ 1,200.50`, `1 200`, `12%`,
 * `３天`. Anything else, such as a sentence with a number in it, is `none`.
 */
export function readTypedNumber(typed: string, unit: Unit, words: UnitWords): TypedNumber {
  const text = typed
    .normalize("NFKC")
    .replaceAll("−", "-")
    .replaceAll(/[’]/gu, "'")
    .replaceAll(/[\u00a0\u202f]/gu, " ")
    .trim();
  const match = SHAPE.exec(text);
  if (!match) return { kind: "none" };
  const [, first = "", sign = "", second = "", digits = "", last = ""] = match;
  const before = `${first}${second}`.trim();
  const after = last.trim();
  if (before !== "" && after !== "") return { kind: "none" };
  const { zeros, word } = readZeros(before || after, words);
  const named = word === "" ? unit : findUnit(word, words);
  if (named === undefined) return { kind: "none" };
  const values = readDigits(digits.trim()).map((read) => toDecimal(`${sign === "-" ? "-" : ""}${movePoint(read, zeros)}`));
  const [value, other] = values;
  if (values.length === 0) return { kind: "none" };
  if (value === undefined) return { kind: "too-long" };
  if (named !== unit) return { kind: "other-unit", word, value };
  return other === undefined ? { kind: "number", value } : { kind: "two-ways", values: [value, other] };
}

/** Splits a word such as `万元` or `k` into its zeros and the unit that follows. */
function readZeros(word: string, words: UnitWords): { readonly zeros: number; readonly word: string } {
  if (word === "" || findUnit(word, words) !== undefined) return { zeros: 0, word };
  const folded = word.toLowerCase();
  for (const [zeros, names] of Object.entries(words.zeros)) {
    const name = names.find((each) => folded.startsWith(each.toLowerCase()));
    if (name === undefined) continue;
    const rest = word.slice(name.length).trim();
    if (rest === "" || findUnit(rest, words) !== undefined) return { zeros: Number(zeros), word: rest };
  }
  return { zeros: 0, word };
}

function movePoint(decimal: string, zeros: number): string {
  const [whole = "", places = ""] = decimal.split(".");
  const moved = places.padEnd(zeros, "0");
  return `${whole}${moved.slice(0, zeros)}.${moved.slice(zeros)}`;
}

function findUnit(word: string, { units, currencies }: UnitWords): Unit | undefined {
  const folded = word.toLowerCase();
  const named = [...Object.entries(units), ...Object.entries(currencies)].find(
    ([unit, names]) =>
      names.some((name) => name.toLowerCase() === folded) || (!isPlainUnit(unit) && unit.toLowerCase() === folded),
  );
  return named?.[0];
}

/** Returns the ways in which the digits can be read, the likelier one first; none where the separators make no sense. */
function readDigits(digits: string): readonly string[] {
  const separators = [...new Set(digits.replaceAll(/\d/gu, ""))];
  const [one, two] = separators;
  if (one === undefined) return [digits];
  if (separators.length > 2) return [];
  if (two !== undefined) return readTwo(digits, one, two);
  const grouped = isGrouped(digits, one);
  const point = one === "." || one === "," ? readPoint(digits, one) : undefined;
  if (grouped && point !== undefined) return one === "," ? [join(digits, one), point] : [point, join(digits, one)];
  if (grouped) return [join(digits, one)];
  return point === undefined ? [] : [point];
}

/** The first of two separators groups thousands, and the second is the decimal point. */
function readTwo(digits: string, group: string, point: string): readonly string[] {
  const [whole = "", places = "", ...rest] = digits.split(point);
  if (rest.length > 0 || point === " " || point === "'" || !/^\d+$/u.test(places) || !isGrouped(whole, group)) return [];
  return [`${join(whole, group)}.${places}`];
}

function readPoint(digits: string, point: string): string | undefined {
  const [whole = "", places = "", ...rest] = digits.split(point);
  if (rest.length > 0) return undefined;
  if (places === "") return whole === "" ? undefined : whole;
  return `${whole === "" ? "0" : whole}.${places}`;
}

function isGrouped(digits: string, group: string): boolean {
  const [first = "", ...rest] = digits.split(group);
  return rest.length > 0 && /^[1-9]\d{0,2}$/u.test(first) && rest.every((part) => /^\d{3}$/u.test(part));
}

function join(digits: string, group: string): string {
  return digits.split(group).join("");
}
