/** After a release is packed: brings the clone's own manifest back. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

for (const made of ["npm-shrinkwrap.json", "sbom.cdx.json"]) rmSync(join(ROOT, made), { force: true });
if (existsSync(join(ROOT, "package.json.kept"))) renameSync(join(ROOT, "package.json.kept"), join(ROOT, "package.json"));
