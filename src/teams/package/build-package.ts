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
    { name: "zh-cn.json", content: toJson(buildLocalization(settings, voice("zh-CN"))) },
    { name: "color.png", content: color },
    { name: "outline.png", content: outline },
  ]);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const LONGEST_NAME = 30;
/** Teams takes an update of the app only where the version is a higher one. */
const VERSION = /^\d+\.\d+\.\d+$/;

/**
 * Reads the settings of the package from the environment: the operator's own name and version for it, and pages of theirs for
 * privacy and terms, which Teams shows beside the app. Throws `config-invalid` with the variable's name.
 */
export function parsePackageSettings(env: Readonly<Record<string, string | undefined>>, version: string): PackageSettings {
  const appId = env.MICROSOFT_APP_ID?.trim() ?? "";
  if (!GUID.test(appId)) throw invalid("MICROSOFT_APP_ID", "the bot's Microsoft app id, a GUID");
  const publicUrl = parseHttps(env, "PUBLIC_URL");
  const name = env.TEAMS_APP_NAME?.trim() || "Speedboat";
  if (name.length > LONGEST_NAME) throw invalid("TEAMS_APP_NAME", `at most ${LONGEST_NAME} characters`);
  const ownVersion = env.TEAMS_APP_VERSION?.trim() || version;
  if (!VERSION.test(ownVersion)) throw invalid("TEAMS_APP_VERSION", "three numbers, such as 1.0.3");
  return {
    appId,
    name,
    publicUrl,
    developer: (env.TEAMS_DEVELOPER?.trim() || "Speedboat").slice(0, 32),
    privacyUrl: parseHttps(env, "TEAMS_PRIVACY_URL"),
    termsUrl: parseHttps(env, "TEAMS_TERMS_URL"),
    version: ownVersion,
  };
}

/** Asks for one page and returns the status that it is answered with; it rejects where nobody answers. */
export type FetchStatus = (url: string) => Promise<number>;

/**
 * Looks whether the pages for privacy and terms are there, because Teams links them for everybody. Throws `config-invalid` with
 * the variable of the first that does not answer with a success.
 */
export async function checkLinks({ privacyUrl, termsUrl }: PackageSettings, fetchStatus: FetchStatus): Promise<void> {
  for (const [variable, url] of [["TEAMS_PRIVACY_URL", privacyUrl] as const, ["TEAMS_TERMS_URL", termsUrl] as const]) {
    const status = await fetchStatus(url).catch(() => undefined);
    if (status === undefined) throw invalid(variable, `${url} does not answer`);
    if (status < 200 || status > 299) throw invalid(variable, `${url} answers ${status}`);
  }
}

function parseHttps(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const given = env[name]?.trim() || undefined;
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
