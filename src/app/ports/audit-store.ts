/** The audit log: only ever added to, and pruned by age. */
import type { AuditAct, AuditEntry } from "../../core/audit-entry.ts";
import type { Instant } from "../../core/time.ts";

/** Which entries are wanted: from an instant on, of one team or of one workspace. */
export type AuditQuery = {
  readonly since?: Instant;
  readonly teamId?: string;
  readonly workspaceId?: string;
  /** The id of the last entry that was read: those after it follow. */
  readonly after?: string;
  readonly limit: number;
};

/** Stores the audit log. An entry is never changed; it names people by ids that `forget me` cuts from their names. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  /** Oldest first, at most `limit` of them. */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Returns the newest entry of this act in the team that is neither before `since` nor after `until`. */
  findLatest(wanted: {
    readonly teamId: string;
    readonly act: AuditAct;
    readonly since: Instant;
    readonly until: Instant;
  }): Promise<AuditEntry | undefined>;
  /** Removes at most `limit` entries older than the instant, and returns how many. */
  removeBefore(at: Instant, limit: number): Promise<number>;
}
