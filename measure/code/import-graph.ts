/** Who imports whom: circles and the longest way down. */
import type { Import, SourceFile } from "./source-files.ts";

/** File to the files that it imports, without those that were not read. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export function buildGraph(sources: readonly SourceFile[], counts: (each: Import) => boolean = () => true): ImportGraph {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map(({ path, imports }) => {
      const targets = imports.filter(counts).flatMap(({ target }) => (target !== undefined && known.has(target) ? [target] : []));
      return [path, [...new Set(targets)].sort()];
    }),
  );
}

/**
 * Groups of files each of which imports every other one, directly or by way of others of the group; every file is in exactly
 * one group, most in one of their own. A group comes after all that it imports (Tarjan's algorithm).
 */
function listGroups(graph: ImportGraph): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const grouped = new Set<string>();
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (!grouped.has(target)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(target) ?? 0));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file)).sort();
    for (const each of group) grouped.add(each);
    groups.push(group);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return groups;
}

/** Files that import each other in a circle, sorted; the largest circle first. */
export function findCircles(graph: ImportGraph): readonly (readonly string[])[] {
  return listGroups(graph)
    .filter((group) => group.length > 1 || graph.get(group[0] ?? "")?.includes(group[0] ?? ""))
    .toSorted((left, right) => right.length - left.length || ((left[0] ?? "") < (right[0] ?? "") ? -1 : 1));
}

/**
 * The most files that follow each other, each importing the next. Files of one circle count as one step, and the step is
 * shown by the first of them.
 */
export function findLongestChain(graph: ImportGraph): readonly string[] {
  const groupOf = new Map<string, readonly string[]>();
  const chains = new Map<readonly string[], readonly string[]>();
  let longest: readonly string[] = [];
  for (const group of listGroups(graph)) {
    for (const file of group) groupOf.set(file, group);
    let below: readonly string[] = [];
    for (const target of group.flatMap((file) => graph.get(file) ?? [])) {
      const other = groupOf.get(target);
      const chain = other && other !== group ? chains.get(other) : undefined;
      if (chain && chain.length > below.length) below = chain;
    }
    const chain = [group[0] ?? "", ...below];
    chains.set(group, chain);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}
