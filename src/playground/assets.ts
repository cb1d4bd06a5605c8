/** The page's own files, read once: a table of names, so that no path of a request ever reaches the disk. */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { HttpRefusal } from "../http/refusal.ts";
import { type Route, readPath } from "../http/routes.ts";
import { reply } from "../http/send-reply.ts";
import { FONTS_DIRECTORY } from "../pictures/fonts.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};
/** The Latin letters look the same on every machine; the Chinese ones are the reader's own. */
const FONTS = ["inter-400.ttf", "inter-500.ttf", "inter-600.ttf"] as const;
const PREFIX = "/playground/page/";

export type PageDirectories = {
  /** The page's modules as the build emitted them for the browser. */
  readonly scripts: string;
  /** The document, style sheets and drawings, served as they are. */
  readonly files: string;
};

/** Both stand below the package's root, for a program that runs from the sources and for a built one alike. */
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

/** `/playground` is the page, `/` leads to it, and `/playground/page/*` are its files. */
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
