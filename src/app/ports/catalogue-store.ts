/** Editions of the model that were ever used. */
import type { Catalogue, EditionKey } from "../../core/catalogue/catalogue.ts";

export interface CatalogueStore {
  find(key: EditionKey): Promise<Catalogue | undefined>;
  /** The newest version of an edition. */
  newest(edition: string): Promise<Catalogue | undefined>;
  /** Keeps it for ever; throws `catalogue-changed` when the same key was kept with other content. */
  keep(catalogue: Catalogue): Promise<void>;
}
