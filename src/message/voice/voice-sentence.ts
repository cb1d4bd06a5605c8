/** One sentence of the prompts, written in ICU MessageFormat, as plain words or as styled runs. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Run } from "../text.ts";
import { closeUp, markEdges, type SentenceValues } from "./han-spacing.ts";

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
