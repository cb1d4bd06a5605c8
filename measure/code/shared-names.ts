/** Exported names and file names that stand for more than one thing. */
import { posix } from "node:path";
import { ALLOWED_FILE_NAMES, ALLOWED_NAMES, type Allowed } from "./allowed-names.ts";
import type { Export } from "./exports.ts";
import type { SourceFile } from "./source-files.ts";

/** A name and the files that declare it, or that are called so. */
type SharedName = { readonly name: string; readonly kinds: readonly string[]; readonly paths: readonly string[] };

export type SharedNames = {
  /** All that are shared, the allowed ones too. */
  readonly shared: readonly SharedName[];
  /** Those that neither implement one exported interface nor are on the list of allowed names. */
  readonly ambiguous: readonly SharedName[];
  /** On the list although nothing shares them any more. */
  readonly outdated: readonly string[];
};

type Use = { readonly name: string; readonly path: string; readonly kind: string; readonly implemented: readonly string[] };

export function findSharedExports(sources: readonly SourceFile[]): SharedNames {
  const interfaces = listInterfaces(sources);
  const uses = sources.flatMap(({ path, exports }) =>
    exports.map((each) => ({ name: each.name, path, kind: each.kind, implemented: implementedBy([each], interfaces) })),
  );
  return judge(uses, ALLOWED_NAMES);
}

export function findSharedFileNames(sources: readonly SourceFile[]): SharedNames {
  const interfaces = listInterfaces(sources);
  const uses = sources.map(({ path, exports }) => ({
    ...{ name: posix.basename(path), path, kind: "file" },
    implemented: [
      ...implementedBy(exports, interfaces),
      ...exports.flatMap(({ name, isInterface }) => (isInterface ? [name] : [])),
    ],
  }));
  return judge(uses, ALLOWED_FILE_NAMES);
}

/** Exported types of which something can be called; a name with two meanings is none. */
function listInterfaces(sources: readonly SourceFile[]): ReadonlySet<string> {
  const types = sources.flatMap(({ exports }) => exports.filter(({ kind }) => kind === "type"));
  const isOne = (name: string) => types.filter((other) => other.name === name).length === 1;
  return new Set(types.filter(({ name, isInterface }) => isInterface && isOne(name)).map(({ name }) => name));
}

function implementedBy(exports: readonly Export[], interfaces: ReadonlySet<string>): readonly string[] {
  return exports.flatMap(({ declaredType }) =>
    declaredType !== undefined && interfaces.has(declaredType) ? [declaredType] : [],
  );
}

function judge(uses: readonly Use[], allowed: readonly Allowed[]): SharedNames {
  const groups = [...groupByName(uses)].filter(([, group]) => new Set(group.map(({ path }) => path)).size > 1);
  const describe = ([name, group]: (typeof groups)[number]): SharedName => ({
    name,
    kinds: [...new Set(group.map(({ kind }) => kind))].sort(),
    paths: group.map(({ path }) => path).sort(),
  });
  const isAllowed = (name: string) => allowed.some((each) => each.name === name);
  return {
    shared: groups.map(describe),
    ambiguous: groups.filter(([name, group]) => !isAllowed(name) && !implementOne(group)).map(describe),
    outdated: allowed.map(({ name }) => name).filter((name) => !groups.some(([shared]) => shared === name)),
  };
}

function groupByName(uses: readonly Use[]): ReadonlyMap<string, readonly Use[]> {
  const groups = new Map<string, Use[]>();
  for (const use of uses) groups.set(use.name, [...(groups.get(use.name) ?? []), use]);
  return groups;
}

function implementOne(group: readonly Use[]): boolean {
  return group[0]?.implemented.some((one) => group.every(({ implemented }) => implemented.includes(one))) ?? false;
}
