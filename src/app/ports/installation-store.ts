/** What an installation left with us, encrypted: its front end alone can read it. */
import type { Instant } from "../../core/time.ts";

/** What an installation left with us, encrypted: its front end alone can read it. `key` is the platform's id of the place. */
export type InstallationRecord = { readonly key: string; readonly sealed: string; readonly at: Instant };

export interface InstallationStore {
  find(key: string): Promise<InstallationRecord | undefined>;
  save(record: InstallationRecord): Promise<void>;
  remove(key: string): Promise<void>;
}
