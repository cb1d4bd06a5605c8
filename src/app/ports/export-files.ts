/** The files of exports on this machine, and who writes them beside the program. */
import type { Instant } from "../../core/time.ts";
import type { ExportRequest } from "./export-store.ts";

/** An export whose file is to be written, with the instant that it says everything about. */
export type ExportOrder = ExportRequest & { readonly now: Instant };
/** An export of answers and numbers. */
export type RecordOrder = Extract<ExportOrder, { readonly scope: "team" | "own" }>;
/** A report of a team or of the programme. */
export type ReportOrder = Exclude<ExportOrder, RecordOrder>;

/** What a written file is called and holds. */
export type WrittenExport = {
  readonly name: string;
  readonly mediaType: string;
  readonly privacy: "private" | "open";
  /** Nothing was answered or recorded yet. */
  readonly isEmpty: boolean;
};

/** A file as it stands on the disk. */
export type ExportFile = { readonly path: string; readonly bytes: number };

/** Writes the files of exports without holding up the program, and keeps them until they have been delivered. */
export interface ExportFiles {
  /**
   * Writes the file of the export, in place of one that a crash left unfinished. Rejects where it cannot be written, or
   * was given up by `stop`.
   */
  write(order: ExportOrder): Promise<WrittenExport>;
  /** Returns the whole file; undefined where there is none any more. */
  find(exportId: string): Promise<ExportFile | undefined>;
  remove(exportId: string): Promise<void>;
  /** Lists the exports that have a file, whole or not. */
  list(): Promise<readonly string[]>;
  /** Gives up what is being written. */
  stop(): Promise<void>;
}
