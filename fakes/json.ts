/** Reads what came over the wire without believing anything of its shape. */

export type Json = Readonly<Record<string, unknown>>;

/** Empty for what is no object. */
export function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A list of objects; empty for what is no list. */
export function asList(value: unknown): readonly Json[] {
  return toList(value).map(toJson);
}

export function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Every string that a reader sees or hears, wherever it stands: under these keys alone, so that ids and links are left out. */
const READ_KEYS = new Set(["text", "label", "title", "altText", "alt_text", "fallbackText", "speak", "summary"]);

export function readAloud(value: unknown): string {
  const said: string[] = [];
  walk(value, (key, text) => {
    if (READ_KEYS.has(key)) said.push(text);
  });
  return said.join("\n");
}

/** Every string in it, with the key under which it stands. */
export function walk(value: unknown, see: (key: string, text: string) => void, key = ""): void {
  if (typeof value === "string") see(key, value);
  else if (Array.isArray(value)) for (const part of value) walk(part, see, key);
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) walk(part, see, name);
  }
}
