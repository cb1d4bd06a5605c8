/** Reads an edition of the model from its folder: `edition.yaml`, its claims, and one file for each dimension. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { buildCatalogue } from "../../core/catalogue/build-catalogue.ts";
import type { Catalogue } from "../../core/catalogue/catalogue.ts";
import { type CatalogueProblem, claimsFile, dimensionFile, editionFile, parseFile } from "../../core/catalogue/file-schema.ts";
import { checkRules, type EditionFiles } from "../../core/catalogue/rules.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { lineOf } from "./yaml-position.ts";

const EDITION_FILE = "edition.yaml";

/** A problem with the line where it is, counted from 1; `file` is the name within the folder. */
export type LocatedProblem = Omit<CatalogueProblem, "path"> & { readonly line: number };

type Source = { readonly document: Document; readonly lines: LineCounter };
type Folder = { readonly path: string; readonly sources: Map<string, Source>; readonly problems: CatalogueProblem[] };

/** Reads the edition in this folder. Throws `catalogue-invalid` with the first problem when anything is wrong with it. */
export async function readCatalogue(path: string): Promise<Catalogue> {
  const { files, problems } = await readEdition(path);
  const [first] = problems;
  if (files && !first) return buildCatalogue(files);
  const { file = "", line = 0, code = "" } = first ?? {};
  throw new SpeedboatError("catalogue-invalid", { file, line, problem: code, problems: problems.length, ...first?.values });
}

/**
 * Returns everything that is wrong with the edition in this folder, or the one that this file belongs to. The list is
 * empty when the edition can be used.
 */
export async function checkCatalogue(path: string): Promise<readonly LocatedProblem[]> {
  return (await readEdition(path)).problems;
}

async function readEdition(path: string): Promise<{ files: EditionFiles | undefined; problems: readonly LocatedProblem[] }> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => true,
  );
  const folder: Folder = { path: isFolder ? path : dirname(path), sources: new Map(), problems: [] };
  const files = await readFiles(folder, isFolder || !/edition/.test(basename(path)) ? EDITION_FILE : basename(path));
  if (files && folder.problems.length === 0) folder.problems.push(...checkRules(files));
  return { files, problems: folder.problems.map((problem) => locate(folder, problem)) };
}

/** All files, or undefined when one of them has the wrong shape; the problems are noted in the folder. */
async function readFiles(folder: Folder, editionName: string): Promise<EditionFiles | undefined> {
  const edition = await readShaped(folder, editionName, editionFile);
  if (!edition) return undefined;
  const claims = await readShaped(folder, edition.content.claims, claimsFile);
  const dimensions: EditionFiles["dimensions"][number][] = [];
  for (const name of edition.content.dimensions) {
    const dimension = await readShaped(folder, name, dimensionFile);
    if (dimension) dimensions.push(dimension);
  }
  return claims && { edition, claims, dimensions };
}

async function readShaped<T>(folder: Folder, file: string, schema: z.ZodType<T>) {
  const value = await readYaml(folder, file);
  if (value === undefined) return undefined;
  const result = parseFile(schema, file, value);
  folder.problems.push(...result.problems);
  return "content" in result ? { file, content: result.content } : undefined;
}

/** Undefined when there is no such file or it is no YAML. */
async function readYaml(folder: Folder, file: string): Promise<unknown> {
  const text = await readFile(join(folder.path, file), "utf8").catch(() => undefined);
  if (text === undefined) {
    folder.problems.push({ file, path: [], code: "unreadable", values: { detail: "not found" } });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  folder.sources.set(file, { document, lines });
  for (const { message, pos } of document.errors) {
    const line = lines.linePos(pos[0]).line;
    folder.problems.push({ file, path: [], code: "unreadable", values: { detail: message, line } });
  }
  return document.errors.length > 0 ? undefined : (document.toJS() ?? {});
}

function locate({ sources }: Folder, { path, ...problem }: CatalogueProblem): LocatedProblem {
  const source = sources.get(problem.file);
  const line = typeof problem.values.line === "number" ? problem.values.line : source ? lineOf(source, path) : 1;
  return { ...problem, line };
}
