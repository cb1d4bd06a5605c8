import { expect, test } from "vitest";
import { createProgress } from "../../src/cli/progress.ts";

function watch(watched: boolean) {
  const seen = { now: 0, text: "" };
  const progress = createProgress({
    watched,
    now: () => seen.now,
    err: (text) => {
      seen.text += text;
    },
  });
  return { seen, progress };
}

test("a bar is drawn after a second, and wiped at the end", () => {
  const { seen, progress } = watch(true);
  seen.now = 999;
  progress.report(1, 4);
  expect(seen.text).toBe("");
  seen.now = 1_000;
  progress.report(1, 2);
  expect(seen.text).toBe(`\r${"█".repeat(15)}${"░".repeat(15)}  50 %`);
  progress.end();
  expect(seen.text.endsWith("\r\u001b[K")).toBe(true);
});

test("nothing is drawn where nobody looks", () => {
  const { seen, progress } = watch(false);
  seen.now = 5_000;
  progress.report(1, 2);
  progress.end();
  expect(seen.text).toBe("");
});
