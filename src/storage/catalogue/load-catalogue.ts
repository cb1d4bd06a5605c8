/** Loads the edition that this installation uses. Its files are read only when they differ from last time's. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Storage } from "../../app/ports/world.ts";
import { type Catalogue, editionKey } from "../../core/catalogue/catalogue.ts";

/**
 * Loads and stores the edition in the folder. Throws `catalogue-invalid`, or `catalogue-changed` when files changed under
 * the same edition and version.
 */
export async function loadCatalogue(options: { readonly folder: string; readonly storage: Storage }): Promise<Catalogue> {
  const { folder, storage } = options;
  const setting = `catalogue-files.${await digestFiles(folder)}`;
  const known = await storage.work(async (stores) => {
    const key = await stores.settings.get(setting);
    return key === undefined ? undefined : stores.catalogues.find(key);
  });
  if (known) return known;
  const { readCatalogue } = await import("./catalogue-files.ts");
  const catalogue = await readCatalogue(folder);
  await storage.work(async (stores) => {
    await stores.catalogues.keep(catalogue);
    await stores.settings.set(setting, editionKey(catalogue));
  });
  return catalogue;
}

/** Of names and contents; a folder that cannot be read is left to the reader to complain about. */
async function digestFiles(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const hash = createHash("sha256");
  for (const name of names.filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const content = await readFile(join(folder, name));
    hash.update(`${name} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
