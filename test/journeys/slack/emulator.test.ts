/**
 * The same bot in a Slack that was written by others: installed on its consent page, with a token that carries the scopes
 * that were asked for and is held to them, and read back as its history tells it. The emulator delivers neither commands,
 * presses and forms nor, without a way to subscribe, events: those are signed and sent here as Slack does. It takes any
 * blocks, so that those are checked on the way; retries, limits, time zones and languages of people stay with the fake.
 */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toJson } from "../../../fakes/json.ts";
import { readBlocks } from "../../../fakes/slack/blocks.ts";
import { toBlocks } from "../../../fakes/slack/workspace.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { MINUTE_MS } from "../../../src/core/time.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { APP } from "../../helpers/slack/emulated-slack.ts";
import { anEmulatedWorld, type EmulatedWorld, type Reader, type Standing } from "../../helpers/slack/emulated-world.ts";

/** Monday 9 November 2026, 09:01 in Berlin. */
const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 12, 8, 1);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const catalogue = readCatalogue(DEFAULT_CATALOGUE_DIRECTORY);
let world: EmulatedWorld;
let ana: Reader;
let wang: Reader;

beforeEach(async () => {
  world = await anEmulatedWorld(await catalogue);
  [ana, wang] = [world.reader("ana"), world.reader("wang")];
});

afterEach(async () => {
  expect(world.emulated.problems).toEqual([]);
  await world.close();
});

const tokenGiven = () => String(world.emulated.exchangesOf("oauth.v2.access")[0]?.answer.access_token);
const read = ({ blocks }: Standing) => readBlocks(blocks);

/** Installed, invited into the channel, set up, and at the hour of the first round. */
async function comeToFirstRound(): Promise<void> {
  await world.install("ana");
  await world.emulated.ask("xoxp-ana", "conversations.invite", { channel: world.emulated.channel, users: APP.bot });
  await ana.says("setup");
  const team = { name: "Payments", members: [wang.id], channel: world.emulated.channel, zone: "Europe/Berlin" };
  expect(await ana.submits({ ...team, privacy: "open" })).not.toHaveProperty("errors");
  world.clock.set(FIRST_ROUND);
}

async function openRound(): Promise<void> {
  await comeToFirstRound();
  await world.tick();
}

describe("installed in a Slack that is not ours", () => {
  it("comes in over the consent page, keeps its token encrypted, and takes no code twice", async () => {
    const { page, code, done } = await world.install("ana");
    expect(page).toContain("Authorize <strong>Speedboat</strong>");
    expect(done.status).toBe(200);
    expect(await done.text()).toContain("Speedboat is installed");
    expect(tokenGiven()).toMatch(/^xoxb-.{20}/);
    const workspace = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", world.emulated.teamId));
    expect(workspace?.name).toBe("Example Ltd");
    await world.restart();
    expect(readBlocks(await ana.says("help"))).toContain("/level2");
    expect(readFileSync(world.storage().path).toString("latin1")).not.toContain(tokenGiven());
    expect(JSON.stringify(world.log)).not.toContain("xoxb-");
    expect((await world.comeBack(code)).status).toBe(400);
    expect(refusals()).toEqual(["oauth.v2.access invalid_code"]);
  });
});

describe("a round in a Slack that is not ours", () => {
  it("posts a check-in once and moves it on in place, and takes typed text for a note", async () => {
    await openRound();
    await ana.taps("Spread it out");
    const card = await ana.newest();
    expect(read(card)).toContain("1 of 5");
    await ana.answers(1);
    await ana.answers(2);
    await world.restart();
    await ana.taps("Pause");
    await ana.taps("Continue");
    const checkIns = (await ana.reads(await ana.direct())).filter(({ ts }) => ts >= card.ts);
    expect(checkIns).toHaveLength(1);
    expect(checkIns[0]).toMatchObject({ ts: card.ts, by: APP.bot, edited: true });
    expect(read(await ana.newest())).toContain("3 of 5");
    expect(card.metadata).toMatchObject({ event_type: "speedboat_post", event_payload: { postId: expect.any(String) } });
    expect((await ana.newest()).metadata).toEqual(card.metadata);
    await ana.writes("we decided this in the talk");
    expect(read(await ana.newest())).toContain("Save this as your note");
    expect(refusals()).toEqual([]);
  });

  it("finds a check-in by its metadata whose posting nobody confirmed, and does not post it again", async () => {
    await comeToFirstRound();
    const before = world.emulated.exchangesOf("chat.postMessage").length;
    world.emulated.lose("chat.postMessage");
    await world.tick();
    world.clock.set(FIRST_ROUND + MINUTE_MS);
    await world.tick();
    expect(world.emulated.exchangesOf("conversations.history")).toHaveLength(1);
    expect(world.emulated.exchangesOf("chat.postMessage").length - before).toBe(2);
    for (const member of [ana, wang]) {
      const { ts } = await member.newest();
      await member.taps("Spread it out");
      expect(await member.newest()).toMatchObject({ ts, edited: true });
    }
    expect(refusals()).toEqual([]);
  });

  it("posts the digest with a picture that was uploaded, its details in the thread, and answers why", async () => {
    await openRound();
    // Under half of the expected answers there is no number and no picture.
    for (const [member, choice] of [[ana, 1] as const, [wang, 3] as const]) {
      await member.taps("Answer everything now");
      while (!read(await member.newest()).includes("Done, thanks")) await member.answers(choice);
    }
    world.clock.set(AFTER_THE_WINDOW);
    await world.tick();
    const digests = (await ana.reads(world.emulated.channel)).filter((each) => /^# .*round 1/.test(read(each)));
    expect(digests).toHaveLength(1);
    const [digest] = digests;
    if (!digest) throw new Error("no digest");
    expect(read(digest)).toContain("2 of 2 answered");
    const picture = digest.blocks.find(({ type }) => type === "image");
    const { info, bytes } = await world.emulated.file(String(toJson(picture?.slack_file).id));
    expect(info).toMatchObject({ name: "standing.png", title: "standing.png", alt_txt: picture?.alt_text, size: bytes.length });
    expect(bytes.subarray(0, PNG.length)).toEqual(PNG);
    expect(world.emulated.uploads).toEqual([bytes.length]);
    expect(await ana.thread(world.emulated.channel, digest.ts)).toHaveLength(2);
    const [why] = await ana.presses(digest, "Why?", world.emulated.channel);
    expect(why).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(readBlocks(toBlocks(why?.blocks))).toContain("Whole level");
    expect(refusals()).toEqual([]);
  });
});

/** What Slack refused the bot, and which scope it lacked. */
function refusals(): readonly string[] {
  return world.emulated.exchanges
    .filter(({ answer }) => answer.ok !== true)
    .map(({ method, answer }) => [method, answer.error, answer.needed].filter((part) => part !== undefined).join(" "));
}
