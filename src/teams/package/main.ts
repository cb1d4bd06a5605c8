/** `npm run teams:package [FILE] [--unchecked]`: writes the app package from the environment, once its links answer. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SpeedboatError } from "../../core/errors.ts";
import { createVoices } from "../../message/voice/voices.ts";
import { buildPackage, checkLinks, parsePackageSettings } from "./build-package.ts";

const ROOT = join(import.meta.dirname, "../../..");
const packageSchema = z.object({ version: z.string() });

const TIMEOUT_MS = 10_000;
const UNCHECKED = "--unchecked";

async function fetchStatus(url: string): Promise<number> {
  return (await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })).status;
}

async function main(args: readonly string[]): Promise<void> {
  const [file = "speedboat-teams.zip"] = args.filter((argument) => argument !== UNCHECKED);
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));
  const settings = parsePackageSettings(process.env, version);
  if (!args.includes(UNCHECKED)) await checkLinks(settings, fetchStatus);
  const zip = await buildPackage(settings, await createVoices(join(ROOT, "prompts")));
  await writeFile(file, zip);
  console.log(`${file}: ${zip.length} bytes`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const isOurs = error instanceof SpeedboatError && error.code === "config-invalid";
  console.error(isOurs ? `${error.values.variable}: ${error.values.reason}` : error);
  process.exit(1);
});
