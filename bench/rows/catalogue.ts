/** How long the catalogue takes to load: as kept in the database at every later start, and read from its files. */
import { join } from "node:path";
import { listQuestions } from "../../src/core/catalogue/catalogue.ts";
import { readCatalogue } from "../../src/storage/catalogue/catalogue-files.ts";
import { loadCatalogue } from "../../src/storage/catalogue/load-catalogue.ts";
import { CATALOGUE_DIRECTORY, openBot, withFolder } from "../data/bot.ts";
import { type Result, toFigure } from "../report/result.ts";
import { ratiosOf, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";

export async function benchCatalogue({ scale }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const { storage, catalogue } = await openBot(join(folder, "bot.db"));
    const load = () => loadCatalogue({ folder: CATALOGUE_DIRECTORY, storage });
    await load();
    const { left, right } = await takeTurns({ run: load }, { run: () => readCatalogue(CATALOGUE_DIRECTORY) }, scale);
    await storage.close();
    const [kept, read] = [left.map(({ ms }) => ms), right.map(({ ms }) => ms)];
    const figures = [
      toFigure("as kept in the database", "ms", kept),
      toFigure("read from its files and checked", "ms", read),
      toFigure("kept / read", "×", ratiosOf(kept, read)),
    ];
    return [{ what: "The catalogue loaded", size: `${listQuestions(catalogue).length} questions`, figures }];
  });
}
