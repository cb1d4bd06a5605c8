/** Many processes on one file, and processes that die. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { keepTeam } from "../../contract/stores/harness.ts";
import { type Compiled, compileSources, runScript } from "../../helpers/child.ts";
import { withEmptyFile, withStorage } from "../../helpers/storage.ts";
import { aWorkspace } from "../../helpers/team.ts";

const LONG_MS = 120_000;
const ALL = MIGRATIONS.map(({ number }) => number);

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSources();
}, LONG_MS);
afterAll(async () => {
  await compiled.remove();
});

test(
  "R22: of 20 starts at once on an empty file one migrates, and all of them work",
  () =>
    withEmptyFile(async ({ url }) => {
      const start = `
        import { openStorage } from "./storage/open-storage.js";
        const storage = await openStorage({ url: process.env.URL_OF_FILE });
        await storage.work((stores) => stores.inbox.claim(String(process.pid), 1));
        await storage.close();
        console.log(JSON.stringify(storage.migrated));`;
      const ended = await Promise.all(Array.from({ length: 20 }, () => runScript(compiled, start, { URL_OF_FILE: url })));
      expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(ended.map(() => ({ code: 0, err: "" })));
      const migrated = ended.map(({ out }) => JSON.parse(out)).filter((numbers) => numbers.length > 0);
      expect(migrated).toEqual([ALL]);
    }),
  LONG_MS,
);

test(
  "R22: a start that is killed between two migrations leaves nothing behind, and the next does it all",
  () =>
    withEmptyFile(async ({ url, path, open }) => {
      const dying = `
        import { openConnection } from "./storage/sqlite/connection.js";
        import { migrate } from "./storage/migrations/migrate.js";
        import { MIGRATIONS } from "./storage/migrations/all.js";
        const deadly = { number: 3, name: "deadly", get sql() { process.kill(process.pid, "SIGKILL"); return ""; } };
        migrate(openConnection(process.env.PATH_OF_FILE), [...MIGRATIONS.slice(0, 2), deadly]);`;
      expect(await runScript(compiled, dying, { PATH_OF_FILE: path })).toMatchObject({ signal: "SIGKILL" });
      const storage = await open(url);
      expect(storage.migrated).toEqual(ALL);
      await storage.work((stores) => stores.workspaces.save(aWorkspace()));
    }),
  LONG_MS,
);

test(
  "each slot is claimed by one of several processes",
  () =>
    withStorage(async ({ storage, url }) => {
      await storage.work(keepTeam);
      const claiming = `
        import { openStorage } from "./storage/open-storage.js";
        const storage = await openStorage({ url: process.env.URL_OF_FILE });
        const round = (slot) => ({ id: slot + "-" + process.pid, teamId: "team-1", number: 2, slot, opensAt: 1, closesAt: 2, status: "open" });
        const claims = Array.from({ length: 200 }, (_, index) =>
          storage.work((stores) => stores.rounds.claim(round("slot-" + index))));
        const won = (await Promise.all(claims)).filter(Boolean).length;
        await storage.close();
        console.log(won);`;
      const ended = await Promise.all(Array.from({ length: 4 }, () => runScript(compiled, claiming, { URL_OF_FILE: url })));
      expect(ended.map(({ err }) => err)).toEqual(["", "", "", ""]);
      expect(ended.reduce((sum, { out }) => sum + Number(out), 0)).toBe(200);
      expect(await storage.work((stores) => stores.rounds.listOfTeam("team-1", 999))).toHaveLength(201);
    }),
  LONG_MS,
);

test(
  "R9: what a process was told is kept outlives its being killed, and what it was not told is whole or absent",
  () =>
    withStorage(async ({ storage, url }) => {
      const writing = `
        import { openStorage } from "./storage/open-storage.js";
        import { writeSync } from "node:fs";
        const storage = await openStorage({ url: process.env.URL_OF_FILE });
        for (let index = 0; ; index += 1) {
          if (index === 20) setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);
          await storage.work(async (stores) => {
            await stores.settings.set("left-" + index, "kept");
            await stores.settings.set("right-" + index, "kept");
          });
          writeSync(1, index + "\\n");
        }`;
      const { out, signal } = await runScript(compiled, writing, { URL_OF_FILE: url });
      const told = out.trim().split("\n").length;
      expect(signal).toBe("SIGKILL");
      expect(told).toBeGreaterThanOrEqual(20);
      await storage.work(async (stores) => {
        for (let index = 0; index <= told + 1; index += 1) {
          const sides = [await stores.settings.get(`left-${index}`), await stores.settings.get(`right-${index}`)];
          expect(sides[0]).toBe(sides[1]);
          if (index < told) expect(sides).toEqual(["kept", "kept"]);
        }
      });
    }),
  LONG_MS,
);
