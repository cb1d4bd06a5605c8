/** The log that the program writes, through the real pino: no secret and nothing that anybody wrote gets into it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportTrouble } from "../../src/app/ports/report-trouble.ts";
import { createLog } from "../../src/watch/create-log.ts";

const CANARY = "canary-5e1f";
const TOKENS = ["xoxb-1-2-canary-5e1f", "xapp-1-canary-5e1f", "eyJhbGciOiJI.eyJjYW5hcnk.canary-5e1f", "Bearer canary-5e1f"];
const NAMES = [
  "token",
  "accessToken",
  "bot_token",
  "password",
  "clientSecret",
  "signingSecret",
  "SLACK_STATE_SECRET",
  "Authorization",
];
const TEXTS = ["text", "note", "line", "blocks", "body", "content", "values", "message", "evidence", "view", "payload"];

/** Everything that the log wrote while the task ran. */
function written(task: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  task(createLog("trace", { write: (line) => void lines.push(line) }));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  return lines.join("");
}

/** The value below so many names that say nothing about it. */
const below = (depth: number, value: object): object => (depth === 0 ? value : { of: [below(depth - 1, value)] });

describe("R28: the real log holds", () => {
  it("no value that is named like a secret or a text, however deep it stands", () => {
    for (const name of [...NAMES, ...TEXTS])
      for (const depth of [0, 1, 2, 3, 4, 9, 40])
        expect([name, depth, written((log) => log.info(below(depth, { [name]: CANARY }), "said"))]).toEqual([
          name,
          depth,
          expect.not.stringContaining(CANARY),
        ]);
  });

  it.each(TOKENS)("no token, whatever it is called and wherever it stands: %s", (token) => {
    const out = written((log) => {
      log.warn({ reason: `refused ${token}`, list: [token] }, `Slack did not take ${token}`);
      log.error(`Slack did not take ${token}`);
    });
    expect(out).not.toContain(CANARY);
    expect(out).toContain("[removed]");
  });

  it("no message of an error, nor what hangs on it, in whatever way it is logged", () => {
    const cause = Object.assign(new TypeError(CANARY), { code: "SQLITE_ERROR", request: { body: CANARY }, sql: CANARY });
    const error = Object.assign(new Error(CANARY, { cause }), { config: { headers: { Authorization: CANARY }, data: CANARY } });
    const out = written((log) => {
      for (const values of [{ error }, { cause: error }, { err: error }, { failure: error }, { of: [error] }, error])
        log.error(values, "failed");
      log.error(error);
      reportTrouble(log, error, { event: "command", name: "why" });
    });
    expect(out).not.toContain(CANARY);
    for (const told of ["TypeError", "SQLITE_ERROR", "create-log.test.ts"]) expect(out).toContain(told);
  });

  it("what an operator needs: names, codes, ids and numbers as they were given", () => {
    const line = JSON.parse(
      written((log) => log.warn({ workspaceId: "w1", code: "rate_limited", waitMs: 3, of: { id: "i1" } }, "late")),
    );
    expect(line).toMatchObject({ level: 40, workspaceId: "w1", code: "rate_limited", waitMs: 3, of: { id: "i1" }, msg: "late" });
  });

  it("a line for every value there is, one line each", () =>
    fc.assert(
      fc.property(fc.object({ withDate: true, withMap: true, withSet: true }), (values) => {
        expect(
          written((log) => log.info(values, "said"))
            .trim()
            .split("\n"),
        ).toHaveLength(1);
      }),
      { seed: Number(process.env.SEED) },
    ));
});
