/** One team's first week in Slack, over the wire: set-up, two check-ins, a restart in between, the digest, a step, why. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toJson } from "../../../fakes/json.ts";
import { listButtons, readBlocks } from "../../../fakes/slack/blocks.ts";
import type { Modal } from "../../../fakes/slack/client.ts";
import { type Block, toBlocks } from "../../../fakes/slack/workspace.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { type Catalogue, listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../../helpers/slack/slack-world.ts";

/** Monday 9 November 2026, 09:01 in Berlin; in Shanghai the hour has long come. */
const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 12, 8, 1);

let world: SlackWorld;
let ana: SlackUser;
let wang: SlackUser;
let catalogue: Catalogue;

beforeEach(async () => {
  catalogue = await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY);
  world = await aSlackWorld({ catalogue });
  ana = world.user("UANA");
  wang = world.user("UWANG", { locale: "zh-CN", tz: "Asia/Shanghai" });
});

afterEach(async () => {
  expect(world.fake.problems).toEqual([]);
  expect(world.log.filter(({ level }) => level !== "info")).toEqual([]);
  await world.close();
});

async function setUp(values: Readonly<Record<string, string | readonly string[]>> = {}): Promise<void> {
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UWANG"], channel: "C1", privacy: "open", ...values });
}

async function openRound(): Promise<void> {
  world.clock.set(FIRST_ROUND);
  await world.tick();
}

