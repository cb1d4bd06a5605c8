/**
 * The README's pictures of Teams: a check-in, a digest and the gate of a real conversation, in Microsoft's own renderer. With
 * `SCREENSHOT_DIR=docs/images` this test makes them again.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import { DEFAULT_CATALOGUE_DIRECTORY } from "../../../src/bot/package-root.ts";
import { listQuestions } from "../../../src/core/catalogue/catalogue.ts";
import { readCatalogue } from "../../../src/storage/catalogue/catalogue-files.ts";
import { findBrowser, openBrowser } from "../../helpers/browser.ts";
import { textOf } from "../../helpers/teams/cards.ts";
import { listRenderFaults, openRenderer } from "../../helpers/teams/official-renderer.ts";
import { aTeamsWorld, CHANNEL_ID, cardsOf, installInTeam, type TeamsWorld } from "../../helpers/teams/teams-world.ts";

const executable = findBrowser();
/** Monday 9 November 2026, 09:01 in Berlin. */
const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 12, 8, 1);
/** The bot's own font in place of Teams' font, which is not free. */
const toFontFace = (weight: number): string => {
  const bytes = readFileSync(join(import.meta.dirname, `../../../fonts/inter-${weight}.ttf`));
  return `@font-face { font-family: Inter; font-weight: ${weight}; src: url(data:font/ttf;base64,${bytes.toString("base64")}); }`;
};
/** As Teams sets a card: its width, white on its grey. */
const STYLE = `
  ${toFontFace(400)} ${toFontFace(600)}
  html { background: #f5f5f5; }
  body { width: 560px !important; margin: 0; padding: 20px; box-sizing: border-box; }
  body > * { background: #fff; border: 1px solid #e0e0e0; border-radius: 6px; }
  * { font-family: Inter, sans-serif !important; }
  .ac-pushButton { background: #fff; border: 1px solid #d1d1d1; border-radius: 4px; padding: 5px 12px; font-weight: 600; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #fff; }
`;

type Shown = { readonly name: string; readonly cards: readonly Json[]; readonly says: string };

/** Two members of an open team answer everything, most of it well; the round closes. */
async function listShown(world: TeamsWorld): Promise<readonly Shown[]> {
  const catalogue = await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY);
  const ana = world.user("aad-ana", { zone: "Europe/Berlin" });
  const ben = world.user("aad-ben", { zone: "Europe/Berlin" });
  await ana.installs();
  await installInTeam(world, "aad-ana");
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-ben", channel: CHANNEL_ID, privacy: "open" });
  world.clock.set(FIRST_ROUND);
  await world.tick();
  await ana.taps("Spread it out");
  await ana.answers(2);
  const checkIn = cardsOf(ana.newest().activity);
  for (const _ of [2, 3, 4, 5]) await ana.answers(2);
  await ben.taps("Spread it out");
  for (const _ of [1, 2, 3, 4, 5]) await ben.answers(3);
  for (const [member, shift] of [
    [ana, 0],
    [ben, 1],
  ] as const) {
    await member.says("assess");
    for (const [index] of listQuestions(catalogue).entries()) await member.answers(index % 4 === shift ? 1 : 3 - (index % 2));
  }
  world.clock.set(AFTER_THE_WINDOW);
  await world.tick();
  const digest = world.fake.posted.filter(({ conversationId }) => conversationId === CHANNEL_ID).at(-1);
  await ana.says("gate");
  return [
    { name: "teams-check-in", cards: checkIn, says: "2 of 5" },
    { name: "teams-digest", cards: cardsOf(digest?.activity ?? {}), says: "2 of 2 answered" },
    { name: "teams-gate", cards: cardsOf(ana.newest().activity), says: "Level 3" },
  ];
}

async function takeCard(page: Page, name: string): Promise<void> {
  const directory = process.env.SCREENSHOT_DIR;
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  const height = await page.evaluate("Math.ceil(document.body.getBoundingClientRect().height)");
  await page.screenshot({
    path: join(directory, `${name}.png`),
    clip: { x: 0, y: 0, width: 560, height: Math.min(Number(height), 866) },
  });
}

describe.skipIf(executable === undefined)("the README's pictures of Teams", () => {
  let browser: Browser;
  let world: TeamsWorld;
  beforeAll(async () => {
    browser = await openBrowser(executable ?? "");
    world = await aTeamsWorld({ catalogue: await readCatalogue(DEFAULT_CATALOGUE_DIRECTORY) });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it("show a check-in, a digest and the gate as Microsoft's renderer shows them", async () => {
    const page = await browser.newPage({ viewport: { width: 560, height: 1600 } });
    await openRenderer(page);
    await page.addStyleTag({ content: STYLE });
    for (const { name, cards, says } of await listShown(world)) {
      expect(textOf(cards)).toContain(says);
      expect(await listRenderFaults(page, cards.slice(0, 1))).toEqual([]);
      await takeCard(page, name);
    }
  }, 120_000);
});
