/** Stores the exports that people asked for, until their files are gone. */
import type { Locale } from "../../core/locale.ts";
import type { Instant } from "../../core/time.ts";

/** The formats of an export, as people type them. */
export const EXPORT_FORMATS = ["csv", "json", "md"] as const;

/** One of the formats of an export. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The formats of a report, as people type them. */
export const REPORT_FORMATS = ["pdf", "html"] as const;

/** One of the formats of a report. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a file is about: a team's record or one's own in that team, a team's report, or the report of the workspace's programme. */
export type ExportSubject =
  | { readonly scope: "team"; readonly teamId: string; readonly format: ExportFormat }
  | { readonly scope: "own"; readonly teamId: string; readonly format: ExportFormat }
  | { readonly scope: "report"; readonly teamId: string; readonly format: ReportFormat }
  | { readonly scope: "programme"; readonly teamId?: undefined; readonly format: ReportFormat };

/** What somebody is to get: which file, who, where it was asked for and is brought to, in which language. */
export type ExportRequest = ExportSubject & {
  readonly id: string;
  readonly workspaceId: string;
  readonly personId: string;
  readonly locale: Locale;
};

/** What somebody asked for, and when. */
export type AskedExport = ExportRequest & { readonly askedAt: Instant };

/** An export with how far it got. `attempt` counts how often its file was begun. */
export type StoredExport = AskedExport & {
  readonly status: "queued" | "writing" | "ready";
  readonly attempt: number;
};

/** An export whose file is to be written now. Only who holds its `attempt` may say what became of it. */
type ClaimedExport = Pick<StoredExport, "id" | "attempt">;

/**
 * Stores exports. One of a workspace is written at a time; while it is, its lease is renewed. Leases are in milliseconds.
 */
export interface ExportStore {
  /** Queues the export; returns false where the same one is queued or being written already. */
  add(asked: AskedExport): Promise<boolean>;
  find(id: string): Promise<StoredExport | undefined>;
  /** Claims the export that waits longest, of a workspace for which none is being written; undefined where there is none. */
  claimNext(claim: { readonly now: Instant; readonly leaseMs: number }): Promise<StoredExport | undefined>;
  /** Keeps the claim until then. */
  renew(claimed: ClaimedExport, until: Instant): Promise<void>;
  /** The file is written. Returns false where the claim was lost; then the file counts for nothing. */
  markReady(claimed: ClaimedExport, at: Instant): Promise<boolean>;
  /** Queues a claimed export again, to be begun at that instant at the earliest. */
  putBack(claimed: ClaimedExport, notBefore: Instant): Promise<void>;
  remove(id: string): Promise<void>;
  /** Lists up to `limit` exports whose files were written before that instant. */
  listReadyBefore(at: Instant, limit: number): Promise<readonly string[]>;
}
