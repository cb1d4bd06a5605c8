/** What nobody caught: it is in the log, and a rejection does not end the program. */
import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import { reportStrays } from "../../src/start/report-strays.ts";

test.each([
  ["unhandledRejection", "unhandled-rejection", 0],
  ["uncaughtException", "uncaught-exception", 1],
])("of an %s the log has the name and an id, and the program stops %s %i times", (event, name, expected) => {
  const process = new EventEmitter();
  const lines: object[] = [];
  const keep = (values: object) => void lines.push(values);
  const log: Log = { info: keep, warn: keep, error: keep };
  let stops = 0;
  reportStrays(process, {
    log,
    stop: () => {
      stops += 1;
    },
  });
  process.emit(event, new TypeError("my secret note"));
  expect(lines).toEqual([expect.objectContaining({ event: "process", name, id: expect.stringMatching(/^\w{8}$/) })]);
  expect([stops, JSON.stringify(lines).includes("secret")]).toEqual([expected, false]);
});
