/** The command as the shell runs it: a process of its own. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { RELEASED_MAIN } from "../helpers/child.ts";

const LONG_MS = 120_000;
const program = join(dirname(RELEASED_MAIN), "cli.js");

function shell(command: string): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const speedboat = `"${process.execPath}" "${program}"`;
  return new Promise((resolve) => {
    const script = `set -o pipefail; speedboat() { ${speedboat} "$@"; }; ${command}`;
    execFile(
      "bash",
      ["--norc", "-c", script],
      { env: { PATH: process.env.PATH ?? "", LANG: "en_US.UTF-8" } },
      (error, out, err) => {
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
      },
    );
  });
}

test("begins with the line by which a shell knows its interpreter", async () => {
  expect((await readFile(program, "utf8")).split("\n")[0]).toBe("#!/usr/bin/env node");
});

test(
  "ends with 0, 1 or 2",
  async () => {
    expect(await shell("speedboat --version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d/), err: "" });
    expect(await shell("speedboat restore /nowhere.db")).toMatchObject({ code: 1, out: "" });
    expect(await shell("speedboat restor /nowhere.db")).toMatchObject({
      code: 2,
      err: expect.stringContaining("Did you mean restore?"),
    });
  },
  LONG_MS,
);

test(
  "a check-in without a terminal is refused, and a reader that stops early is no error",
  async () => {
    expect(await shell("DATABASE_URL=sqlite::memory: speedboat checkin < /dev/null")).toMatchObject({
      code: 1,
      err: expect.stringContaining("needs a terminal"),
    });
    expect(await shell("speedboat help | head -n 1")).toMatchObject({ code: 0, err: "" });
  },
  LONG_MS,
);
