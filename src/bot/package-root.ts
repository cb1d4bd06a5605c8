/** Where the package's own files stand, from its sources as from a build, wherever that was put within it. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export const PACKAGE_ROOT = findPackageRoot(import.meta.dirname);
export const PROMPTS_DIRECTORY = join(PACKAGE_ROOT, "prompts");
export const DEFAULT_CATALOGUE_DIRECTORY = join(PACKAGE_ROOT, "data", "cnmm-3.0", "level-2");

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) return folder;
  return findPackageRoot(dirname(folder));
}
