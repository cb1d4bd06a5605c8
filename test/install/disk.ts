/** How much an install puts on disk, and how much it may. */
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/**
 * The most that `npm ci`, `npm ci --omit=dev` and the install of a release may put below node_modules, in megabytes as `du -m`
 * counts them. Whoever adds a
 * package that needs more raises the figure in the same commit, by what `du -sm node_modules` says then, and gives the reason
 * in its message.
 */
export const MAX_MEGABYTES = { all: 415, production: 210, release: 100 } as const;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      peer: z.boolean().optional(),
    }),
  ),
});

export type Locked = { readonly path: string } & z.infer<typeof lockSchema>["packages"][string];

/** The packages of a lock file, without the product itself. */
export function readLock(file: string): readonly Locked[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(packages).flatMap(([path, locked]) => (path === "" ? [] : [{ path, ...locked }]));
}

/** Megabytes of a folder as the disk counts them, of nothing where it is missing; what `skip` names is left out. */
export function countMegabytes(folder: string, skip: (name: string) => boolean = () => false): number {
  return existsSync(folder) ? countBytes(folder, skip) / 2 ** 20 : 0;
}

function countBytes(path: string, skip: (name: string) => boolean): number {
  const { blocks } = lstatSync(path);
  const below = lstatSync(path).isDirectory() ? readdirSync(path).filter((name) => !skip(name)) : [];
  return below.reduce((sum, name) => sum + countBytes(join(path, name), skip), blocks * 512);
}
