/**
 * Prints as CycloneDX what a release is built from: every package of the lock file but the developers' tools, with what is bundled
 * into `dist/`. npm's own choice (`--omit dev`) leaves out a package that a tool could use as well, so it is made here by the lock
 * file's word.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const listed = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
  cwd: ROOT,
  encoding: "utf8",
  shell: process.platform === "win32",
  maxBuffer: 64 * 1_024 * 1_024,
});
const sbom = JSON.parse(listed);
/** @type {{ packages: Record<string, { name?: string, version: string, dev?: boolean }> }} */
const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));

const kept = new Set(
  Object.entries(lock.packages)
    .filter(([path, { dev }]) => path === "" || !dev)
    .map(([path, { name, version }]) => `${name ?? path.slice(path.lastIndexOf("node_modules/") + 13)}@${version}`),
);
/** @param {{ "bom-ref": string }} component */
const isKept = (component) => kept.has(component["bom-ref"]);
/** @param {{ ref: string, dependsOn?: string[] }} dependency */
const withoutTools = ({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) });

// The name of the clone's folder is nobody's.
sbom.metadata.component.name = "speedboat";
sbom.components = sbom.components.filter(isKept);
sbom.dependencies = sbom.dependencies.map(withoutTools).filter(/** @param {{ ref: string }} each */ ({ ref }) => kept.has(ref));
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);
