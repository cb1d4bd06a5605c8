/**
 * Before a release is packed: its `package.json` names the few packages that are not inside `dist/`, by their exact versions. npm
 * reads the `npm-shrinkwrap.json` of a registry's release alone, so they travel in the release with what they need, but for the
 * canvas, which is another on each platform. `sbom.cdx.json` lists every package that the release is built from. The clone's own
 * manifest waits beside it until `restore-manifest.js` brings it back.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
/** @type {readonly string[]} */
const UNBUNDLED = JSON.parse(readFileSync(join(import.meta.dirname, "unbundled.json"), "utf8"));
const [manifestFile, keptFile] = [join(ROOT, "package.json"), join(ROOT, "package.json.kept")];

// After a packing that was cut off, the manifest that waits is the clone's.
if (existsSync(keptFile)) copyFileSync(keptFile, manifestFile);
else copyFileSync(manifestFile, keptFile);

// By the clone's manifest and lock file: what is bundled into `dist/` counts, too.
const sbom = execFileSync(process.execPath, [join(import.meta.dirname, "print-sbom.js")], { maxBuffer: 64 * 1_024 * 1_024 });
writeFileSync(join(ROOT, "sbom.cdx.json"), sbom);

const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
const dependencies = Object.fromEntries(UNBUNDLED.map((name) => [name, lock.packages[`node_modules/${name}`].version]));
const { devDependencies: _, overrides: __, ...manifest } = JSON.parse(readFileSync(manifestFile, "utf8"));
const wanted = listWanted(Object.keys(dependencies));
const { devDependencies: ___, ...root } = { ...lock.packages[""], dependencies };
const packages = Object.fromEntries([["", root], ...Object.entries(lock.packages).filter(([path]) => wanted.has(path))]);

const bundleDependencies = UNBUNDLED.filter((name) => name !== "@napi-rs/canvas");
writeJson("package.json", { ...manifest, dependencies, bundleDependencies });
writeJson("npm-shrinkwrap.json", { ...lock, packages });

/**
 * The places in the lock file of the packages, and of all that they need.
 * @param {readonly string[]} names
 */
function listWanted(names) {
  const found = new Set();
  const open = names.map((name) => `node_modules/${name}`);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    const { dependencies: needed = {}, optionalDependencies: welcome = {} } = lock.packages[path];
    for (const name of Object.keys({ ...needed, ...welcome })) open.push(findFrom(path, name));
  }
  return found;
}

/**
 * Where Node finds a package from another's folder: in the nearest `node_modules` on the way up.
 * @param {string} path
 * @param {string} name
 */
function findFrom(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const place = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (place in lock.packages) return place;
    if (folder === "") throw new Error(`${name}, which ${path} needs, is not in the lock file`);
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function writeJson(name, value) {
  writeFileSync(join(ROOT, name), `${JSON.stringify(value, null, 2)}\n`);
}
