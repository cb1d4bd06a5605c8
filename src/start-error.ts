/** What stops a start, in words for the person at the terminal. */
import { SpeedboatError } from "./core/errors.ts";

/** One line that names the variable, the file or the database; other failures keep their stack. */
export function describeStartError(error: unknown): string {
  if (!(error instanceof SpeedboatError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { code, values } = error;
  switch (code) {
    case "config-invalid":
      return `${values.variable}: ${values.reason}`;
    case "catalogue-invalid":
      return `CATALOGUE_DIR: ${values.file}:${values.line}: ${values.problem}. See them all with: npx speedboat catalogue check DIR`;
    case "catalogue-changed":
      return `CATALOGUE_DIR: this edition was used with other content. Raise its version in edition.yaml. (${error.message})`;
    case "database-unsupported":
      return `DATABASE_URL: only sqlite:PATH is supported yet. (${error.message})`;
    case "database-newer":
      return `DATABASE_URL: the database was written by a newer Speedboat. (${error.message})`;
    default:
      return error.message;
  }
}
