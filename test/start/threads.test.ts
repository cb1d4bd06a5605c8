/** The files that the program starts as threads are named by their paths: they have to be there in what is released. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");

it("every file that is run as a thread stands in dist/ by the name that the program calls it", () => {
  const main = readFileSync(join(ROOT, "src", "main.ts"), "utf8");
  const threads = [...main.matchAll(/new URL\("\.\/([^"]+\.js)", import\.meta\.url\)/g)].map(([, path = ""]) => path);
  expect(threads.length).toBeGreaterThan(1);
  expect(threads.filter((path) => !existsSync(join(ROOT, "dist", path)))).toEqual([]);
});
