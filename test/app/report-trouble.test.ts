/** What the log holds of an error: enough to find the mend, nothing of what anybody wrote, and once. */
import { expect, test } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import { describeFailure, reportTrouble, troubleIdOf } from "../../src/app/ports/report-trouble.ts";
import { SpeedboatError } from "../../src/core/errors.ts";

function aKeptLog() {
  const lines: object[] = [];
  const keep = (values: object) => void lines.push(values);
  const log: Log = { info: keep, warn: keep, error: keep };
  return { lines, log };
}

test("an error is logged once under one id, also when another one wraps it on its way up", () => {
  const { lines, log } = aKeptLog();
  const inner = new SpeedboatError("lost-race");
  const id = reportTrouble(log, inner, { event: "press", name: "walk answer", workspaceId: "w1" });
  const wrapped = Object.assign(new Error("outer"), { original: new Error("middle", { cause: inner }) });
  expect([reportTrouble(log, wrapped, { event: "http" }), troubleIdOf(wrapped)]).toEqual([id, id]);
  expect(id).toMatch(/^[2-9a-z]{8}$/);
  expect(lines).toEqual([expect.objectContaining({ id, event: "press", name: "walk answer", workspaceId: "w1" })]);
});

test("errors and causes are told by name, code and calls; no message is", () => {
  const cause = Object.assign(new TypeError("near 'my secret note'"), { code: "SQLITE_ERROR" });
  const described = describeFailure(new SpeedboatError("lost-race", { detail: "my secret note" }, { cause }));
  expect(described).toMatchObject({
    name: "SpeedboatError",
    code: "lost-race",
    cause: { name: "TypeError", code: "SQLITE_ERROR" },
  });
  expect(described.stack?.[0]).toContain("report-trouble.test.ts");
  expect(JSON.stringify(described)).not.toContain("secret");
});

test("what is thrown and no error at all is told by its type alone", () => {
  const { lines, log } = aKeptLog();
  expect(reportTrouble(log, "my secret note", { event: "tick" })).toMatch(/^\w{8}$/);
  expect(JSON.stringify(lines)).not.toContain("secret");
});

test("an error that is its own cause ends all the same", () => {
  const circle: Error = new Error("circle");
  circle.cause = circle;
  expect(describeFailure(circle)).toMatchObject({ name: "Error" });
});
