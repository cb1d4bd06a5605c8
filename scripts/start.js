/** `npm start`: the built program, or what to do where there is none. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const program = join(import.meta.dirname, "..", "dist", "main.js");

if (existsSync(program)) {
  await import(pathToFileURL(program).href);
} else {
  console.error('There is no dist/ here: run "npm ci" with its development packages to build one, or copy one built elsewhere.');
  process.exitCode = 1;
}
