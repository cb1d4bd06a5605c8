/**
 * People in words that are stored: a mark with the person's id stands where the name belongs, and the name is put in when
 * the words are shown. So a name is in one place alone, and gone everywhere once it is gone there.
 */
import type { Locale } from "../core/locale.ts";
import { closeUpAround } from "./text.ts";

/** Noncharacters of Unicode, which `withoutMarks` takes out of whatever comes from outside. */
const OPEN = "\u{FDD2}";
const CLOSE = "\u{FDD3}";
const MARK = new RegExp(`${OPEN}([^${OPEN}${CLOSE}]*)${CLOSE}`, "gu");
const NONCHARACTERS = /[\u{FDD0}-\u{FDEF}]/gu;

/** Returns the words that stand for the person's name until `putInNames`. */
export function markName({ id }: { readonly id: string }): string {
  return `${OPEN}${id}${CLOSE}`;
}

/** Returns the person with the mark in the place of the name, for screens. */
export function withMarkedName<P extends { readonly id: string; readonly name: string }>(person: P): P {
  return { ...person, name: markName(person) };
}

/** Lists the ids of the people whose names belong into the data, each once. */
export function listMarkedPeople(data: unknown): readonly string[] {
  const found = new Set<string>();
  visit(data, (text) => {
    if (text.includes(OPEN)) for (const [, id = ""] of text.matchAll(MARK)) found.add(id);
  });
  return [...found];
}

/**
 * Returns the data with a name in the place of each mark, in every text that it holds. In Chinese no space stays between a
 * Chinese name and what stands beside it.
 */
export function putInNames<T>(data: T, nameOf: (personId: string) => string, locale: Locale): T {
  const put = (texts: readonly string[]): readonly string[] => {
    if (!texts.some((text) => text.includes(OPEN))) return texts;
    const named = (text: string, name: (id: string) => string) =>
      text.replace(MARK, (_, id: string) => name(nameOf(id).replace(NONCHARACTERS, "")));
    if (locale !== "zh-CN") return texts.map((text) => named(text, (name) => name));
    return closeUpAround((mark) => texts.map((text) => named(text, mark)));
  };
  return rewrite(data, put) as T;
}

/** Returns the data without any character that a mark is made of: what comes from outside names nobody. */
export function withoutMarks<T>(data: T): T {
  let found = false;
  visit(data, (text) => {
    found ||= NONCHARACTERS.test(text);
    NONCHARACTERS.lastIndex = 0;
  });
  return found ? (strip(data) as T) : data;
}

function visit(data: unknown, look: (text: string) => void): void {
  if (typeof data === "string") look(data);
  else if (Array.isArray(data)) for (const part of data) visit(part, look);
  else if (data !== null && typeof data === "object") for (const part of Object.values(data)) visit(part, look);
}

type Put = (texts: readonly string[]) => readonly string[];

function rewrite(data: unknown, put: Put): unknown {
  if (typeof data === "string") return put([data])[0];
  if (isRuns(data)) return rewriteRuns(data, put);
  if (Array.isArray(data)) return data.map((part) => rewrite(part, put));
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, part]) => [key, rewrite(part, put)]));
}

type AnyRun = Readonly<Record<string, unknown>> & { readonly text: string };

/** The runs of one text are one sentence: a name at the edge of one touches what the next begins with. */
function isRuns(parts: unknown): parts is readonly AnyRun[] {
  if (!Array.isArray(parts)) return false;
  const isRun = (part: unknown) =>
    part !== null &&
    typeof part === "object" &&
    "text" in part &&
    typeof part.text === "string" &&
    !("kind" in part) &&
    !("label" in part);
  return parts.length > 0 && parts.every(isRun);
}

function rewriteRuns(runs: readonly AnyRun[], put: Put): unknown {
  const texts = put(runs.map(({ text }) => text));
  return runs.map((run, index) => ({ ...run, text: texts[index] ?? run.text }));
}

function strip(data: unknown): unknown {
  if (typeof data === "string") return data.replace(NONCHARACTERS, "");
  if (Array.isArray(data)) return data.map(strip);
  if (data === null || typeof data !== "object") return data;
  return Object.fromEntries(Object.entries(data).map(([key, part]) => [key, strip(part)]));
}
