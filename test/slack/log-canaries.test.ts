/** A story told through the real log, with words in it that must never leave the database. */
import Database from "better-sqlite3";
import { afterEach, expect, it } from "vitest";
import { nextId, postEvent } from "../../fakes/slack/client.ts";
import { createLog } from "../../src/watch/create-log.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";

const CANARY = "canary-77aa";

let world: SlackWorld;
afterEach(() => world.close());

it("R28: neither notes, typed words nor tokens reach the log, although everything goes wrong", async () => {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  world = await aSlackWorld({
    teams: [{ id: "T1", name: "Example Ltd", token: `xoxb-${CANARY}` }],
    settings: { botToken: `xoxb-${CANARY}` },
    log,
  });
  const ana = world.user("UANA");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: `Team ${CANARY}`, privacy: "open" });
  await ana.says("checkin");
  await world.deliver();
  await ana.writes(`a note about ${CANARY}`);
  await world.deliver();
  for (const method of ["chat.postMessage", "chat.update", "views.open", "users.info"])
    for (const trouble of [{ status: 500 }, { status: 429, retryAfter: 1 }]) world.fake.plan(method, trouble);
  await ana.says(`why ${CANARY}`);
  await world.deliver();
  const file = new Database(world.storage().path);
  file.pragma("foreign_keys = OFF");
  file.exec(`ALTER TABLE memberships RENAME TO "${CANARY}"`);
  file.close();
  for (const text of [`why ${CANARY}`, `a note about ${CANARY}`]) {
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text, ts: nextId("1.") };
    expect((await postEvent(world, event)).status).toBe(500);
  }
  await world.slack().settle();
  const out = lines.join("");
  expect(out).toContain('"event":"text"');
  expect(out).not.toContain(CANARY);
});
