/** The real catalogue's files in a folder of their own, to be broken on purpose. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const CATALOGUE = join(import.meta.dirname, "..", "..", "data", "cnmm-3.0", "level-2");

export type CatalogueCopy = {
  readonly folder: string;
  /** Replaces the first match and gives the line, from 1, on which it began. */
  edit(file: string, find: RegExp, replacement: string): Promise<number>;
  remove(): Promise<void>;
};

export async function aCatalogueCopy(): Promise<CatalogueCopy> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-catalogue-"));
  await cp(CATALOGUE, folder, { recursive: true });
  return {
    folder,
    async edit(file, find, replacement) {
      const before = await readFile(join(folder, file), "utf8");
      const at = before.search(find);
      if (at < 0) throw new Error(`${find} is not in ${file}`);
      await writeFile(join(folder, file), before.replace(find, replacement));
      return before.slice(0, at).split("\n").length;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
