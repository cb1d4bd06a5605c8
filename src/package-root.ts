/** Where the package's own files stand, from `src/` as from `dist/`. */
import { join } from "node:path";

export const PACKAGE_ROOT = join(import.meta.dirname, "..");

export const PROMPTS_DIRECTORY = join(PACKAGE_ROOT, "prompts");
export const DEFAULT_CATALOGUE_DIRECTORY = join(PACKAGE_ROOT, "data", "cnmm-3.0", "level-2");
