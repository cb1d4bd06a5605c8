/**
 * After an install: removes what installed packages carry and nothing ever loads. A folder
 * that is not there is no fault. `npm rebuild` brings the compiler's leftovers back and needs none of them.
 */
import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** Folders and files below a package. */
const NEVER_LOADED = {
  // What the compiler left beside the finished module.
  "better-sqlite3": [
    "build/Release/obj",
    "build/Release/obj.target",
    "build/Release/sqlite3.a",
    "build/Release/test_extension.node",
  ],
  // A whole copy of a test library, packed by mistake.
  botbuilder: ["vendors/chai"],
  "botframework-streaming": ["vendors/chai"],
};

const places = createRequire(import.meta.url).resolve.paths("any") ?? [];

for (const [name, paths] of Object.entries(NEVER_LOADED)) {
  const folder = places.map((place) => join(place, name)).find((path) => existsSync(path));
  for (const path of paths) if (folder) rmSync(join(folder, path), { recursive: true, force: true });
}
