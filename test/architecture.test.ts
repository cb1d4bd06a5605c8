/** The arrows of ARCHITECTURE.md, and who may name which package, read from the imports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildGraph, findCircles } from "../measure/code/import-graph.ts";
import { findSharedExports, findSharedFileNames } from "../measure/code/shared-names.ts";
import { listFolders, readSources, type SourceFile } from "../measure/code/source-files.ts";

const ROOT = join(import.meta.dirname, "..");

/** What each room may import besides itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  message: ["core"],
  pictures: ["message", "core"],
  app: ["message", "core"],
  paper: ["pictures", "message", "core"],
  http: [],
  holidays: ["core"],
  storage: ["app", "paper", "message", "core"],
  scheduler: ["app", "core"],
  pace: ["app", "core"],
  delivery: ["pace", "app", "message", "core"],
  watch: ["main", "app"],
  slack: ["pace", "app", "pictures", "message", "core", "http"],
  teams: ["pace", "app", "pictures", "message", "core", "http"],
  playground: ["app", "pictures", "message", "core", "http"],
  bot: ["delivery", "app", "message", "core", "http"],
  simulation: ["bot", "holidays", "playground", "storage", "app", "pictures", "message", "core"],
  start: ["main", "http", "bot", "simulation", "slack", "playground", "storage", "app", "pictures", "message", "core"],
  cli: ["paper", "main", "start", "bot", "holidays", "simulation", "playground", "storage", "app", "pictures", "message", "core"],
};

/** Likewise, of what stands beside `src`; `src` is the whole of it. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  fakes: [],
  wire: ["src", "fakes"],
  bench: ["src", "fakes"],
  measure: ["src", "fakes", "wire"],
  crash: ["src", "fakes", "wire", "bench"],
  mutation: ["vitest.config.ts"],
  "test/helpers": ["src", "fakes", "wire", "test"],
  test: ["src", "fakes", "wire", "bench", "crash", "measure", "test/helpers"],
};

/** Every package that is installed with the bot, and the rooms that may name it. What stands beside `src` may name them all. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "@18f/us-federal-holidays": ["holidays"],
  "@clack/prompts": ["cli", "playground"],
  "@napi-rs/canvas": ["pictures"],
  "@slack/bolt": ["slack"],
  "@slack/web-api": ["slack"],
  "@vvo/tzdb": ["app"],
  "better-sqlite3": ["storage"],
  botbuilder: ["teams"],
  "csv-parse": ["app"],
  "csv-stringify": ["app", "cli"],
  "fastest-levenshtein": ["app"],
  feiertagejs: ["holidays"],
  "fraction.js": ["core", "app", "message", "simulation", "storage"],
  "holiday-calendar": ["holidays"],
  "intl-messageformat": ["message"],
  fontkit: ["paper"],
  kysely: ["storage"],
  "node-cron": ["scheduler"],
  pdfkit: ["paper"],
  pino: ["watch"],
  "prom-client": ["watch"],
  "temporal-polyfill": ["core"],
  // Imported by @slack/socket-mode, which leaves it to whoever installs it; npm packs no such package into a release by itself.
  undici: [],
  yaml: ["message", "storage"],
  zod: ["core", "message", "app", "storage", "slack", "teams", "playground", "holidays", "start", "cli", "main"],
};

/** Made by `npm run fix`, and read by the compiler alone. */
const MADE = "src/message/voice/prompt-table.ts";

/** Files that still import each other in a circle. Whoever breaks one up strikes it here. */
const KNOWN_CIRCLES: readonly string[] = [];

type Manifest = { readonly dependencies: Readonly<Record<string, string>> };
const MANIFEST: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

const SOURCES = readSources(ROOT, listFolders(ROOT));
const OF_SRC = SOURCES.filter(({ path }) => path.startsWith("src/"));

/** A folder of `src`, or `main` for the files at its top; a folder beside it. */
function roomOf(path: string): string {
  const [top = "", folder = "", ...rest] = path.split("/");
  if (top === "src") return rest.length > 0 ? folder : "main";
  return top === "test" && folder === "helpers" ? "test/helpers" : top;
}

/** What the room may import; undefined where it is not on the plan. */
function allowedOf({ path }: SourceFile): readonly string[] | undefined {
  const room = roomOf(path);
  if (!path.startsWith("src/")) return BESIDE[room];
  return room === "main" ? ["src"] : ROOMS[room];
}

function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** How many files, and the folder that holds them all. */
function describeCircle(circle: readonly string[]): string {
  const [first = [], ...others] = circle.map((path) => path.split("/").slice(0, -1));
  const shared = first.filter((_, depth) =>
    others.every((other) => first.slice(0, depth + 1).every((name, at) => other[at] === name)),
  );
  return `${circle.length} files in ${shared.join("/")}`;
}

