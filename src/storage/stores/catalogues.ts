/** Stores every edition that was ever used, in the wording in which it was asked. */
import { createHash } from "node:crypto";
import type { CatalogueStore } from "../../app/ports/catalogue-store.ts";
import { type Catalogue, editionKey } from "../../core/catalogue/catalogue.ts";
import { parseCatalogue } from "../../core/catalogue/schema.ts";
import { SpeedboatError } from "../../core/errors.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";

/** Creates the store of catalogues. Each edition is parsed once for each process. */
export function createCatalogueStore(db: Db): CatalogueStore {
  /** By digest: what was parsed once is right for ever, whatever became of the unit of work. */
  const parsed = new Map<string, Catalogue>();

  async function read(row: { key: string; digest: string } | undefined): Promise<Catalogue | undefined> {
    if (!row) return undefined;
    const known = parsed.get(row.digest);
    if (known) return known;
    const stored = await db.selectFrom("catalogues").select("content").where("key", "=", row.key).executeTakeFirstOrThrow();
    const catalogue = parseCatalogue(JSON.parse(stored.content));
    parsed.set(row.digest, catalogue);
    return catalogue;
  }

  const heads = db.selectFrom("catalogues").select(["key", "digest"]);
  const byKey = prepare(db, ({ key }: { key: string }) => heads.where("key", "=", key));
  return {
    async find(key) {
      return read(byKey.first({ key }));
    },
    async newest(edition) {
      return read(await heads.where("edition", "=", edition).orderBy("version", "desc").executeTakeFirst());
    },
    async keep(catalogue) {
      const { edition, version } = catalogue;
      const key = editionKey(catalogue);
      const content = toCanonicalJson(catalogue);
      const digest = createHash("sha256").update(content).digest("hex");
      const kept = await heads.where("key", "=", key).executeTakeFirst();
      if (kept?.digest === digest) return;
      if (kept) throw new SpeedboatError("catalogue-changed", { edition, version });
      await db.insertInto("catalogues").values({ key, edition, version, digest, content }).execute();
    },
  };
}

/** The same text for the same content, whatever the order of its keys. */
function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
