/** R37 over every file of the running program: database, log, exports, a backup that is made afterwards, and its own log. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postEvent } from "../../fakes/slack/client.ts";
import { HOUR_MS } from "../../src/core/time.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

const NAME = "Benedetta Canary";
const CANARIES = [NAME, "UCANARY", "canary-note", "canary-shared", "canary-evidence", "Pacific/Chatham"];

let world: SlackWorld;
let ana: SlackUser;
let ben: SlackUser;
beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  ben = world.user("UCANARY", { name: NAME, tz: "Pacific/Chatham" });
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UCANARY"], channel: "C1", privacy: "open" });
  await world.deliver();
});
afterEach(() => world.close());

/** Which texts stand in which files below the program's folder, and in what it logged. */
function findCanaries(): readonly string[] {
  const folder = world.opened.folder;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const contents = files.map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))] as const);
  const log = ["log", Buffer.from(JSON.stringify(world.log))] as const;
  return [...contents, log].flatMap(([name, bytes]) =>
    CANARIES.filter((text) => bytes.includes(text)).map((text) => `${name}: ${text}`),
  );
}

async function answer(): Promise<void> {
  const { bot } = world;
  const { storage, clock, ids } = bot().world;
  await storage.work(async (stores) => {
    const [workspace] = await stores.workspaces.list();
    const person = await stores.people.findByAccount(workspace?.id ?? "", "UCANARY");
    const [membership] = person ? await stores.memberships.listOfPerson(person.id) : [];
    const team = membership && (await stores.teams.find(membership.teamId));
    if (!person || !membership || !team) throw new Error("nobody answers");
    const at = clock.now();
    const of = { teamId: team.id, membershipId: membership.id, edition: team.edition };
    const checkInId = ids.next();
    const short = {
      kind: "short",
      status: "finished",
      items: [],
      position: { on: "summary" },
      revision: 1,
      openedAt: at,
    } as const;
    await stores.checkIns.insert({ ...of, ...short, id: checkInId, personId: person.id });
    for (const [questionId, remark] of [
      ["logs", { note: "canary-note" }],
      ["metrics", { note: "canary-shared", noteShared: true, evidence: "https://example.com/canary-evidence" }],
    ] as const) {
      await stores.answers.append({
        ...of,
        ...remark,
        id: ids.next(),
        questionId,
        checkInId,
        reply: { kind: "rating", rating: 2 },
        at,
      });
    }
  });
}

test("R37: forget me leaves nothing in any file, and neither a refreshed profile, a late event nor a restart brings it back", async () => {
  await answer();
  await ana.says("export csv");
  await ben.says("export json");
  await world.bot().exports.settled();
  const before = findCanaries();
  for (const text of CANARIES) expect(before.join()).toContain(text);
  // Of the team and of Ben alone; nothing but ids is in the log.
  const names = new Set(before.filter((found) => found.includes("canary-shared")).map((found) => found.split(":")[0]));
  expect([...names].filter((name) => !name?.startsWith("speedboat.db")).length).toBe(2);

  await ben.presses(await ben.says("forget me"), "Forget me");
  await world.tick();
  await world.storage().backupTo(join(world.opened.folder, "after.db"));
  expect(findCanaries()).toEqual([]);

  const late = { at: world.clock.now() - HOUR_MS };
  await postEvent(world, { type: "user_change", user: { id: "UCANARY", real_name: NAME, tz: "Pacific/Chatham" } }, late);
  await postEvent(world, { type: "member_left_channel", user: "UCANARY", channel: "C1" }, late);
  await postEvent(world, { type: "app_home_opened", user: "UCANARY", channel: "DUCANARY", tab: "home" }, late);
  await world.frontEnds().slack.settle();
  await world.tick();
  expect(findCanaries()).toEqual([]);
  await world.restart();
  await world.tick();
  expect(findCanaries()).toEqual([]);
});
