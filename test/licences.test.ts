/** What ships with Speedboat carries permissive licences alone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const PERMISSIVE = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "OFL-1.1",
  "Unlicense",
  "CC0-1.0",
  "WTFPL",
]);

type Locked = { readonly license?: string; readonly dev?: boolean };

function readLock(): readonly (readonly [string, Locked])[] {
  const lock: { packages: Record<string, Locked> } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8"),
  );
  return Object.entries(lock.packages).filter(([path]) => path !== "");
}

/** Packages whose manifest names no licence: the file beside it is that of this name. */
const SAID_IN_A_FILE: Readonly<Record<string, RegExp>> = { "node_modules/png-js": /^The MIT License \(MIT\)|^MIT License/ };

function licenceOf(path: string, { license }: Locked): string {
  const said = SAID_IN_A_FILE[path];
  if (license !== undefined || !said) return license ?? "none";
  return said.test(readFileSync(join(import.meta.dirname, "..", path, "LICENSE"), "utf8").trim()) ? "MIT" : "none";
}

/** `A OR B` needs one, `A AND B` both. */
function isPermissive(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, "");
  if (bare.includes(" AND ")) return bare.split(" AND ").every(isPermissive);
  return bare.split(" OR ").some((licence) => PERMISSIVE.has(licence.trim()));
}

it("every package that is installed for production is permissively licensed", () => {
  const shipped = readLock().filter(([, locked]) => !locked.dev);
  const others = shipped
    .filter(([path, locked]) => !isPermissive(licenceOf(path, locked)))
    .map(([path, { license }]) => `${path}: ${license}`);
  expect(shipped.length).toBeGreaterThan(50);
  expect(others).toEqual([]);
});

it("the lock file names no download address", () => {
  expect(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8")).not.toContain('"resolved"');
});

it("the lock file holds the binaries of every platform, so that a fresh install works on each", () => {
  const paths = readLock().map(([path]) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["node_modules/@oxlint/binding-win32-x64-msvc", "node_modules/@oxfmt/binding-linux-arm64-musl"]),
  );
});
