/** Serves the page's own files. They are read once into a table of names, so no path of a request ever reaches the disk. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HttpRefusal, type Route, readPath, reply } from "../http/routes.ts";
import { FONTS_DIRECTORY } from "../pictures/fonts.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};
/** Latin text looks the same on every machine; Chinese text uses the reader's own fonts. */
const FONTS = ["inter-400.ttf", "inter-500.ttf", "inter-600.ttf"] as const;
const PREFIX = "/playground/page/";

/** The folders with the page's files. */
export type PageDirectories = {
  /** The page's modules as the build emitted them for the browser. */
  readonly scripts: string;
  /** The document, style sheets and drawings, served as they are. */
  readonly files: string;
};

/** Finds the folders below the package's root, both from the sources and from a build. Throws when there is no package root. */
export function findPageDirectories(): PageDirectories {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package's root was not found");
    folder = parent;
  }
  const page = join("playground", "page");
  return { scripts: join(folder, "dist", page), files: join(folder, "src", page) };
}

/**
 * Builds the routes of the page: `/playground` is the document, `/` redirects to it, and `/playground/page/*` are its
 * files. A name that is not in the table is answered with 404.
 */
export async function buildAssetRoutes(directories: PageDirectories): Promise<readonly Route[]> {
  const files = await readFiles(directories);
  const send = (name: string): Route["handle"] => {
    return (_req, res) => {
      const body = files.get(name);
      const type = TYPES[extname(name)];
      if (!body || !type) throw new HttpRefusal(404, "not-found");
      reply(res, { status: 200, type, body });
    };
  };
  return [
    { method: "GET", path: "/", handle: (_req, res) => void res.writeHead(302, { location: "/playground" }).end() },
    { method: "GET", path: "/playground", handle: send("index.html") },
    { method: "GET", path: `${PREFIX}*`, handle: (req, res) => send(readPath(req).slice(PREFIX.length))(req, res) },
  ];
}

async function readFiles({ scripts, files }: PageDirectories): Promise<ReadonlyMap<string, Buffer>> {
  const paths = [
    ...(await listFiles(scripts, (type) => type === ".js")),
    ...(await listFiles(files, (type) => type !== ".js" && type in TYPES)),
    ...FONTS.map((name) => [name, join(FONTS_DIRECTORY, name)] as const),
  ];
  return new Map(await Promise.all(paths.map(async ([name, path]) => [name, await readFile(path)] as const)));
}

async function listFiles(
  directory: string,
  isWanted: (type: string) => boolean,
): Promise<readonly (readonly [string, string])[]> {
  const names = (await readdir(directory)).filter((name) => isWanted(extname(name)));
  return names.map((name) => [name, join(directory, name)] as const);
}
