/** Notices that somebody deleted or replaced the database under the running program: what is written then is lost. */
import { statSync } from "node:fs";
import { SpeedboatError } from "../../core/errors.ts";

/**
 * Returns a check that throws `database-gone` once the file, or its write-ahead log, is not the one any more that was
 * there when this function was called. It costs two looks at the file system.
 */
export function createPlaceCheck(path: string): () => void {
  const opened = [path, `${path}-wal`].map((file) => ({ file, mark: markOf(file) }));
  return () => {
    for (const { file, mark } of opened) {
      const now = markOf(file);
      if (mark === undefined || now === mark) continue;
      throw new SpeedboatError("database-gone", { path: file, what: now === undefined ? "deleted" : "replaced" });
    }
  };
}

/** Different for every file that ever stood at this path; undefined where there is none. */
function markOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev}:${found.ino}`;
}
