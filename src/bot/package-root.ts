/** Finds the package's own files, from its sources and from a build alike. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The absolute path of the folder that holds the package's `package.json`. */
export const PACKAGE_ROOT = findPackageRoot(import.meta.dirname);
/** The absolute path of the folder that holds every sentence of the bot, by language. */
export const PROMPTS_DIRECTORY = join(PACKAGE_ROOT, "prompts");
/** The absolute path of the edition that is used when the environment names no other. */
export const DEFAULT_CATALOGUE_DIRECTORY = join(PACKAGE_ROOT, "data", "cnmm-3.0", "level-2");

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return findPackageRoot(dirname(folder));
}
