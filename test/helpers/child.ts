/** Runs pieces of the program in processes of their own, so that they can race and be killed. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
/** The program as it is released: what `npm run build` wrote last. */
export const RELEASED_MAIN = join(ROOT, "dist", "main.js");
const CACHE = join(ROOT, "node_modules", ".cache");

export type Compiled = {
  /** The folder that holds `src/` as JavaScript. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
};

/** Compiles `src/` once; takes a few seconds. */
export async function compileSources(): Promise<Compiled> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "speedboat-test-"));
  const compiler = join(ROOT, "node_modules", ".bin", "tsc");
  await run(compiler, ["-p", join(ROOT, "tsconfig.build.json"), "--outDir", folder]);
  await stat(join(folder, "storage", "open-storage.js"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export type Ended = { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string };

/** Runs a module given as text; relative imports start at the compiled folder. Resolves when the process has ended. */
export function runScript({ folder }: Compiled, script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const text = script.replaceAll('from "./', `from "${folder}/`);
  return run(process.execPath, ["--input-type=module", "--eval", text], env);
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, out, err }));
  });
}
