/** What an installation puts on disk. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Megabytes of 2^20 bytes in blocks of the file system, a file with several names once: what `du -sm` says. */
export type Disk = {
  readonly all: number;
  /** Without what `npm ci --omit=dev` leaves out. */
  readonly production: number;
};

type Lock = { readonly packages: Readonly<Record<string, { readonly dev?: boolean }>> };

/** Of the installed `node_modules`, with the development packages in it. */
export function measureDisk(root: string): Disk {
  const lock: Lock = JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8"));
  const sizes = { all: 0, production: 0 };
  const seen = new Set<number>();
  const add = (path: string, outerIsDev: boolean): void => {
    const isDev = lock.packages[path] ? lock.packages[path].dev === true : outerIsDev;
    const { ino, blocks, nlink } = lstatSync(join(root, path));
    if (nlink === 1 || !seen.has(ino)) {
      sizes.all += blocks * 512;
      if (!isDev) sizes.production += blocks * 512;
    }
    seen.add(ino);
    for (const entry of listFolder(join(root, path))) add(`${path}/${entry}`, isDev);
  };
  // Caches and what an earlier installation left behind belong to no package of this one.
  add("node_modules", true);
  return { all: toMegabytes(sizes.all), production: toMegabytes(sizes.production) };
}

function listFolder(path: string): readonly string[] {
  return lstatSync(path).isDirectory() ? readdirSync(path) : [];
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}