describe("the arrows between the rooms", () => {
  it("finds the sources", () => {
    expect(OF_SRC.length).toBeGreaterThan(50);
    expect(new Set(SOURCES.map(({ path }) => roomOf(path)))).toContain("test/helpers");
  });

  it("point down only", () => {
    const breaches = SOURCES.flatMap((file) => {
      const allowed = allowedOf(file);
      if (!allowed) return [`${file.path}: a room that is not on the plan`];
      return file.imports.flatMap(({ specifier, target }) => {
        if (target === undefined) return [];
        const room = roomOf(target);
        const isAllowed =
          room === roomOf(file.path) || allowed.includes(target.startsWith("src/") && allowed.includes("src") ? "src" : room);
        return isAllowed ? [] : [`${file.path} → ${specifier}`];
      });
    });
    expect(breaches).toEqual([]);
  });

  it("let the page in the browser take types alone, of the messages and of what the server says", () => {
    const page = OF_SRC.filter(({ path }) => path.startsWith("src/playground/page/")).flatMap(({ imports }) => imports);
    const types = page.filter(({ typeOnly }) => typeOnly).map(({ specifier }) => specifier);
    const code = page.filter(({ typeOnly }) => !typeOnly).map(({ specifier }) => specifier);
    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((from) => !/^(?:\.\/|\.\.\/\.\.\/message\/|\.\.\/page-api\.ts$)/.test(from))).toEqual([]);
    expect(code.length).toBeGreaterThan(20);
    expect(code.filter((from) => !/^\.\/[\w-]+\.ts$/.test(from))).toEqual([]);
  });

  it("leave delivery no rule of the use cases but those it is handed", () => {
    const targets = OF_SRC.filter(({ path }) => roomOf(path) === "delivery")
      .flatMap(({ imports }) => imports.map(({ target }) => target ?? ""))
      .filter((target) => target.startsWith("src/app/"));
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => target !== "src/app/call.ts" && !target.startsWith("src/app/ports/"))).toEqual([]);
  });

  it("run in no circles but the known ones", () => {
    expect(findCircles(buildGraph(SOURCES)).map(describeCircle).sort()).toEqual([...KNOWN_CIRCLES].sort());
  });

  it("give every exported name and every file name one meaning", () => {
    expect(findSharedExports(OF_SRC)).toMatchObject({ ambiguous: [], outdated: [] });
    expect(findSharedFileNames(OF_SRC)).toMatchObject({ ambiguous: [], outdated: [] });
  });

  it("keep each package in its rooms", () => {
    const breaches = OF_SRC.flatMap((file) =>
      file.imports
        .filter(({ specifier, target }) => target === undefined && !specifier.startsWith("node:"))
        .filter(({ specifier }) => !PACKAGES[packageOf(specifier)]?.includes(roomOf(file.path)))
        .map(({ specifier }) => `${file.path} → ${specifier}`),
    );
    expect(breaches).toEqual([]);
  });

  it("give every package that is installed a room that names it", () => {
    const unused = Object.entries(PACKAGES).flatMap(([name, rooms]) =>
      rooms
        .filter((room) => !OF_SRC.some((file) => roomOf(file.path) === room && names(file, name)))
        .map((room) => `${name} in ${room}`),
    );
    expect({ packages: Object.keys(PACKAGES).sort(), unused }).toEqual({
      packages: Object.keys(MANIFEST.dependencies).sort(),
      unused: [],
    });
  });

  it("leave the core without files, SDKs, clock and randomness", () => {
    const core = OF_SRC.filter((file) => roomOf(file.path) === "core");
    const builtIn = core.flatMap((file) =>
      file.imports.filter(({ specifier }) => specifier.startsWith("node:")).map(({ specifier }) => `${file.path} → ${specifier}`),
    );
    const impure = core
      .filter((file) => /Date\.now\(|new Date\(\)|Math\.random\(|Temporal\.Now|process\.|performance\.now/.test(file.text))
      .map((file) => file.path);
    expect([...builtIn, ...impure]).toEqual([]);
  });

  it("say above every export of src what it promises", () => {
    const exports = OF_SRC.flatMap(({ path, exports }) => exports.map(({ name, documented }) => ({ name, path, documented })));
    expect(exports.length).toBeGreaterThan(1_000);
    expect(exports.filter(({ documented }) => !documented).map(({ name, path }) => `${name} in ${path}`)).toEqual([]);
  });

  it("name every folder of sources in a table of ARCHITECTURE.md", () => {
    const plan = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
    const rooms = [...listFolders(ROOT), ...Object.keys(ROOMS)];
    expect(rooms.length).toBeGreaterThan(20);
    const named = new Set([...plan.matchAll(/^\| (`[^|]*)\|/gm)].flatMap(([, cell = ""]) => cell.match(/[\w./]+/g) ?? []));
    expect(rooms.filter((room) => !named.has(room) && !named.has(`${room}/`))).toEqual([]);
  });

  it("keep files within 300 lines", () => {
    expect(OF_SRC.filter(({ path, lines }) => lines > 300 && path !== MADE).map(({ path }) => path)).toEqual([]);
  });
});

/** Also by a path below it that is put together or listed before it is loaded. */
function names({ text, imports }: SourceFile, name: string): boolean {
  return imports.some(({ specifier }) => packageOf(specifier) === name) || text.includes(`"${name}/`);
}
