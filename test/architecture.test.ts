/** The arrows of ARCHITECTURE.md, read from the imports. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const SRC = join(ROOT, "src");

/** What each room may import besides itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  message: ["core"],
  pictures: ["message", "core"],
  app: ["message", "core"],
  http: [],
  holidays: ["core"],
  storage: ["app", "message", "core"],
  scheduler: ["app", "core"],
  delivery: ["app", "message", "core"],
  watch: ["main", "app"],
  slack: ["app", "pictures", "message", "core", "http"],
  teams: ["app", "pictures", "message", "core", "http"],
  playground: ["app", "pictures", "message", "core", "http"],
  bot: ["delivery", "app", "message", "core", "http"],
  simulation: ["bot", "holidays", "playground", "storage", "app", "pictures", "message", "core"],
  start: ["main", "bot", "simulation", "slack", "playground", "storage", "app", "pictures", "message", "core"],
  cli: ["main", "bot", "holidays", "simulation", "playground", "storage", "app", "pictures", "message", "core"],
};

/** Packages that one room alone may name; a prefix ends in `/`. */
const OWNED_PACKAGES: readonly { readonly pattern: RegExp; readonly rooms: readonly string[] }[] = [
  { pattern: /^@slack\//, rooms: ["slack"] },
  { pattern: /^botbuilder|^botframework/, rooms: ["teams"] },
  { pattern: /^kysely$|^better-sqlite3$/, rooms: ["storage"] },
  { pattern: /^node-cron$/, rooms: ["scheduler"] },
];

const CORE_PACKAGES = ["fraction.js", "temporal-polyfill", "zod", "cron-parser"];

type SourceFile = { readonly path: string; readonly room: string; readonly text: string; readonly imports: readonly string[] };

function listSources(): readonly SourceFile[] {
  const names = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return names.map((name) => {
    const text = readFileSync(join(SRC, name), "utf8");
    return { path: name, room: name.includes(sep) ? (name.split(sep)[0] ?? "") : "main", text, imports: listImports(text) };
  });
}

function listImports(text: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
}

function roomOfImport(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = relative(SRC, join(SRC, dirname(file.path), specifier));
  return target.includes(sep) ? target.split(sep)[0] : "main";
}

const SOURCES = listSources();

describe("the arrows between the rooms", () => {
  it("finds the sources", () => {
    expect(SOURCES.length).toBeGreaterThan(50);
  });

  it("point down only", () => {
    const breaches = SOURCES.flatMap((file) => {
      const allowed = ROOMS[file.room];
      if (file.room === "main" || !allowed) return file.room === "main" ? [] : [`${file.path}: a room that is not on the plan`];
      return file.imports.flatMap((specifier) => {
        const room = roomOfImport(file, specifier);
        return room === undefined || room === file.room || allowed.includes(room) ? [] : [`${file.path} → ${specifier}`];
      });
    });
    expect(breaches).toEqual([]);
  });

  it("let the page in the browser take types alone, of the messages and of what the server says", () => {
    const page = SOURCES.filter((file) => file.path.startsWith(join("playground", "page", sep)));
    const typesAlone = /^import type [^;]*? from "([^"]+)";$/gm;
    const types = page.flatMap(({ text }) => [...text.matchAll(typesAlone)].map((match) => match[1] ?? ""));
    const code = page.flatMap(({ text }) => listImports(text.replaceAll(typesAlone, "")));
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((from) => !/^(?:\.\/|\.\.\/\.\.\/message\/|\.\.\/page-api\.ts$)/.test(from))).toEqual([]);
    expect(code.length).toBeGreaterThan(20);
    expect(code.filter((from) => !/^\.\/[\w-]+\.ts$/.test(from))).toEqual([]);
  });

  it("keep each SDK in its room", () => {
    const breaches = SOURCES.flatMap((file) =>
      OWNED_PACKAGES.filter(({ rooms }) => !rooms.includes(file.room)).flatMap(({ pattern }) =>
        file.imports.filter((specifier) => pattern.test(specifier)).map((specifier) => `${file.path} → ${specifier}`),
      ),
    );
    expect(breaches).toEqual([]);
  });

  it("leave the core without files, SDKs, clock and randomness", () => {
    const core = SOURCES.filter((file) => file.room === "core");
    const packages = core.flatMap((file) =>
      file.imports
        .filter((specifier) => !specifier.startsWith(".") && !CORE_PACKAGES.includes(specifier))
        .map((specifier) => `${file.path} → ${specifier}`),
    );
    const impure = core
      .filter((file) => /Date\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now|process\.|performance\.now/.test(file.text))
      .map((file) => file.path);
    expect([...packages, ...impure]).toEqual([]);
  });

  it("keep files within 300 lines", () => {
    const long = SOURCES.filter((file) => file.text.split("\n").length > 301).map((file) => file.path);
    expect(long).toEqual([]);
  });
});
