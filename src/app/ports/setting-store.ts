/** Small facts of the installation, and platform events that were handled. */
import type { Instant } from "../../core/time.ts";

/** Small facts of the installation, such as the playground's clock offset. */
export interface SettingStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Platform events that were handled: a repeated delivery is recognised, also after a restart. */
export interface InboxStore {
  /** True for the first who claims the key. */
  claim(key: string, at: Instant): Promise<boolean>;
  /** Nothing came of it: the next who claims the key is the first again. */
  release(key: string): Promise<void>;
  removeBefore(at: Instant): Promise<void>;
}
