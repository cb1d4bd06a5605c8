/**
 * How operators install Speedboat: from a clone without development packages, and from a packed release in an empty folder.
 * Both need the network and a compiler's minute, so they run where `CI=true` alone.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { countMegabytes, type Locked, MAX_MEGABYTES, readLock } from "./disk.ts";

const ROOT = join(import.meta.dirname, "../..");
const LONG_MS = 900_000;
/** A run of npm must not take the folder of the npm that runs the tests for its own. */
const OUTER = /^(npm_config_local_prefix|npm_package_.*|npm_lifecycle_.*|npm_command|INIT_CWD)$/i;
type Command = readonly [string, ...string[]];
const UNBUNDLED = z.array(z.string()).parse(JSON.parse(readFileSync(join(ROOT, "scripts/unbundled.json"), "utf8")));
/** Where the release is installed. */
const OWN = "node_modules/speedboat";
type Settings = Readonly<Record<string, string>>;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe.runIf(process.env.CI === "true")("an operator's install", () => {
  it(
    "succeeds without development packages, says what is missing, and starts a build made elsewhere",
    async () => {
      const place = await copyClone();
      expect(await run(place, "npm", "ci", "--omit=dev")).toMatchObject({ code: 0 });
      expect(countMegabytes(join(place, "node_modules"))).toBeLessThanOrEqual(MAX_MEGABYTES.production);
      expect(await run(place, "npm", "start")).toMatchObject({ code: 1, err: expect.stringContaining("There is no dist/ here") });
      await cp(join(ROOT, "dist"), join(place, "dist"), { recursive: true });
      await expectReady(place, "npm", "start");
    },
    LONG_MS,
  );

  it(
    "of a release asks npm for the few packages that are outside it, in the lock file's versions, and starts",
    async () => {
      const clone = await copyClone();
      await cp(join(ROOT, "node_modules"), join(clone, "node_modules"), { recursive: true, verbatimSymlinks: true });
      const place = await emptyFolder();
      expect(await run(clone, "npm", "pack", "--pack-destination", place)).toMatchObject({ code: 0 });
      expect(await readdir(clone)).toEqual(
        expect.not.arrayContaining(["npm-shrinkwrap.json", "package.json.kept", "sbom.cdx.json"]),
      );
      expect(await readFile(join(clone, "package.json"), "utf8")).toBe(await readFile(join(ROOT, "package.json"), "utf8"));
      const [release = ""] = (await readdir(place)).filter((name) => name.endsWith(".tgz"));
      expect(await run(place, "npm", "install", `./${release}`)).toMatchObject({ code: 0 });
      expect(countMegabytes(join(place, "node_modules"))).toBeLessThanOrEqual(MAX_MEGABYTES.release);
      expect(await listOtherVersions(place)).toEqual([]);
      const names = await readdir(join(place, "node_modules/speedboat"));
      expect(names).toEqual(
        expect.arrayContaining(["LICENSE", "NOTICE", "README.md", "data", "dist", "fonts", "prompts", "sbom.cdx.json", "src"]),
      );
      await expectReady(place, "npx", "speedboat", "start");
      await expectSlackAnswers(place, "npx", "speedboat", "start");
      expect(await run(place, "npx", "speedboat", "backup", "copy.db")).toMatchObject({ code: 0, err: "" });
      expect(await readdir(place)).toContain("copy.db");
    },
    LONG_MS,
  );
});

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-install-"));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What a clone holds: every file that git knows or would take, as it stands now. */
async function copyClone(): Promise<string> {
  const place = await emptyFolder();
  const { out } = await run(ROOT, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate");
  const files = out.split("\0").filter((name) => name !== "" && !name.startsWith("test/"));
  for (const name of files) {
    await mkdir(join(place, name, ".."), { recursive: true });
    await cp(join(ROOT, name), join(place, name));
  }
  return place;
}

/** Packages that an install of the release has in a version that the lock file does not know; npm may place them elsewhere. */
async function listOtherVersions(place: string): Promise<readonly string[]> {
  const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const describe = ({ path, version }: Locked) => `${nameOf(path)}: ${version}`;
  const locked = new Set(readLock(join(ROOT, "package-lock.json")).map(describe));
  const installed = readLock(join(place, "node_modules/.package-lock.json")).filter(({ path }) => path !== OWN);
  const names = installed.map(({ path }) => nameOf(path));
  expect(names).toEqual(expect.arrayContaining([...UNBUNDLED]));
  expect(names).not.toContain("botbuilder");
  return installed.map(describe).filter((one) => !locked.has(one));
}

function start(place: string, command: string, args: readonly string[], settings: Settings = {}): ChildProcess {
  const kept = Object.entries(process.env).filter(([name]) => !OUTER.test(name));
  const env = { ...Object.fromEntries(kept), PORT: "0", HOST: "127.0.0.1", ...settings };
  return spawn(command, args, { cwd: place, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
}

async function run(place: string, command: string, ...args: readonly string[]) {
  const child = start(place, command, args);
  const said = { out: "", err: "" };
  child.stdout?.on("data", (part) => {
    said.out += part;
  });
  child.stderr?.on("data", (part) => {
    said.err += part;
  });
  const [code] = await once(child, "close");
  return { code, ...said };
}

async function expectReady(place: string, ...command: Command): Promise<void> {
  await whileRunning(place, command, {}, async (address) => {
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect((await fetch(`${address}/playground`)).status).toBe(200);
  });
}

/** Over Socket Mode, the way that needs the most packages. */
async function expectSlackAnswers(place: string, ...command: Command): Promise<void> {
  const slack = await startFakeSlack();
  closers.push(() => slack.close());
  slack.users.set("UANA", { id: "UANA", name: nameInCast("ana") });
  const settings = { SLACK_BOT_TOKEN: "xoxb-one", SLACK_APP_TOKEN: "xapp-example", SLACK_API_URL: slack.apiUrl };
  await whileRunning(place, command, { ...settings, DATABASE_URL: "sqlite:slack.db" }, async (address) => {
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    const typed = { command: "/level2", text: "status", team_id: "T1", user_id: "UANA", channel_id: "C1", trigger_id: "1" };
    const payload = { ...typed, response_url: `${slack.origin}/respond/x` };
    const envelope = { type: "slash_commands", envelope_id: "e-1", accepts_response_payload: true, payload };
    expect(JSON.stringify(await slack.socket.send(envelope))).toContain("Set up a team");
  });
}

/** Starts the bot as an operator does, and stops it when it was asked. */
async function whileRunning(
  place: string,
  [command, ...args]: Command,
  settings: Settings,
  ask: (address: string) => Promise<void>,
): Promise<void> {
  const child = start(place, command, args, settings);
  const ended = once(child, "close");
  try {
    await ask(await addressOf(child));
  } finally {
    const runs = child.exitCode === null && child.signalCode === null;
    if (runs && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await ended;
  }
}

/** Rejects when the bot ends before it says where it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (part: Buffer) => {
      said += part.toString("utf8");
      const playground = /playground: (http:\/\/[\d.:]+)/.exec(said)?.[1];
      const port = /"port":(\d+),"msg":"listening"/.exec(said)?.[1];
      if (playground) resolve(playground);
      else if (port) resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.on("close", (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
}
