/** One team's first week in Microsoft Teams, over the wire: set-up, two check-ins, a restart in between, the digest, a step, why. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Posted } from "../../../fakes/teams/fake-connector.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { type Catalogue, listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { listNodes, textOf } from "../../helpers/teams/cards.ts";
import {
  aTeamsWorld,
  CHANNEL_ID,
  cardsOf,
  installInTeam,
  type TeamsUser,
  type TeamsWorld,
} from "../../helpers/teams/teams-world.ts";

/** Monday 9 November 2026, 09:01 in Berlin; in Shanghai the hour has long come. */
const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 12, 8, 1);

let world: TeamsWorld;
let ana: TeamsUser;
let wang: TeamsUser;
let catalogue: Catalogue;

beforeEach(async () => {
  catalogue = await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY);
  world = await aTeamsWorld({ catalogue });
  ana = world.user("aad-ana", { zone: "Europe/Berlin" });
  wang = world.user("aad-wang", { locale: "zh-CN", zone: "Asia/Shanghai" });
});

afterEach(async () => {
  expect(world.log.filter(({ level }) => level !== "info")).toEqual([]);
  world.checkCards();
  await world.close();
});

async function setUp(values: Readonly<Record<string, string>> = {}): Promise<void> {
  await ana.installs();
  await installInTeam(world, "aad-ana");
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-wang", channel: CHANNEL_ID, privacy: "open", ...values });
}

async function openRound(): Promise<void> {
  world.clock.set(FIRST_ROUND);
  await world.tick();
}

const inHomeChannel = (): readonly Posted[] => world.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID);
const read = (message: Posted | undefined): string => textOf(cardsOf(message?.activity ?? {}));

describe("a team's first week in Teams", () => {
  it("goes from set-up over two check-ins and a restart to the digest, a step and why", async () => {
    await setUp();
    expect(ana.readsAll()).toContain("Payments");
    expect(read(inHomeChannel().at(-1))).toContain("Payments is getting started");
    await wang.says("language zh-CN");
    await openRound();

    expect(ana.reads()).toContain("Welcome to Payments's first round");
    const card = ana.newest();
    await ana.taps("Spread it out");
    expect(ana.reads()).toContain("1 of 5");
    await ana.answers(1);
    await ana.answers(1);
    expect(ana.newest().id).toBe(card.id);
    expect(card.edits).toBeGreaterThan(0);
    ana.forgetsLocal();
    expect(ana.reads()).toContain("3 of 5");
    const third = /[A-Z]{3}-\d\d/.exec(ana.reads())?.[0] ?? "none";

    await ana.taps("Pause");
    expect(ana.reads()).toContain("Paused");
    await world.restart();
    await ana.taps("Continue");
    expect(ana.reads()).toContain("3 of 5");
    expect(ana.reads()).toContain(third);
    for (const _ of [3, 4, 5]) await ana.answers(1);

    await wang.taps("分几轮答");
    for (const _ of [1, 2, 3, 4, 5]) await wang.answers(3);
    expect(wang.reads()).toMatch(/谢谢|完成|已/);

    // With less than half of the assessment answered, a digest has no number and no picture.
    for (const member of [ana, wang]) {
      await member.says("assess");
      for (const _ of listQuestions(catalogue)) await member.answers(member === ana ? 1 : 3);
    }

    world.clock.set(AFTER_THE_WINDOW);
    await world.tick();
    const digest = inHomeChannel().at(-1);
    expect(read(digest)).toContain("2 of 2 answered");
    const [picture] = listNodes(cardsOf(digest?.activity ?? {})).filter(({ type }) => type === "Image");
    expect(picture?.url).toMatch(/^data:image\/png;base64,/);
    expect(picture?.altText).toBeTruthy();
    if (!digest) throw new Error("no digest");

    const taken = await wang.invokes(digest, "Take it");
    expect(taken.type).toBe("application/vnd.microsoft.activity.message");
    await wang.says("steps");
    expect(wang.reads()).toContain("已完成");

    const before = inHomeChannel().length;
    await ana.invokes(digest, "Why?");
    expect(ana.reads()).toContain("Whole level");
    expect(inHomeChannel()).toHaveLength(before);
  });
});
