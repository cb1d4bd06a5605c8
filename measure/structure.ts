/** Everything that is measured, gathered. */
import type { ExportKind } from "./code/exports.ts";
import { buildGraph, findCircles, findLongestChain } from "./code/import-graph.ts";
import { findSharedExports, findSharedFileNames, type SharedNames } from "./code/shared-names.ts";
import { readSources, type SourceFile } from "./code/source-files.ts";
import { type Disk, measureDisk } from "./disk.ts";
import { type MutationScore, readMutationScores } from "./mutation.ts";
import { type Acts, measureActs } from "./run/acts.ts";

export type Structure = {
  readonly acts: Acts;
  readonly files: { readonly count: number; readonly medianLines: number; readonly largest: Sized };
  /** The longest way down by imports of every kind, and by those that are left at run time. */
  readonly chains: { readonly all: readonly string[]; readonly runTime: readonly string[] };
  /** By imports of every kind. */
  readonly circles: readonly (readonly string[])[];
  readonly exportedNames: SharedNames;
  readonly fileNames: SharedNames;
  readonly docstrings: Readonly<Record<ExportKind | "all", Documented>>;
  readonly disk: Disk;
  readonly mutation: readonly MutationScore[];
};

type Sized = { readonly path: string; readonly lines: number };
type Documented = { readonly exports: number; readonly documented: number };

export async function measureStructure(root: string): Promise<Structure> {
  const sources = readSources(root, ["src"]);
  const graph = buildGraph(sources);
  return {
    acts: await measureActs(root),
    files: measureFiles(sources),
    chains: {
      all: findLongestChain(graph),
      runTime: findLongestChain(buildGraph(sources, ({ typeOnly }) => !typeOnly)),
    },
    circles: findCircles(graph),
    exportedNames: findSharedExports(sources),
    fileNames: findSharedFileNames(sources),
    docstrings: {
      all: countDocstrings(sources),
      function: countDocstrings(sources, "function"),
      type: countDocstrings(sources, "type"),
      const: countDocstrings(sources, "const"),
    },
    disk: measureDisk(root),
    mutation: readMutationScores(root),
  };
}

function measureFiles(sources: readonly SourceFile[]): Structure["files"] {
  const sorted = sources.map(({ path, lines }) => ({ path, lines })).toSorted((left, right) => left.lines - right.lines);
  return {
    count: sorted.length,
    medianLines: sorted[Math.floor(sorted.length / 2)]?.lines ?? 0,
    largest: sorted.at(-1) ?? { path: "", lines: 0 },
  };
}

function countDocstrings(sources: readonly SourceFile[], kind?: ExportKind): Documented {
  const exports = sources.flatMap((file) => file.exports.filter((each) => kind === undefined || each.kind === kind));
  return { exports: exports.length, documented: exports.filter(({ documented }) => documented).length };
}
