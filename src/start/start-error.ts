/** What stops a start, in words for the person at the terminal. */
import { z } from "zod";
import { SpeedboatError } from "../core/errors.ts";

const listenErrorSchema = z.object({
  syscall: z.enum(["listen", "getaddrinfo"]),
  code: z.string(),
  address: z.string().optional(),
  port: z.number().optional(),
  hostname: z.string().optional(),
});

/** One line that names the variable, the file or the database; other failures keep their stack. */
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
      return `DATABASE_URL: the database was written by a newer Speedboat. (${error.message})`;
    case "database-unusable":
      return `DATABASE_URL: ${values.path} cannot be used as a database (${values.detail}).`;
    case "platform-unreachable":
      return `${values.platform} cannot be reached (${values.detail}). Is there a way out of this network, a proxy or a firewall?`;
    default:
      return error.message;
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
