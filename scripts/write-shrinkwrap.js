/**
 * Before a release is packed: `npm-shrinkwrap.json`, the lock file without development packages, for whoever publishes or unpacks
 * the release. npm reads it only where a release comes from a registry, and never the `overrides` of an installed package, so
 * the packages themselves travel in the release too (`bundleDependencies`), but for the canvas, which is another on each
 * platform and is named by its exact version.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const packages = Object.fromEntries(Object.entries(lock.packages).filter(([, { dev }]) => !dev));
delete packages[""].devDependencies;
writeFileSync(join(ROOT, "npm-shrinkwrap.json"), `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
