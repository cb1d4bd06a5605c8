/** Reads the sources of a folder: what each file imports, what it exports and how long it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { type Expression, parseSync, Visitor } from "oxc-parser";
import { type Export, listExports } from "./exports.ts";

export type Import = {
  /** As the file spells it, in an import, an export from elsewhere, `require` or `require.resolve`. */
  readonly specifier: string;
  /** The imported file, by its path from the root; undefined for a package. */
  readonly target?: string;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
  /** True when it is loaded only once the code reaches it: `await import(…)`. */
  readonly lazy: boolean;
};

export type SourceFile = {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
};

/** Every TypeScript file of these folders, sorted by path. Throws where a file cannot be parsed. */
export function readSources(root: string, folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) => listFiles(root, folder).map((path) => readSource(root, path)));
}

/** The folders at the top of the repository that hold TypeScript of its own: nothing installed, built or hidden. */
export function listFolders(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$|dist)/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => listFiles(root, name).length > 0)
    .sort();
}

function listFiles(root: string, folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort();
}

function readSource(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return {
    path,
    text,
    lines: text.split("\n").length - (text.endsWith("\n") ? 1 : 0),
    imports: listImports(path, parsed),
    exports: listExports(text, parsed),
  };
}

type Parsed = ReturnType<typeof parseSync>;

function listImports(path: string, { module, program }: Parsed): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string, how: Partial<Pick<Import, "typeOnly" | "lazy">>) => {
    const target = specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : undefined;
    found.push({ specifier, typeOnly: false, lazy: false, ...how, ...(target !== undefined && { target }) });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, { typeOnly: entries.length > 0 && entries.every(({ isType }) => isType) });
  }
  for (const { entries } of module.staticExports) {
    const from = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    if (from) add(from.value, { typeOnly: entries.every(({ isType }) => isType) });
  }
  new Visitor({
    ImportExpression({ source }) {
      if (source.type === "Literal" && typeof source.value === "string") add(source.value, { lazy: true });
    },
    TSImportType({ source }) {
      add(source.value, { typeOnly: true });
    },
    CallExpression({ callee, arguments: [first] }) {
      if (isRequire(callee) && first?.type === "Literal" && typeof first.value === "string") add(first.value, { lazy: true });
    },
  }).visit(program);
  return found;
}

function isRequire(callee: Expression): boolean {
  if (callee.type === "MemberExpression") return isRequire(callee.object);
  return callee.type === "Identifier" && callee.name === "require";
}
