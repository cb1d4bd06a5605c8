/** The prompts of both languages hold together: with each other, with the code that says them, and with their own typography. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { FEATURES } from "../../../src/bot/bot.ts";
import { LOCALES, type Locale } from "../../../src/core/locale.ts";
import { loadPrompts, type Prompts } from "../../../src/message/voice/prompts.ts";
import { buildSentence } from "../../../src/message/voice/voices.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Slips of the model's Chinese edition, and a form of address that we do not use. */
const BANNED = {
  en: [],
  "zh-CN": ["中小企业", "撬动", "首先实施", "按容量付费", "生产推广", "应用程序调用链", "典型指标", "操作能力", "容器健康", "您"],
} as const satisfies Record<Locale, readonly string[]>;

const prompts: Readonly<Record<Locale, Prompts>> = {
  en: await loadPrompts(join(ROOT, "prompts"), "en"),
  "zh-CN": await loadPrompts(join(ROOT, "prompts"), "zh-CN"),
};
const code = readCode(join(ROOT, "src"));

describe("both languages", () => {
  test("have the same ids", () => {
    expect([...prompts["zh-CN"].ids()].sort()).toEqual([...prompts.en.ids()].sort());
    expect(prompts.en.ids().length).toBeGreaterThan(0);
  });

  test("have every id once", () => {
    for (const locale of LOCALES) expect(listRepeated(prompts[locale].ids())).toEqual([]);
  });

  test("compile, with none but our tags", () => {
    for (const locale of LOCALES) {
      const broken = prompts[locale].ids().filter((id) => throws(() => buildSentence(templateOf(locale, id), locale)));
      const foreign = prompts[locale]
        .ids()
        .filter((id) => shapeOf(locale, id).tags.some((tag) => !["b", "cmd", "code", "i"].includes(tag)));
      expect({ broken, foreign }).toEqual({ broken: [], foreign: [] });
    }
  });

  test("take the same values and tags in each sentence", () => {
    const both = prompts.en.ids().filter((id) => prompts["zh-CN"].find(id) !== undefined);
    const differing = both.filter((id) => JSON.stringify(shapeOf("en", id)) !== JSON.stringify(shapeOf("zh-CN", id)));
    expect(differing).toEqual([]);
  });

  test("mark a command as one, so that each platform shows it as it is typed there", () => {
    const words = FEATURES.flatMap(({ commands }) => commands.map(({ word }) => word as string));
    const isCommand = (text: string) => words.some((word) => text === word || text.startsWith(`${word} `));
    for (const locale of LOCALES) {
      const tagged = (tag: string) =>
        prompts[locale].ids().flatMap((id) => [...templateOf(locale, id).matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))]);
      expect(tagged("cmd").filter(([, text = ""]) => !isCommand(text))).toEqual([]);
      expect(tagged("cmd").length).toBeGreaterThan(20);
      expect(tagged("code").filter(([, text = ""]) => isCommand(text))).toEqual([]);
    }
  });

  test("are said without exclamation marks, banned terms and double spaces", () => {
    for (const locale of LOCALES) {
      const faulty = prompts[locale].ids().filter((id) => {
        const text = plainTextOf(locale, id, { withCode: false });
        return /[!！]| {2}/.test(text) || BANNED[locale].some((term) => text.includes(term));
      });
      expect(faulty).toEqual([]);
    }
  });
});

