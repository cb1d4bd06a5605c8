/** One sentence of the prompts, written in ICU MessageFormat, as plain words or as styled runs. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Run } from "../text.ts";

/** One compiled sentence, which can be said with values. */
export interface Sentence {
  /** Throws when a value is missing or the tag is none of `<b>`, `<i>`, `<code>`. */
  toWords(values: SentenceValues): string;
  /** The same as runs; of nested tags the inner one gives the style. */
  toRuns(values: SentenceValues): readonly Run[];
}

const STYLES = { "b.style": "bold", "i.style": "italic", "code.style": "code" } as const;

/**
 * Compiles a template for a BCP 47 tag. Throws when it is not ICU MessageFormat. In Chinese, needless spaces around
 * values are removed.
 */
export function buildSentence(template: string, languageTag: string): Sentence {
  const format = new IntlMessageFormat(withTagNames(template), languageTag);
  const mark = languageTag.startsWith("zh") ? markEdges : (values: SentenceValues) => values;
  return {
    toWords: (values) => {
      const said = format.format<string>({ ...mark(values), ...PLAIN_TAGS });
      return closeUp([Array.isArray(said) ? said.join("") : said]).join("");
    },
    toRuns: (values) => {
      const said = format.format<Run>({ ...mark(values), ...STYLED_TAGS });
      const runs = (Array.isArray(said) ? said : [said]).map(toRun);
      const texts = closeUp(runs.map(({ text }) => text));
      return runs.map((run, index) => ({ ...run, text: texts[index] ?? run.text })).filter((run) => run.text !== "");
    },
  };
}

/** Tags and values share their names in ICU, and `{code}` is a value of many sentences: our tags get names of their own. */
function withTagNames(template: string): string {
  return template.replaceAll(/<(\/?)(b|i|code)>/g, "<$1$2.style>");
}

function toRun(part: string | Run): Run {
  return typeof part === "string" ? { text: part } : part;
}

const PLAIN_TAGS = Object.fromEntries(Object.keys(STYLES).map((tag) => [tag, (parts: string[]) => parts.join("")]));

const STYLED_TAGS = Object.fromEntries(
  Object.entries(STYLES).map(([tag, style]) => [
    tag,
    (parts: (string | Run)[]) => parts.map((part): Run => (typeof part === "string" ? { text: part, style } : part)),
  ]),
);

/** The values of a sentence by name. `Voice` knows which of them a sentence takes. */
export type SentenceValues = Readonly<Record<string, string | number>>;

/** Noncharacters of Unicode, which no text contains. */
const OPEN = "\u{FDD0}";
const CLOSE = "\u{FDD1}";
const HAN = "[\\p{Script=Han}\\u3000-\\u303f\\uff01-\\uff60]";
const TOUCHES = new RegExp(`^${HAN}|${HAN}$`, "u");
const NEEDLESS = new RegExp(`(?<=${HAN}) (?=${OPEN}${HAN})|(?<=${HAN}${CLOSE}) (?=${OPEN}?${HAN})`, "gu");
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, "gu");

/**
 * Returns the values with marks at those that begin or end with a Chinese character, so that `closeUp` can find them
 * in the finished sentence.
 */
function markEdges(values: SentenceValues): SentenceValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && TOUCHES.test(value) ? `${OPEN}${value}${CLOSE}` : value,
    ]),
  );
}

/** Returns the pieces of one sentence without the marks, and without the spaces that ended up between Chinese and Chinese. */
function closeUp(pieces: readonly string[]): readonly string[] {
  const whole = pieces.join("");
  if (!whole.includes(OPEN)) return pieces;
  const needless = new Set([...whole.matchAll(NEEDLESS)].map(({ index }) => index));
  let at = 0;
  return pieces.map((piece) => {
    const start = at;
    at += piece.length;
    return [...Array(piece.length).keys()]
      .filter((index) => !needless.has(start + index))
      .map((index) => piece.charAt(index))
      .join("")
      .replace(MARKS, "");
  });
}
