/** The package's own version. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PACKAGE_ROOT } from "../bot/package-root.ts";

/** Returns the version in the package's own package.json. */
export async function readVersion(): Promise<string> {
  const text = await readFile(join(PACKAGE_ROOT, "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
