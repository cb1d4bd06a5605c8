/** The order of what reaches the disk and what reaches the caller, read from the system calls of a real process. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Compiled, compileSources } from "../../helpers/child.ts";

const LONG_MS = 240_000;
const REQUESTS = 30;

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSources();
}, LONG_MS);
afterAll(() => compiled.remove());

/** Serves requests that each keep something, asks one after the other, and ends. */
const program = (folder: string) => `
  import { createHttpServer } from "${folder}/http/server.js";
  import { replyText } from "${folder}/http/routes.js";
  import { openStorage } from "${folder}/storage/open-storage.js";
  const storage = await openStorage({ url: process.env.URL_OF_FILE });
  const handle = async (req, res) => {
    await storage.work((stores) => stores.settings.set("last", req.url));
    replyText(res, 200, "kept");
  };
  const routes = [{ method: "GET", path: "/keep/*", handle }];
  const server = createHttpServer({ host: "127.0.0.1", port: 0, routes, isReady: () => true, onError: () => "" });
  const port = await server.listen();
  for (let index = 0; index < ${REQUESTS}; index += 1) await (await fetch(\`http://127.0.0.1:\${port}/keep/\${index}\`)).text();
  await server.stop();
  await storage.close();`;

/** Runs the program under strace and returns the calls in their order: `sync` for each flush, `2xx` for each answer. */
async function listCalls(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-fsync-"));
  const traced = join(folder, "calls");
  const watched = "trace=fsync,fdatasync,write,writev,sendto,sendmsg";
  const child = spawn(
    "strace",
    [
      "-f",
      "-qq",
      "-s",
      "32",
      "-e",
      watched,
      "-o",
      traced,
      process.execPath,
      "--input-type=module",
      "--eval",
      program(compiled.folder),
    ],
    { env: { ...process.env, URL_OF_FILE: `sqlite:${join(folder, "speedboat.db")}` }, stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  expect([code, said]).toEqual([0, ""]);
  const lines = (await readFile(traced, "utf8")).split("\n");
  await rm(folder, { recursive: true, force: true });
  return lines.flatMap((line) => {
    if (/\bf(?:data)?sync\(/.test(line)) return "sync";
    return line.includes("HTTP/1.1 200") && !line.includes("recv") ? "2xx" : [];
  });
}

test(
  "R20: the disk is flushed before each 2xx",
  async () => {
    const calls = await listCalls();
    const answers = calls.flatMap((call, index) => (call === "2xx" ? index : []));
    expect(answers).toHaveLength(REQUESTS);
    // Nothing but a flush stands right before an answer, and so one flush at least lies between two of them.
    expect(answers.map((index) => calls[index - 1])).toEqual(answers.map(() => "sync"));
  },
  LONG_MS,
);
