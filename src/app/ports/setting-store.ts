/** Small facts of the installation, and platform events that were handled. */
import type { Instant } from "../../core/time.ts";

/** Stores single values of the installation by key, such as the playground's clock offset. */
export interface SettingStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Remembers which platform events were handled, so that a repeated delivery is recognised, even after a restart. */
export interface InboxStore {
  /** True for the first who claims the key. */
  claim(key: string, at: Instant): Promise<boolean>;
  /** Nothing came of it: the next who claims the key is the first again. */
  release(key: string): Promise<void>;
  /** Forgets up to `limit` keys older than that, and returns how many. */
  removeBefore(at: Instant, limit: number): Promise<number>;
}
