/** Stores what a front end needs to act for an installation, encrypted; only that front end can read it. */
import type { Instant } from "../../core/time.ts";

/**
 * The secrets of one installation, encrypted, so that only its front end can read them. `key` is the platform's id of the
 * place where the bot is installed.
 */
export type InstallationRecord = { readonly key: string; readonly sealed: string; readonly at: Instant };

/** Stores one encrypted record for each installation. `save` replaces the earlier record with the same key. */
export interface InstallationStore {
  find(key: string): Promise<InstallationRecord | undefined>;
  /** All of them, in the order of their keys. */
  list(): Promise<readonly InstallationRecord[]>;
  save(record: InstallationRecord): Promise<void>;
  remove(key: string): Promise<void>;
}