const listDigests = () =>
  world.fake.messages.filter(({ channel, blocks }) => channel === "C1" && /^# .*round 1/.test(readBlocks(blocks)));
const seen = (user: SlackUser) => readBlocks(user.newest().blocks);

describe("a team's first week in Slack", () => {
  it("goes from set-up over two check-ins and a restart to the digest, a step and why", async () => {
    await setUp();
    expect(seen(wang)).toContain("你已加入 Payments");
    expect(readBlocks(world.fake.messages.filter(({ channel }) => channel === "C1")[0]?.blocks ?? [])).toContain(
      "Payments is getting started",
    );

    await openRound();
    expect(seen(ana)).toContain("Welcome to Payments's first round");
    await ana.taps("Spread it out");
    expect(seen(ana)).toContain("1 of 5");
    const card = ana.newest().ts;
    await ana.answers(1);
    await ana.answers(1);
    expect(ana.newest()).toMatchObject({ ts: card, edits: 3 });
    expect(seen(ana)).toContain("3 of 5");
    const third = /[A-Z]{3}-\d\d/.exec(seen(ana))?.[0] ?? "none";
    keep("check-in", ana.newest().blocks);

    await ana.taps("Pause");
    expect(seen(ana)).toContain("Paused");
    await world.restart();
    await ana.opensHome();
    await ana.taps("Continue");
    expect(seen(ana)).toContain("3 of 5");
    expect(seen(ana)).toContain(third);

    for (const _ of [3, 4, 5]) await ana.answers(1);
    keep("check-in-summary", ana.newest().blocks);

    await wang.taps("分几轮答");
    keep("check-in-zh", wang.newest().blocks);
    for (const _ of [1, 2, 3, 4, 5]) await wang.answers(3);
    expect(seen(wang)).toContain("谢谢");

    // With less than half of the assessment answered, a digest has no number and no picture.
    for (const [member, choice] of [[ana, 1] as const, [wang, 3] as const]) {
      await member.says("assess");
      await world.deliver();
      for (const _ of listQuestions(catalogue)) await member.answers(choice);
    }

    world.clock.set(AFTER_THE_WINDOW);
    await world.tick();
    const [digest] = listDigests();
    const thread = world.fake.messages.find(({ threadTs }) => threadTs !== undefined);
    expect(readBlocks(digest?.blocks ?? [])).toContain("2 of 2 answered");
    expect(digest?.blocks.map(({ type }) => type)).toContain("image");
    expect(thread?.threadTs).toBe(digest?.ts);
    expect(world.fake.files.values().next().value).toMatchObject({ name: "standing.png", done: true });
    keep("digest", digest?.blocks ?? []);

    await wang.presses(digest?.blocks ?? [], "Take it", { channel: { id: "C1" } });
    await world.deliver();
    const steps = await world.storage().work((stores) => stores.steps.listOfTeam(teamOf(digest?.blocks ?? [])));
    expect(steps).toMatchObject([{ status: "taken" }]);
    expect(readBlocks(listDigests()[0]?.blocks ?? [])).toMatch(/Under way\n• [A-Z]{3}-\d\d .*王示例, due/);
    expect(readBlocks(await wang.says("steps"))).toContain("我的");

    const why = await ana.presses(digest?.blocks ?? [], "Why?", { channel: { id: "C1" } });
    expect(why).toHaveLength(1);
    expect(why[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(readBlocks(toBlocks(why[0]?.blocks))).toContain("Whole level");
    expect(world.fake.homes.has("UANA")).toBe(true);
    keep("home", await ana.opensHome());
    keep("status", await ana.says("status"));
    keep("next", await ana.says("next"));
  });

  it("edits the digest in place when a late answer comes", async () => {
    await setUp();
    await openRound();
    await ana.taps("Spread it out");
    for (const _ of [1, 2, 3, 4, 5]) await ana.answers(1);
    world.clock.set(AFTER_THE_WINDOW);
    await world.tick();
    expect(readBlocks(listDigests()[0]?.blocks ?? [])).toContain("1 of 2 answered");
    await wang.taps("分几轮答");
    for (const _ of [1, 2, 3, 4, 5]) await wang.answers(3);
    await world.tick();
    expect(listDigests()).toHaveLength(1);
    expect(readBlocks(listDigests()[0]?.blocks ?? [])).toContain("2 of 2 answered");
    expect(world.fake.messages.filter(({ threadTs }) => threadTs === listDigests()[0]?.ts)).toHaveLength(1);
  });

  it("shows what is wrong with a form at its fields, and changes nothing", async () => {
    await ana.says("setup");
    const answer = await ana.submits(ana.modal(), { name: "P", zone: "Nowhere/Here", members: ["UWANG"] });
    expect(answer).toMatchObject({ response_action: "errors", errors: { name: expect.any(String), zone: expect.any(String) } });
    expect(world.fake.messages).toEqual([]);
    expect(readBlocks(await ana.says("status"))).toContain("team");
  });

  it("offers typed text as a note, keeps it at a tap, and takes a whole command for one", async () => {
    await setUp();
    await openRound();
    await ana.taps("Spread it out");
    await ana.writes("<@UWANG> and I decided this in <https://example.com/adr> &amp; in the talk");
    expect(seen(ana)).toContain("Save this as your note");
    const answers = await ana.taps("Save for me only");
    expect(answers).toMatchObject([{ replace_original: true }]);
    const kept = await world.storage().work((stores) => stores.checkIns.find(checkInOf(ana)));
    expect(JSON.stringify(kept)).toContain("@王示例 and I decided this in https://example.com/adr & in the talk");
    await ana.writes("privacy");
    expect(seen(ana)).toMatch(/store/);
  });

  it("opens the quality criteria in a modal, and a note's form refuses a link that is not https at its field", async () => {
    await setUp();
    await openRound();
    await ana.taps("Spread it out");
    const details = listButtons(ana.newest().blocks).find(({ action_id: id }) => String(id).startsWith("details:"));
    await ana.taps(String(toJson(details?.text).text));
    expect(readBlocks(toBlocks(ana.modal().view.blocks))).toContain("When to choose");
    await ana.taps("Note or link");
    const modal: Modal = ana.modal();
    const refused = await ana.submits(modal, { note: "a note", evidence: "javascript:alert(1)" });
    expect(refused).toMatchObject({ response_action: "errors", errors: { evidence: expect.any(String) } });
    const kept = await ana.submits(modal, { note: "a note", evidence: "https://example.com/adr" });
    expect(kept.response_action).not.toBe("errors");
    expect(seen(ana)).toMatch(/note/i);
  });

  it("keeps the Home tab up to date once it was opened", async () => {
    await setUp();
    await ana.opensHome();
    await openRound();
    expect(readBlocks(ana.home())).toContain("your check-in is open");
    const published = world.fake.callsOf("views.publish").length;
    await ana.tapsHome("Standard reminders");
    expect(world.fake.callsOf("views.publish").length).toBe(published + 1);
    await wang.says("status");
    expect(world.fake.homes.has("UWANG")).toBe(false);
  });

  it("brings the Home tab up to date at a press on it, also where it was opened before a restart", async () => {
    await setUp();
    await ana.opensHome();
    await world.restart();
    await ana.tapsHome("Standard reminders");
    expect(readBlocks(ana.home())).toContain("Reminders: standard");
  });
});

function checkInOf(user: SlackUser): string {
  const values = user.messages().flatMap(({ blocks }) => listButtons(blocks).map(({ value }) => String(value)));
  return /"checkInId":"([^"]+)"/.exec(values.join(" "))?.[1] ?? "none";
}

function teamOf(blocks: readonly Block[]): string {
  return (
    /"teamId":"([^"]+)"/.exec(
      listButtons(blocks)
        .map(({ value }) => String(value))
        .join(" "),
    )?.[1] ?? "none"
  );
}

/** For looking at, where a folder is named. */
function keep(name: string, blocks: readonly Block[]): void {
  const folder = process.env.SLACK_SCREENS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.txt`), `${readBlocks(blocks)}\n`);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ blocks }, null, 2));
}
