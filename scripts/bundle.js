/**
 * Part of `npm run build`: writes the program into `dist/` as it is released. The packages that it uses are inside, so that it
 * starts from some twenty files; those that `unbundled.json` names stay outside: two are compiled
 * for the machine, and the calendars of holidays are read by file when a team first keeps a country's. Beside it stand the
 * source maps and `THIRD-PARTY-NOTICES.txt`, with the licence of every package that is inside.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
/** @type {string[]} */
const UNBUNDLED = JSON.parse(readFileSync(join(import.meta.dirname, "unbundled.json"), "utf8"));
/** What is started by its path: each becomes a file of that name in `dist/`. */
const ENTRIES = ["main", "cli", "storage/exports/export-thread", "storage/team-reader/team-reader-thread", "teams/package/main"];

const bundle = await rolldown({
  cwd: ROOT,
  input: Object.fromEntries(ENTRIES.map((name) => [name, `src/${name}.ts`])),
  platform: "node",
  external: UNBUNDLED,
});
rmSync(DIST, { recursive: true, force: true });
const { output } = await bundle.write({ dir: DIST, format: "esm", sourcemap: true, chunkFileNames: "chunks/[name]-[hash].js" });
await bundle.close();

const insides = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
writeFileSync(join(DIST, "THIRD-PARTY-NOTICES.txt"), writeNotices(listPackages(insides)));

/**
 * The folders of the packages that the files belong to.
 * @param {readonly string[]} files
 */
function listPackages(files) {
  const folders = files.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll("\\", "/"))?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** @param {readonly string[]} folders */
function writeNotices(folders) {
  const notices = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = readdirSync(folder)
      .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
    return [`${name} ${version} (${license})`, ...texts].join("\n\n");
  });
  const line = `\n\n${"-".repeat(80)}\n\n`;
  return `Speedboat's files in this folder hold these packages:${line}${notices.join(line)}\n`;
}
