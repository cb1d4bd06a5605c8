/** A packed release carries the list of everything that it is built from. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);
const sbomSchema = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string() }) }),
  components: z.array(
    z.looseObject({
      name: z.string(),
      version: z.string(),
      licenses: z.array(z.unknown()).min(1).optional(),
      hashes: z.array(z.unknown()).min(1),
    }),
  ),
});

let clone: string;
beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), "speedboat-sbom-"));
  for (const name of ["package.json", "package-lock.json", "scripts"]) {
    await cp(join(ROOT, name), join(clone, name), { recursive: true });
  }
});
afterEach(() => rm(clone, { recursive: true, force: true }));

test("lists what is inside dist/ and what is not, with licences and checksums, and no tool of the developers", async () => {
  await run("node", [join(clone, "scripts/make-release-manifest.js")], { cwd: clone });
  const sbom = sbomSchema.parse(JSON.parse(await readFile(join(clone, "sbom.cdx.json"), "utf8")));
  expect(sbom.metadata.component.name).toBe("speedboat");
  const names = sbom.components.map(({ name }) => name);
  const manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
  const { dependencies } = manifest.parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));
  expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
  // Its manifest names none; its licence stands in a file of its own.
  expect(sbom.components.filter(({ licenses }) => !licenses).map(({ name }) => name)).toEqual(["png-js"]);
  expect(names.filter((name) => ["vitest", "typescript", "knip"].includes(name))).toEqual([]);
  await run("node", [join(clone, "scripts/restore-manifest.js")], { cwd: clone });
  expect((await readdir(clone)).sort()).toEqual(["package-lock.json", "package.json", "scripts"]);
}, 60_000);
