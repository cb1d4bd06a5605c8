/** How long the catalogue takes to load: from its files, and at every later start. */
import { join } from "node:path";
import { readCatalogue } from "../src/storage/catalogue/catalogue-files.ts";
import { loadCatalogue } from "../src/storage/catalogue/load-catalogue.ts";
import { CATALOGUE_DIRECTORY, openBot, withFolder } from "./bot.ts";
import { compare } from "./measure.ts";
import { ms, type Result, ratio } from "./print.ts";

export async function benchCatalogue(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const { storage } = await openBot(join(folder, "bot.db"));
    const load = () => loadCatalogue({ folder: CATALOGUE_DIRECTORY, storage });
    await load();
    const { left, right } = await compare({ run: load }, { run: () => readCatalogue(CATALOGUE_DIRECTORY) }, 7);
    await storage.close();
    const detail = `${ms(left)} as kept in the database, ${ms(right)} read from its files and checked`;
    return [{ what: "catalogue, kept against read from files", value: ratio(left / right), detail }];
  });
}
