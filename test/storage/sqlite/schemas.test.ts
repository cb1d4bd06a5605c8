/** From every schema that there ever was to the newest: killed midway, started many times at once, and never rewritten. */
import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { openConnection } from "../../../src/storage/sqlite/connection.ts";
import { type Compiled, compileSources, runScript } from "../../helpers/child.ts";
import { withEmptyFile } from "../../helpers/storage.ts";
import { aWorkspace } from "../../helpers/team.ts";

const LONG_MS = 240_000;
/** What was released stays as it is: a database that has it would never get the change. */
const RELEASED: readonly string[] = [
  "86ea6994b4f444de",
  "4d2656564637ce71",
  "2aa85a3f0f29e240",
  "06af8a37324812ab",
  "47434e17aa2f71cd",
  "0abd8083e8dec025",
  "bbaa82701039855d",
  "9ea8fa0a02b994ff",
  "d005d24fad48ec03",
];
const EVERY = MIGRATIONS.map(({ number }) => number);
const OLDER = EVERY.slice(0, -1);

let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSources();
}, LONG_MS);
afterAll(() => compiled.remove());

/** A file as the program left it that knew so many migrations, with a workspace in it. */
function leaveAt(path: string, number: number): void {
  const connection = openConnection(path);
  migrate(
    connection,
    MIGRATIONS.filter((migration) => migration.number <= number),
  );
  connection.exec(
    `INSERT INTO workspaces (id, platform, platform_id, name, locale, installed_at) VALUES ('workspace-1', 'slack', 'T1', 'Example Ltd', 'en', ${aWorkspace().installedAt})`,
  );
  connection.close();
}

describe("R22: a database of schema", () => {
  it.each(OLDER)(
    "%i is brought to the newest after a start that was killed midway, with all that it held",
    (number) =>
      withEmptyFile(async ({ url, path, open }) => {
        leaveAt(path, number);
        const dying = `
          import { openConnection } from "./storage/sqlite/connection.js";
          import { migrate } from "./storage/migrations/migrate.js";
          import { MIGRATIONS } from "./storage/migrations/all.js";
          const last = MIGRATIONS.at(-1);
          const deadly = { ...last, get sql() { process.kill(process.pid, "SIGKILL"); return last.sql; } };
          migrate(openConnection(process.env.PATH_OF_FILE), [...MIGRATIONS.slice(0, -1), deadly]);`;
        expect(await runScript(compiled, dying, { PATH_OF_FILE: path })).toMatchObject({ signal: "SIGKILL" });
        const between = new Database(path, { readonly: true });
        expect(between.prepare("SELECT max(number) FROM migrations").pluck().get()).toBe(number);
        between.close();
        const storage = await open(url);
        expect(storage.migrated).toEqual(EVERY.filter((each) => each > number));
        expect((await storage.work((stores) => stores.workspaces.list())).map(({ name }) => name)).toEqual(["Example Ltd"]);
        const whole = new Database(path, { readonly: true });
        expect(whole.pragma("integrity_check", { simple: true })).toBe("ok");
        expect(whole.prepare("SELECT count(*) FROM pragma_foreign_key_check").pluck().get()).toBe(0);
        whole.close();
      }),
    LONG_MS,
  );

  it(
    "1 is brought to the newest by one of 20 starts at once, and all of them work",
    () =>
      withEmptyFile(async ({ url, path }) => {
        leaveAt(path, 1);
        const start = `
          import { openStorage } from "./storage/open-storage.js";
          const storage = await openStorage({ url: process.env.URL_OF_FILE });
          await storage.work((stores) => stores.inbox.claim(String(process.pid), 1));
          await storage.close();
          console.log(JSON.stringify(storage.migrated));`;
        const ended = await Promise.all(Array.from({ length: 20 }, () => runScript(compiled, start, { URL_OF_FILE: url })));
        expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(ended.map(() => ({ code: 0, err: "" })));
        const migrated = ended.map(({ out }) => JSON.parse(out)).filter((numbers) => numbers.length > 0);
        expect(migrated).toEqual([EVERY.slice(1)]);
      }),
    LONG_MS,
  );

  it.each(RELEASED.map((mark, index) => [index + 1, mark] as const))("%i is made as it was released", (number, mark) => {
    const migration = MIGRATIONS[number - 1];
    expect(
      createHash("sha256")
        .update(migration?.sql ?? "")
        .digest("hex")
        .slice(0, 16),
    ).toBe(mark);
  });
});
