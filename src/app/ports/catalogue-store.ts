/** Stores every edition of the model that a team ever used. */
import type { Catalogue, EditionKey } from "../../core/catalogue/catalogue.ts";

/** Stores every catalogue that a team ever used, by edition and version, so that old answers keep their wording. */
export interface CatalogueStore {
  find(key: EditionKey): Promise<Catalogue | undefined>;
  /** The newest version of an edition. */
  newest(edition: string): Promise<Catalogue | undefined>;
  /** Keeps the catalogue for good; throws `catalogue-changed` when the same key was kept with other content. */
  keep(catalogue: Catalogue): Promise<void>;
}
