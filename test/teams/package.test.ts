/** The app package against Microsoft's own schema, its languages, icons and zip. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import draft04 from "ajv-draft-04";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { FEATURES } from "../../src/bot/bot.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { buildPackage, checkLinks, parsePackageSettings } from "../../src/teams/package/build-package.ts";
import { buildLocalization, buildManifest } from "../../src/teams/package/manifest.ts";

const ENVIRONMENT = {
  MICROSOFT_APP_ID: "22222222-2222-4222-8222-222222222222",
  PUBLIC_URL: "https://bot.example",
  TEAMS_PRIVACY_URL: "https://example.com/privacy",
  TEAMS_TERMS_URL: "https://example.com/terms",
};
const SCHEMAS = join(import.meta.dirname, "../fixtures/teams-app");

/** A bracket that Microsoft's patterns leave unescaped, which a strict reader of patterns refuses. */
const LONE_BRACKET = "\\\\b]";

const voice = await createVoices(join(import.meta.dirname, "../../prompts"));
const settings = parsePackageSettings(ENVIRONMENT, "1.2.3");
const manifest = buildManifest(settings, voice("en"));

async function validate(value: unknown, schema: string): Promise<readonly string[]> {
  const text = JSON.parse((await readFile(join(SCHEMAS, schema), "utf8")).replaceAll(LONE_BRACKET, "\\\\b\\\\]"));
  const validator = new draft04.default({ allErrors: true, strictTypes: false });
  formats.default(validator);
  validator.validate(text, value);
  return (validator.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("the manifest", () => {
  it("is valid by Microsoft's schema", async () => {
    expect(await validate(manifest, "MicrosoftTeams.schema.json")).toEqual([]);
    expect(await validate({ ...manifest, id: "no guid" }, "MicrosoftTeams.schema.json")).not.toEqual([]);
  });

  it("is valid in Chinese, and every word of it is said in both languages", async () => {
    const localization = buildLocalization(settings, voice("zh-CN"));
    expect(await validate(localization, "MicrosoftTeams.Localization.schema.json")).toEqual([]);
    const count = manifest.bots.flatMap(({ commandLists }) => commandLists).flatMap(({ commands }) => commands).length;
    expect(Object.keys(localization).filter((key) => key.endsWith(".description"))).toHaveLength(count);
    const english = buildLocalization(settings, voice("en"));
    for (const [key, text] of Object.entries(localization)) {
      if (!key.startsWith("name") && key !== "$schema") expect(text, key).not.toBe(english[key]);
    }
  });

  it("offers commands that the bot knows, at most twelve in a list", () => {
    const words = new Set(FEATURES.flatMap(({ commands }) => commands).map(({ word }) => word));
    for (const { commands } of manifest.bots.flatMap(({ commandLists }) => commandLists)) {
      expect(commands.length).toBeLessThanOrEqual(12);
      for (const { title } of commands) expect(words).toContain(title);
    }
  });

  it("keeps to the lengths that the store asks for", () => {
    for (const locale of ["en", "zh-CN"] as const) {
      const localization = buildLocalization(settings, voice(locale));
      expect(localization["description.short"]?.length).toBeLessThanOrEqual(80);
      expect(localization["description.full"]?.length).toBeLessThanOrEqual(4_000);
    }
  });
});

it.each([
  ["MICROSOFT_APP_ID", { ...ENVIRONMENT, MICROSOFT_APP_ID: "x" }],
  ["PUBLIC_URL", { MICROSOFT_APP_ID: ENVIRONMENT.MICROSOFT_APP_ID }],
  ["PUBLIC_URL", { ...ENVIRONMENT, PUBLIC_URL: "http://bot.example" }],
  ["TEAMS_PRIVACY_URL", { ...ENVIRONMENT, TEAMS_PRIVACY_URL: "" }],
  ["TEAMS_TERMS_URL", { ...ENVIRONMENT, TEAMS_TERMS_URL: "http://example.com" }],
  ["TEAMS_APP_NAME", { ...ENVIRONMENT, TEAMS_APP_NAME: "A name that is longer than thirty letters" }],
  ["TEAMS_APP_VERSION", { ...ENVIRONMENT, TEAMS_APP_VERSION: "1.2-rc" }],
])("a wrong %s is named", (name, environment) => {
  expect(() => parsePackageSettings(environment, "1.2.3")).toThrow(name);
});

it("name and version are the operator's where they set them", async () => {
  const own = parsePackageSettings({ ...ENVIRONMENT, TEAMS_APP_NAME: "Example Boat", TEAMS_APP_VERSION: "2.0.1" }, "1.2.3");
  const named = buildManifest(own, voice("en"));
  expect(named).toMatchObject({ version: "2.0.1", name: { short: "Example Boat" }, supportsChannelFeatures: "tier1" });
  expect(buildLocalization(own, voice("zh-CN"))["name.short"]).toBe("Example Boat");
  expect(await validate(named, "MicrosoftTeams.schema.json")).toEqual([]);
});

it("a link that nobody answers, or that leads nowhere, is named", async () => {
  await expect(checkLinks(settings, async () => 200)).resolves.toBeUndefined();
  await expect(checkLinks(settings, async (url) => (url.endsWith("terms") ? 404 : 200))).rejects.toThrow("TEAMS_TERMS_URL");
  await expect(checkLinks(settings, () => Promise.reject(new Error("offline")))).rejects.toThrow("TEAMS_PRIVACY_URL");
});

it("the zip holds both languages and the icons in the sizes that Teams asks for, the same bytes each time", async () => {
  const zip = await buildPackage(settings, voice);
  const files = readZip(zip);
  expect([...files.keys()]).toEqual(["manifest.json", "zh-cn.json", "color.png", "outline.png"]);
  expect(JSON.parse(files.get("manifest.json")?.toString("utf8") ?? "")).toEqual(manifest);
  const sizeOf = (name: string) => [files.get(name)?.readUInt32BE(16), files.get(name)?.readUInt32BE(20)];
  expect(sizeOf("color.png")).toEqual([192, 192]);
  expect(sizeOf("outline.png")).toEqual([32, 32]);
  expect((await buildPackage(settings, voice)).equals(zip)).toBe(true);
});

/** By the directory at the end, as a reader of zip files does; throws on a wrong checksum or length. */
function readZip(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < zip.readUInt16LE(end + 10); index += 1) {
    const name = zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28));
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const content = inflateRawSync(zip.subarray(from, from + zip.readUInt32LE(at + 20)));
    expect([content.length, crc32(content)]).toEqual([zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 16)]);
    files.set(name, content);
    at += 46 + Buffer.byteLength(name);
  }
  expect(at).toBe(end);
  return files;
}
