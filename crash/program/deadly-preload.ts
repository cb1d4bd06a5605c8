/**
 * Loaded into the program before its own code, with `node --import`: its wall clock runs ahead by so much, it dies at a named
 * point, and it tells what it holds when asked. Without an order in the environment it changes nothing.
 */
import { subscribe } from "node:diagnostics_channel";
import { readdirSync } from "node:fs";
import files from "node:fs/promises";
import { ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import Database from "better-sqlite3";
import type { Point } from "./points.ts";

const { CRASH_AHEAD_MS = "0", CRASH_POINT = "", CRASH_PASSES = "0", CRASH_FROM = "start" } = process.env;
const aheadMs = Number(CRASH_AHEAD_MS);
let passesLeft = Number(CRASH_PASSES);
let counts = CRASH_FROM === "start";

/** Dies here when it is this point's turn, as a power cut would have it: nothing after this line runs. */
function pass(point: Point): void {
  if (!counts || point !== CRASH_POINT) return;
  passesLeft -= 1;
  if (passesLeft === 0) process.kill(process.pid, "SIGKILL");
}

const { now: systemNow } = Date;
const shiftedNow = () => systemNow() + aheadMs;
if (aheadMs !== 0) {
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [shiftedNow()] : given, made),
    get: (target, key) => (key === "now" ? shiftedNow : Reflect.get(target, key)),
  });
}

const { exec, prepare } = Database.prototype;
Database.prototype.exec = function (sql) {
  if (sql.includes("CREATE TABLE")) pass("migration");
  if (sql === "COMMIT") pass("before-commit");
  const done = exec.call(this, sql);
  if (sql === "COMMIT") pass("after-commit");
  return done;
};
Database.prototype.prepare = function (this: Database.Database, sql: string) {
  const statement: Database.Statement<unknown[]> = Reflect.apply(prepare, this, [sql]);
  const { run } = statement;
  statement.run = (...values) => {
    pass("statement");
    return Reflect.apply(run, statement, values);
  };
  return statement;
} as typeof prepare;

const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (this: ServerResponse, ...given: readonly unknown[]) {
  if (this.req.method === "POST") {
    pass("before-ack");
    this.once("finish", () => pass("after-ack"));
  }
  return Reflect.apply(writeHead, this, given);
} as typeof writeHead;

for (const name of ["undici:request:create", "http.client.request.start"]) subscribe(name, () => pass("before-send"));
for (const name of ["undici:request:headers", "http.client.response.finish"]) subscribe(name, () => pass("after-send"));

for (const name of ["copyFile", "link", "open", "rename"] as const) {
  const original: unknown = files[name];
  if (typeof original !== "function") continue;
  const deadly = (...given: readonly unknown[]): unknown => {
    pass("file");
    return Reflect.apply(original, files, given);
  };
  Object.assign(files, { [name]: deadly });
}
syncBuiltinESMExports();

/** Accepted and still open: how many there are is the clients' affair. */
let connections = 0;
subscribe("net.server.socket", (opened) => {
  if (!(opened instanceof Object && "socket" in opened && opened.socket instanceof Socket)) return;
  connections += 1;
  opened.socket.once("close", () => {
    connections -= 1;
  });
});

process.on("message", ({ question }: { readonly question?: unknown }) => {
  if (question === "count") counts = true;
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const timers = resources.filter((name) => name === "Timeout" || name === "Immediate").length;
  const memory = { residentMb: rss / 1e6, heapMb: heapUsed / 1e6, externalMb: external / 1e6 };
  const descriptors = readdirSync("/proc/self/fd").length - connections;
  const held = { descriptors, timers, handles: resources.length - timers - connections, connections };
  process.send?.({ answer: { ...memory, ...held } });
});
// The program ends as it does without it, and never outlives the harness.
process.channel?.unref();
process.once("disconnect", () => process.exit());
