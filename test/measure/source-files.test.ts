import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findSharedExports, findSharedFileNames } from "../../measure/code/shared-names.ts";
import { readSources, type SourceFile } from "../../measure/code/source-files.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Reads these files as if they were the whole of `src`. */
function read(files: Readonly<Record<string, string>>): readonly SourceFile[] {
  const root = mkdtempSync(join(tmpdir(), "speedboat-sources-"));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "src", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return readSources(root, ["src"]);
}

describe("imports", () => {
  it("are found in every form, with what is left of them at run time", () => {
    const [file] = read({
      "app/one.ts": `
        import type { A } from "./a.ts";
        import { b, type B } from "../b.ts";
        import { type C } from "c";
        import "./side-effect.ts";
        export { d } from "./d.ts";
        export const load = async () => import("./lazy.ts");
        export type E = import("e/types").E;
        const font = require.resolve("font/regular.ttf");
        // import { nothing } from "./comment.ts";
      `,
    });
    expect(file?.imports.map(({ specifier, target, typeOnly, lazy }) => [specifier, target, typeOnly, lazy])).toEqual([
      ["./a.ts", "src/app/a.ts", true, false],
      ["../b.ts", "src/b.ts", false, false],
      ["c", undefined, true, false],
      ["./side-effect.ts", "src/app/side-effect.ts", false, false],
      ["./d.ts", "src/app/d.ts", false, false],
      ["./lazy.ts", "src/app/lazy.ts", false, true],
      ["e/types", undefined, true, false],
      ["font/regular.ttf", undefined, false, true],
    ]);
  });

  it("stop the reading where a file is no TypeScript", () => {
    expect(() => read({ "broken.ts": "export const = 1;" })).toThrow("src/broken.ts cannot be parsed");
  });
});

describe("exports", () => {
  it("are documented by the docstring directly above alone", () => {
    const [file] = read({
      "one.ts": `/** The file's own. */

export const first = 1;

/** Promises something. */
export function second(): void {}

/** Of the next. */
type Hidden = string;
export type Third = Hidden;
// A remark.
export interface Fourth {}
/** Both. */
export const fifth = 1, sixth = 2;
export { first as renamed };
`,
    });
    expect(file?.exports.map(({ name, kind, documented }) => [name, kind, documented])).toEqual([
      ["first", "const", false],
      ["second", "function", true],
      ["Third", "type", false],
      ["Fourth", "type", false],
      ["fifth", "const", true],
      ["sixth", "const", true],
    ]);
  });
});

describe("shared names", () => {
  it("count where two files declare them, not where one passes them on", () => {
    const sources = read({
      "a.ts": "export type Place = string;",
      "b.ts": "export type Place = number;",
      "c.ts": 'export type { Place } from "./a.ts"; export type Own = 1;',
    });
    expect(findSharedExports(sources).ambiguous).toEqual([{ name: "Place", kinds: ["type"], paths: ["src/a.ts", "src/b.ts"] }]);
  });

  it("may be shared by what implements one exported interface", () => {
    const implementing = 'import type { Feature } from "../feature.ts"; export const feature: Feature = { run() {} };';
    const sources = read({
      "feature.ts": "export interface Feature { run(): void }",
      "one/feature.ts": implementing,
      "two/feature.ts": implementing,
    });
    expect([findSharedExports(sources).shared.length, findSharedExports(sources).ambiguous]).toEqual([1, []]);
    expect([findSharedFileNames(sources).shared.length, findSharedFileNames(sources).ambiguous]).toEqual([1, []]);
  });

  it("count where the type that they share holds data alone", () => {
    const returning = 'import type { Message } from "../message.ts"; export function show(): Message { return { text: "" }; }';
    const sources = read({
      "message.ts": "export type Message = { readonly text: string };",
      "one/show.ts": returning,
      "two/show.ts": returning,
    });
    expect(findSharedExports(sources).ambiguous.map(({ name }) => name)).toEqual(["show"]);
    expect(findSharedFileNames(sources).ambiguous.map(({ name }) => name)).toEqual(["show.ts"]);
  });
});
