/** One sentence of the prompts as ICU MessageFormat: to words, or to runs with its tags as styles. */
import { IntlMessageFormat } from "intl-messageformat";
import type { Run } from "./text.ts";
import type { PromptValues } from "./voice.ts";

export interface Sentence {
  /** Throws when a value is missing or the tag is none of `<b>`, `<i>`, `<code>`. */
  toWords(values: PromptValues): string;
  /** The same as runs; of nested tags the inner one gives the style. */
  toRuns(values: PromptValues): readonly Run[];
}

const STYLES = { "b.style": "bold", "i.style": "italic", "code.style": "code" } as const;

/** Throws when the template is not ICU MessageFormat. */
export function buildSentence(template: string, languageTag: string): Sentence {
  const format = new IntlMessageFormat(withTagNames(template), languageTag);
  return {
    toWords: (values) => {
      const said = format.format<string>({ ...values, ...PLAIN_TAGS });
      return Array.isArray(said) ? said.join("") : said;
    },
    toRuns: (values) => {
      const said = format.format<Run>({ ...values, ...STYLED_TAGS });
      return (Array.isArray(said) ? said : [said]).map(toRun).filter((run) => run.text !== "");
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
