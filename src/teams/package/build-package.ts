/** Builds the app package, a zip that an administrator uploads to Teams. */

import { SpeedboatError } from "../../core/errors.ts";
import type { Locale } from "../../core/locale.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { drawIcons } from "./icons.ts";
import { buildLocalization, buildManifest, type PackageSettings } from "./manifest.ts";
import { toZip } from "./zip.ts";

/** Builds the zip; the same settings give the same bytes. */
export async function buildPackage(settings: PackageSettings, voice: (locale: Locale) => Voice): Promise<Buffer> {
  const { color, outline } = await drawIcons();
  return toZip([
    { name: "manifest.json", content: toJson(buildManifest(settings, voice("en"))) },
    { name: "zh-cn.json", content: toJson(buildLocalization(voice("zh-CN"))) },
    { name: "color.png", content: color },
    { name: "outline.png", content: outline },
  ]);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads the settings of the package from the environment. Throws `config-invalid` with the variable's name. */
export function parsePackageSettings(env: Readonly<Record<string, string | undefined>>, version: string): PackageSettings {
  const appId = env.MICROSOFT_APP_ID?.trim() ?? "";
  if (!GUID.test(appId)) throw invalid("MICROSOFT_APP_ID", "the bot's Microsoft app id, a GUID");
  const publicUrl = parseHttps(env, "PUBLIC_URL", undefined);
  return {
    appId,
    publicUrl,
    developer: (env.TEAMS_DEVELOPER?.trim() || "Speedboat").slice(0, 32),
    privacyUrl: parseHttps(env, "TEAMS_PRIVACY_URL", publicUrl),
    termsUrl: parseHttps(env, "TEAMS_TERMS_URL", publicUrl),
    version,
  };
}

function parseHttps(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: string | undefined): string {
  const given = env[name]?.trim() || otherwise;
  if (given === undefined || !URL.canParse(given) || new URL(given).protocol !== "https:") {
    throw invalid(name, "an address that starts with https://");
  }
  return given;
}

function invalid(variable: string, reason: string): SpeedboatError {
  return new SpeedboatError("config-invalid", { variable, reason });
}

function toJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`, "utf8");
}
