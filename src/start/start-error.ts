/** Describes what stopped a start, for the person at the terminal. */
import { z } from "zod";
import { SpeedboatError } from "../core/errors.ts";

const listenErrorSchema = z.object({
  syscall: z.enum(["listen", "getaddrinfo"]),
  code: z.string(),
  address: z.string().optional(),
  port: z.number().optional(),
  hostname: z.string().optional(),
});

const RESTORE = "npx speedboat restore FILE";

/**
 * Returns one line that names the variable, the file or the database at fault. For failures that it does not know, it
 * returns the stack.
 */
export function describeStartError(error: unknown): string {
  if (!(error instanceof SpeedboatError)) return describeOthers(error);
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
      return `DATABASE_URL: the database has schema ${values.database}, and this version of Speedboat knows only ${values.program}. Start the newer version again, or restore an older backup with: ${RESTORE}`;
    case "database-foreign":
      return `DATABASE_URL: ${values.path} belongs to another program and was left as it is. Set DATABASE_URL to another path.`;
    case "database-gone":
      return `DATABASE_URL: ${values.path} was ${values.what} while Speedboat started. Put it back, then start again.`;
    case "database-unusable":
      return `DATABASE_URL: ${describeDatabase(values)}`;
    case "platform-unreachable":
      return `${values.platform} cannot be reached (${values.detail}). Is there a way out of this network, a proxy or a firewall?`;
    default:
      return error.message;
  }
}

function describeDatabase({ path, problem, detail }: SpeedboatError["values"]): string {
  switch (problem) {
    case "full":
      return `${path} can't be written because its disk is full or failing (${detail}). Free some space or check the disk, then start again.`;
    case "damaged":
      return `${path} is damaged (${detail}). Restore a backup with: ${RESTORE}`;
    case "unknown":
      return `${path} isn't a database (${detail}). Set another path, or restore a backup with: ${RESTORE}`;
    case "rights":
      return `this account may not read and write ${path} and the files beside it (${detail}). Change their owner or rights, or set another path.`;
    case "folder":
      return `${path} is a folder. Add the name of a file, such as ${path}/speedboat.db.`;
    case "blocked":
      return `${path} can't be created because a file is where one of its folders should be (${detail}). Set another path.`;
    case "locked":
      return `${path} is locked by another program (${detail}). Stop that program, then start again.`;
    default:
      return `${path} can't be used as a database (${detail}). Check the path and its disk, or restore a backup with: ${RESTORE}`;
  }
}

function describeOthers(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return describeListening(error) ?? error.stack ?? error.message;
}

/** What the system says when the server cannot take its place. */
function describeListening(error: Error): string | undefined {
  const { data } = listenErrorSchema.safeParse(error);
  if (!data) return undefined;
  const { address, port, hostname } = data;
  switch (data.code) {
    case "EADDRINUSE":
      return `PORT: something listens on ${address}:${port} already, perhaps another Speedboat. Stop it, or set PORT to another.`;
    case "EACCES":
      return `PORT: ${port} needs more rights than this process has. Take one from 1024 up.`;
    case "EADDRNOTAVAIL":
      return `HOST: ${address} is no address of this machine.`;
    case "ENOTFOUND":
      return `HOST: nobody knows ${hostname}.`;
    default:
      return undefined;
  }
}
