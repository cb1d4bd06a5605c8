/** `npm run teams:package [FILE]`: writes the app package from the environment. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SpeedboatError } from "../../core/errors.ts";
import { createVoices } from "../../message/voice/voices.ts";
import { buildPackage, parsePackageSettings } from "./build-package.ts";

const ROOT = join(import.meta.dirname, "../../..");
const packageSchema = z.object({ version: z.string() });

async function main(file = "speedboat-teams.zip"): Promise<void> {
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")));
  const settings = parsePackageSettings(process.env, version);
  const zip = await buildPackage(settings, await createVoices(join(ROOT, "prompts")));
  await writeFile(file, zip);
  console.log(`${file}: ${zip.length} bytes`);
}

main(process.argv[2]).catch((error: unknown) => {
  const isOurs = error instanceof SpeedboatError && error.code === "config-invalid";
  console.error(isOurs ? `${error.values.variable}: ${error.values.reason}` : error);
  process.exit(1);
});
