/** What the lock file promises, and what the packages that it names weigh. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { countMegabytes, MAX_MEGABYTES, readLock } from "./disk.ts";

const ROOT = join(import.meta.dirname, "../..");
const LOCKED = readLock(join(ROOT, "package-lock.json"));

it("names the checksum of every package, those of other platforms included", () => {
  expect(LOCKED.filter(({ integrity }) => !integrity?.startsWith("sha512-")).map(({ path }) => path)).toEqual([]);
  expect(LOCKED.length).toBeGreaterThan(300);
});

it("keeps to the disk that an install may take, with development packages and without", () => {
  const weigh = (packages: typeof LOCKED) =>
    packages.reduce((sum, { path }) => sum + countMegabytes(join(ROOT, path), (name) => name === "node_modules"), 0);
  const all = weigh(LOCKED);
  expect(all, "nothing is installed").toBeGreaterThan(100);
  expect(all, "after npm ci").toBeLessThanOrEqual(MAX_MEGABYTES.all);
  expect(weigh(LOCKED.filter(({ dev }) => !dev)), "without development packages").toBeLessThanOrEqual(MAX_MEGABYTES.production);
});
