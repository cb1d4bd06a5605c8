import { defineConfig } from "vitest/config";

/** Properties draw the same cases in every run of the test command; `SEED=random` draws others, `SEED=<number>` those again. */
const seed = process.env.SEED === "random" ? Math.floor(Math.random() * 2 ** 31) : Number(process.env.SEED ?? 20_261_123);
if (!Number.isSafeInteger(seed)) throw new Error(`SEED is "${process.env.SEED}", neither a whole number nor "random"`);
if (process.env.SEED === "random") console.log(`SEED=${seed}`);

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    env: { SEED: String(seed) },
    setupFiles: ["test/set-up.ts"],
    // Wide, since a busy machine proves nothing: only a test that hangs may end here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
