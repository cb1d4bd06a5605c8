/** Where an export is brought: to Teams' own storage over https, and to this machine only where Teams is played on it. */
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { uploadFile } from "../../src/teams/answering/files.ts";

const FILE = { name: "export.csv", mediaType: "text/csv", content: "a,b" };
let server: Server;
let received: string[];
let uploadUrl: string;
beforeEach(async () => {
  received = [];
  server = createServer((req, res) => {
    received.push(`${req.method} ${req.url}`);
    req.resume();
    res.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  uploadUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/drive`;
});
afterEach(() => new Promise<void>((resolve) => void server.close(() => resolve())));

test("what a card names on this machine is not written to while Teams itself is elsewhere", async () => {
  const serviceUrl = "https://smba.example.com/emea/";
  expect(await uploadFile(FILE, { upload: { uploadUrl }, serviceUrl })).toBe(false);
  expect(received).toEqual([]);
});

test("beside a Teams that is played on this machine it is", async () => {
  expect(await uploadFile(FILE, { upload: { uploadUrl }, serviceUrl: "http://127.0.0.1:9/" })).toBe(true);
  expect(received).toEqual(["PUT /drive"]);
});

test("no file goes anywhere else without https", async () => {
  const upload = { uploadUrl: "http://files.example.com/drive" };
  expect(await uploadFile(FILE, { upload, serviceUrl: "http://127.0.0.1:9/" })).toBe(false);
});
