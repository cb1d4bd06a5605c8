/** `rotate-key`, from a real database. */
import { expect, test } from "vitest";
import { createSeal } from "../../src/slack/installing/encryption.ts";
import { withStorage } from "../helpers/storage.ts";
import { runCommand } from "./run-command.ts";

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString("base64");
const [OLD, NEW, OTHER] = [keyOf(1), keyOf(2), keyOf(3)];
/** As it was sealed before keys had ids. */
const withoutId = (sealed: string) => sealed.slice(sealed.indexOf(".") + 1);

test("seals every installation with the new key, once, and needs the old one no more", () =>
  withStorage(async ({ storage, url }) => {
    const old = createSeal(OLD);
    await storage.work(async ({ slackInstallations }) => {
      await slackInstallations.save({ key: "T1", sealed: old.close("token one", "T1"), at: 1 });
      await slackInstallations.save({ key: "T2", sealed: withoutId(old.close("token two", "T2")), at: 2 });
    });
    const env = { DATABASE_URL: url, ENCRYPTION_KEY: NEW, ENCRYPTION_KEY_BEFORE: OLD };
    expect(await runCommand("rotate-key", { env })).toMatchObject({ code: 0, out: expect.stringContaining("Sealed 2 of 2") });
    expect(await runCommand("rotate-key", { env })).toMatchObject({ code: 0, out: expect.stringContaining("Sealed 0 of 2") });
    const stored = await storage.work(({ slackInstallations }) => slackInstallations.list());
    const fresh = createSeal(NEW);
    expect(stored.map(({ key, sealed, at }) => [key, fresh.open(sealed, key), at])).toEqual([
      ["T1", "token one", 1],
      ["T2", "token two", 2],
    ]);
    expect(() => old.open(stored[0]?.sealed ?? "", "T1")).toThrow();
  }));

test("changes nothing where a key is missing or wrong, and names the variable", () =>
  withStorage(async ({ storage, url }) => {
    const record = { key: "T1", sealed: createSeal(OLD).close("token one", "T1"), at: 1 };
    await storage.work(({ slackInstallations }) => slackInstallations.save(record));
    const run = (env: Readonly<Record<string, string>>) => runCommand("rotate-key", { env: { DATABASE_URL: url, ...env } });
    expect(await run({})).toMatchObject({ code: 1, err: expect.stringContaining("ENCRYPTION_KEY") });
    expect(await run({ ENCRYPTION_KEY: "c2hvcnQ=" })).toMatchObject({ code: 1, err: expect.stringContaining("32 bytes") });
    for (const before of [{}, { ENCRYPTION_KEY_BEFORE: OTHER }]) {
      const refused = await run({ ENCRYPTION_KEY: NEW, ...before });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("nothing was changed") });
      expect(refused.err).not.toContain("token one");
    }
    expect(await storage.work(({ slackInstallations }) => slackInstallations.list())).toEqual([record]);
  }));