describe("the code", () => {
  test("says everything that stands in the prompts", () => {
    const literals = new Set([...code.matchAll(/["'`]([a-z][\w. -]*)["'`]/g)].map((match) => match[1]));
    const files = new Set(prompts.en.ids().map((id) => id.slice(0, id.indexOf("."))));
    const patterns = listPatterns(/`([a-z-]+\.[^`]*\$\{[^`]*)`/g).filter((pattern) => files.has(fileOf(pattern)));
    const suffixes = [...code.matchAll(/`\$\{[^`}]*\}([.-][a-z.-]+)`/g)].map((match) => match[1] ?? "");
    const isSaid = (id: string): boolean =>
      literals.has(id) ||
      patterns.some((pattern) => pattern.test(id)) ||
      suffixes.some((suffix) => id.endsWith(suffix) && isSaid(id.slice(0, -suffix.length)));
    const unused = prompts.en.ids().filter((id) => !isSaid(id));
    expect(unused).toEqual([]);
  });
});

describe("the Chinese prompts", () => {
  const ids = prompts["zh-CN"].ids();
  const text = (id: string) => plainTextOf("zh-CN", id, { withCode: true });

  test("use full-width punctuation beside Chinese characters", () => {
    expect(ids.filter((id) => /\p{Script=Han}[,;:?!()]|[,;:?!()]\p{Script=Han}|\p{Script=Han}\.(?!\w)/u.test(text(id)))).toEqual(
      [],
    );
  });

  test("put a space between Chinese characters and Latin letters or digits", () => {
    expect(ids.filter((id) => /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text(id)))).toEqual([]);
  });

  test("put no space between two Chinese characters or beside full-width punctuation", () => {
    expect(ids.filter((id) => /\p{Script=Han} +\p{Script=Han}| [，。；：？、）」]|[，。；：？、（「] /u.test(text(id)))).toEqual(
      [],
    );
  });

  test("have no English sentence left", () => {
    const left = ids.filter((id) => {
      const words = plainTextOf("zh-CN", id, { withCode: false }).replaceAll(/https?:\/\/\S+/g, "");
      const sentence = /(?:[A-Za-z']+,? ){3,}[A-Za-z']+/.test(words);
      return sentence || (!/\p{Script=Han}/u.test(words) && /(?:^|\s)[a-z]{3,}/.test(words));
    });
    expect(left).toEqual([]);
  });
});

type Node = {
  readonly type: number;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
};
/** As the parser numbers them. */
const LITERAL = 0;
const POUND = 7;
const TAG = 8;

function templateOf(locale: Locale, id: string): string {
  return prompts[locale].find(id) ?? "";
}

function nodesOf(locale: Locale, id: string): readonly Node[] {
  return new IntlMessageFormat(templateOf(locale, id), locale).getAst();
}

/** Names of values and tags, each once, sorted. */
function shapeOf(locale: Locale, id: string): { readonly values: readonly string[]; readonly tags: readonly string[] } {
  const nodes = nodesOf(locale, id).flatMap(withDescendants);
  const names = (wanted: (node: Node) => boolean) => [...new Set(nodes.filter(wanted).map((node) => node.value ?? ""))].sort();
  return {
    values: names((node) => node.type !== LITERAL && node.type !== POUND && node.type !== TAG),
    tags: names((node) => node.type === TAG),
  };
}

function childrenOf(node: Node): readonly Node[] {
  return [...(node.children ?? []), ...Object.values(node.options ?? {}).flatMap((option) => option.value)];
}

function withDescendants(node: Node): readonly Node[] {
  return [node, ...childrenOf(node).flatMap(withDescendants)];
}

/** The sentence's own words; a value and a branch are cut out by a mark that touches nothing. */
function plainTextOf(locale: Locale, id: string, show: { readonly withCode: boolean }): string {
  const write = (node: Node): string => {
    if (node.type === LITERAL) return node.value ?? "";
    if (node.type === TAG)
      return (node.value === "code" || node.value === "cmd") && !show.withCode ? "◇" : (node.children ?? []).map(write).join("");
    const branches = Object.values(node.options ?? {}).map((option) => option.value.map(write).join(""));
    return `◇${branches.map((branch) => `${branch}◇`).join("")}`;
  };
  return nodesOf(locale, id).map(write).join("");
}

function listPatterns(template: RegExp): readonly RegExp[] {
  return [...code.matchAll(template)].map((match) => {
    const fixed = (match[1] ?? "").split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/).map((part) => part.replaceAll(".", "\\."));
    return new RegExp(`^${fixed.join(".+")}$`);
  });
}

function fileOf(pattern: RegExp): string {
  return pattern.source.slice(1, pattern.source.indexOf("\\"));
}

function readCode(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ts|js|html)$/.test(name) && basename(name) !== "prompt-table.ts")
    .map((name) => readFileSync(join(directory, name), "utf8"))
    .join("\n");
}

function listRepeated(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function throws(task: () => unknown): boolean {
  try {
    task();
    return false;
  } catch {
    return true;
  }
}
