/**
 * The prompts of one language: `<file>.yaml` holds sentences by key, flat or nested, and their ids are `<file>.<key>`.
 * Texts are read at once; a file's YAML is parsed when its first sentence is asked for, so that a start stays quick.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { SpeedboatError } from "../../core/errors.ts";
import type { Locale } from "../../core/locale.ts";

/** The sentences of one language, found by id. */
export interface Prompts {
  readonly locale: Locale;
  /** The ICU template; undefined for an unknown id. Throws `prompt-invalid` when its file is not prompts. */
  find(id: string): string | undefined;
  /** Returns every id. It has to parse every file. */
  ids(): readonly string[];
  /** Returns the ids of `<file>.yaml` alone, without parsing another file; none where there is no such file. */
  idsOf(file: string): readonly string[];
}

type Tree = { readonly [key: string]: string | Tree };
const treeSchema: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), treeSchema])));

/**
 * Reads `<directory>/<locale>/*.yaml`. Rejects when the folder cannot be read; a file that is not YAML is found only
 * when one of its sentences is asked for.
 */
export async function loadPrompts(directory: string, locale: Locale): Promise<Prompts> {
  const folder = join(directory, locale);
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const files = new Map(names.map((name, index) => [basename(name, ".yaml"), texts[index] ?? ""]));
  return toPrompts(locale, files);
}

function toPrompts(locale: Locale, files: ReadonlyMap<string, string>): Prompts {
  const parsed = new Map<string, ReadonlyMap<string, string>>();
  const sentencesOf = (file: string): ReadonlyMap<string, string> | undefined => {
    const text = files.get(file);
    if (text === undefined) return undefined;
    const sentences = parsed.get(file) ?? parseSentences(file, locale, text);
    parsed.set(file, sentences);
    return sentences;
  };
  const idsOf = (file: string): readonly string[] => [...(sentencesOf(file)?.keys() ?? [])];
  return {
    locale,
    find: (id) => sentencesOf(id.slice(0, id.indexOf(".")))?.get(id),
    ids: () => [...files.keys()].flatMap(idsOf),
    idsOf,
  };
}

function parseSentences(file: string, locale: Locale, text: string): ReadonlyMap<string, string> {
  try {
    return new Map(flatten(file, treeSchema.parse(parse(text) ?? {})));
  } catch (cause) {
    throw new SpeedboatError("prompt-invalid", { file: `${locale}/${file}.yaml` }, { cause });
  }
}

function flatten(path: string, tree: Tree): (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const id = `${path}.${key}`;
    return typeof value === "string" ? [[id, value] as const] : flatten(id, value);
  });
}
