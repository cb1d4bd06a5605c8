/**
 * Keeps what a file says about itself at its top: the sorting of imports carries a comment along with the import below it.
 * With `--write` it is moved back; without, each file is named and the check fails.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** A first line for the shell, imports, a comment that belongs above them, and more imports. */
const CARRIED = /^(#!.*\n)?((?:import [^;]*;\n+)+)(\/\*\*(?:(?!\*\/)[^])*\*\/\n)(?=import )/;

const write = process.argv.includes("--write");
const listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.ts", "*.js"];
const { stdout } = spawnSync("git", listing, { encoding: "utf8" });

for (const file of stdout.split("\0").filter((name) => name !== "" && existsSync(name))) {
  const text = readFileSync(file, "utf8");
  const mended = text.replace(CARRIED, (_, shell = "", imports = "", comment = "") => shell + comment + imports);
  if (mended === text) continue;
  if (write) writeFileSync(file, mended);
  else {
    console.error(`${file}: what it says about itself stands below an import; "npm run fix" moves it to the top.`);
    process.exitCode = 1;
  }
}
