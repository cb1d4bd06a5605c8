/** What somebody reads in the terminal when the bot does not start: what is wrong, and the variable that mends it. */
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config.ts";
import { SpeedboatError } from "../../src/core/errors.ts";
import { createHttpServer } from "../../src/http/server.ts";
import { describeStartError } from "../../src/start/start-error.ts";
import { openStorage } from "../../src/storage/open-storage.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function readRefusal(start: () => unknown): Promise<string> {
  try {
    await start();
  } catch (error) {
    return describeStartError(error);
  }
  return "started";
}

const listen = (place: { readonly host: string; readonly port: number }) => async () => {
  const server = createHttpServer({ ...place, routes: [], isReady: () => true, onError: () => "" });
  closers.push(server.stop);
  await server.listen();
};

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-start-"));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("a place that the server cannot take", () => {
  it("is told with the address where something listens already", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    closers.push(async () => taken.close());
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    expect(await readRefusal(listen({ host: "127.0.0.1", port }))).toBe(
      `PORT: something listens on 127.0.0.1:${port} already, perhaps another Speedboat. Stop it, or set PORT to another.`,
    );
  });

  it("is told where the address belongs to another machine", async () => {
    expect(await readRefusal(listen({ host: "192.0.2.1", port: 0 }))).toBe("HOST: 192.0.2.1 is no address of this machine.");
  });

  it("is told where the port needs more rights", () => {
    const refused = Object.assign(new Error("listen EACCES"), {
      code: "EACCES",
      syscall: "listen",
      address: "127.0.0.1",
      port: 80,
    });
    expect(describeStartError(refused)).toBe("PORT: 80 needs more rights than this process has. Take one from 1024 up.");
  });

  it("is told where the name leads nowhere", () => {
    const refused = Object.assign(new Error("x"), { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: "bot.invalid" });
    expect(describeStartError(refused)).toBe("HOST: nobody knows bot.invalid.");
  });
});

describe("a database that cannot be used", () => {
  it("is named where the file is something else", async () => {
    const path = join(await aFolder(), "notes.db");
    await writeFile(path, "These are notes and no database at all, however long they get to be.".repeat(40));
    expect(await readRefusal(() => openStorage({ url: `sqlite:${path}` }))).toBe(
      `DATABASE_URL: ${path} isn't a database (file is not a database). Set another path, or restore a backup with: npx speedboat restore FILE`,
    );
  });

  it("is named where it is a folder, or lies below a file", async () => {
    const folder = await aFolder();
    expect(await readRefusal(() => openStorage({ url: `sqlite:${folder}` }))).toBe(
      `DATABASE_URL: ${folder} is a folder. Add the name of a file, such as ${folder}/speedboat.db.`,
    );
    await writeFile(join(folder, "file"), "");
    const below = join(folder, "file", "deeper", "speedboat.db");
    expect(await readRefusal(() => openStorage({ url: `sqlite:${below}` }))).toBe(
      `DATABASE_URL: ${below} can't be created because a file is where one of its folders should be (ENOTDIR). Set another path.`,
    );
  });
});

describe("a wrong variable", () => {
  it.each([
    [{ PORT: "http" }, "PORT: a whole number from 0 to 65535"],
    [{ PORT: "3978.5" }, "PORT: a whole number from 0 to 65535"],
    [{ PORT: "65536" }, "PORT: a whole number from 0 to 65535"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL: one of fatal, error, warn, info, debug, trace, silent"],
    [{ TEAMS_ANONYMOUS: "maybe" }, "TEAMS_ANONYMOUS: one of true, false"],
    [
      { SLACK_BOT_TOKEN: "xapp-example", SLACK_APP_TOKEN: "xoxb-example" },
      "SLACK_BOT_TOKEN: that is an app-level token (xapp-…), which belongs into SLACK_APP_TOKEN",
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-example", SLACK_APP_TOKEN: "xoxb-example" },
      "SLACK_APP_TOKEN: that is no app-level token (xapp-…); a bot token (xoxb-…) belongs into SLACK_BOT_TOKEN",
    ],
    [{ SLACK_API_URL: "slack.example" }, "SLACK_API_URL: an address such as https://example.com/"],
  ])("%o is answered with what it takes", async (environment, told) => {
    expect(await readRefusal(() => parseConfig(environment))).toBe(told);
  });
});

it("keeps the stack of what nobody foresaw, and says what is no error at all", () => {
  const error = new Error("unforeseen");
  expect(describeStartError(error)).toBe(error.stack);
  expect(describeStartError("odd")).toBe("odd");
});

it("says where a platform cannot be reached", () => {
  const error = new SpeedboatError("platform-unreachable", { platform: "Slack", detail: "ENOTFOUND" });
  expect(describeStartError(error)).toContain("Slack cannot be reached (ENOTFOUND).");
});
