/** Where an export is brought: to Teams' own storage over https, and to this machine only where Teams is played on it. */
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ExportFile } from "../../src/app/ports/export-files.ts";
import { uploadFile } from "../../src/teams/answering/files.ts";

let file: ExportFile;
let folder: string;
let server: Server;
let received: string[];
let ranges: string[];
let uploadUrl: string;
beforeEach(async () => {
  received = [];
  ranges = [];
  folder = await mkdtemp(join(tmpdir(), "speedboat-test-"));
  file = { path: join(folder, "export"), bytes: 3 };
  await writeFile(file.path, "a,b");
  server = createServer((req, res) => {
    received.push(`${req.method} ${req.url}`);
    ranges.push(String(req.headers["content-range"]));
    req.resume();
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  uploadUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/drive`;
});
afterEach(async () => {
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  await rm(folder, { recursive: true });
});

test("what a card names on this machine is not written to while Teams itself is elsewhere", async () => {
  const serviceUrl = "https://smba.example.com/emea/";
  expect(await uploadFile(file, { upload: { uploadUrl }, serviceUrl })).toBe(false);
  expect(received).toEqual([]);
});

test("beside a Teams that is played on this machine it is", async () => {
  expect(await uploadFile(file, { upload: { uploadUrl }, serviceUrl: "http://127.0.0.1:9/" })).toBe(true);
  expect(received).toEqual(["PUT /drive"]);
});

test("a large one goes in parts that Teams' storage takes", async () => {
  const bytes = 12_000_000;
  await truncate(file.path, bytes);
  expect(await uploadFile({ ...file, bytes }, { upload: { uploadUrl }, serviceUrl: "http://127.0.0.1:9/" })).toBe(true);
  expect(ranges).toEqual([`bytes 0-5242879/${bytes}`, `bytes 5242880-10485759/${bytes}`, `bytes 10485760-11999999/${bytes}`]);
});

test("no file goes anywhere else without https", async () => {
  const upload = { uploadUrl: "http://files.example.com/drive" };
  expect(await uploadFile(file, { upload, serviceUrl: "http://127.0.0.1:9/" })).toBe(false);
});
