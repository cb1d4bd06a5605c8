/** A team's first week, lived through in a real browser: set up, asked, paused, restarted, answered, summed up, explained. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBrowser, openBrowser, type RunningBot, startBot, takePicture } from "../../helpers/browser.ts";

const executable = findBrowser();
const PATIENCE_MS = 60_000;

describe.skipIf(executable === undefined)("the playground in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "speedboat-page-"));
  const database = `sqlite:${join(folder, "playground.db")}`;
  const problems: string[] = [];
  let bot: RunningBot;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    bot = await startBot({ DATABASE_URL: database });
    browser = await openBrowser(executable ?? "");
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB", timezoneId: "Europe/Berlin" });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(bot.address);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const direct = (): Locator => page.locator("#direct");
  const lastCard = (): Locator => direct().locator("article.entry.post").last();

  async function become(name: string): Promise<void> {
    await page.locator("button.person", { hasText: name }).click();
    await page.locator("button.person[aria-current=true]", { hasText: name }).waitFor();
  }

  async function type(line: string): Promise<void> {
    const field = page.getByRole("combobox").and(page.locator("textarea"));
    await field.fill(line);
    await field.press("Escape");
    await field.press("Enter");
  }

  async function addPerson(name: string, zone: string, language: string): Promise<void> {
    await page.locator("button.add-person").click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("#field-name").fill(name);
    await dialog.locator("#field-zone").fill(zone);
    await dialog.locator("#field-locale").selectOption({ label: language });
    await dialog.locator("button[type=submit]").click();
    await page.locator("button.person", { hasText: name }).waitFor();
  }

  /** Lets time pass, from one event to the next, until this is on the page. */
  async function passTimeUntil(wanted: Locator): Promise<void> {
    for (let events = 0; events < 40; events += 1) {
      if (await wanted.first().isVisible()) return;
      const answered = page.waitForResponse((response) => response.url().endsWith("/playground/api/clock"));
      await page.locator("button[data-step=next]").click();
      await answered;
      await page.waitForTimeout(400);
    }
    await wanted.first().waitFor({ timeout: 5_000 });
  }

  async function answer(card: Locator, index: number): Promise<void> {
    const answered = page.waitForResponse((response) => response.url().endsWith("/playground/api/act"));
    await card.locator("[data-control=choices] button").nth(index).click();
    await answered;
  }

  it("offers a start, and sets up a team by the form", async () => {
    await takePicture(page, "01-welcome");
    await page.getByRole("button", { name: /empty team/ }).click();
    await page.locator("button.person").nth(5).waitFor();
    await addPerson("Nia Test", "Europe/Berlin", "English");
    await addPerson("陈测试", "Asia/Shanghai", "简体中文");
    await addPerson("Omar Test", "America/New_York", "English");
    await become("Nia Test");
    await type("/level2 setup");
    const dialog = page.getByRole("dialog");
    await dialog.locator("#field-name").fill("Payments crew");
    await dialog.locator("#field-channel").selectOption({ value: "payments-team" });
    for (const name of ["Nia Test", "陈测试", "Omar Test"])
      await dialog.locator("input[name=members]").and(page.getByLabel(name)).check();
    await dialog.locator("#field-zone").fill("Berlin/Europa");
    await dialog.locator("button[type=submit]").click();
    await dialog.locator("[aria-invalid=true]").first().waitFor();
    await takePicture(page, "02-setup-wrong-zone");
    await dialog.locator("#field-zone").fill("Europe/Berlin");
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "hidden" });
    await direct().getByText("Payments crew").first().waitFor();
    await takePicture(page, "03-set-up");
  }, 120_000);

  it("asks at the team's hour, and pauses in the middle", async () => {
    await passTimeUntil(direct().getByRole("button", { name: "Spread it out" }));
    await takePicture(page, "04-offer");
    await direct().getByRole("button", { name: "Spread it out" }).click();
    await lastCard().getByText("1 of 5").waitFor();
    await takePicture(page, "05-question");
    await answer(lastCard(), 1);
    await lastCard().getByText("2 of 5").waitFor();
    await answer(lastCard(), 2);
    await lastCard().getByText("3 of 5").waitFor();
    await lastCard().getByRole("button", { name: "Pause" }).click();
    await lastCard().getByRole("button", { name: "Continue" }).waitFor();
  }, 120_000);

  it("goes on at the same question after a restart", async () => {
    await bot.stop();
    bot = await startBot({ DATABASE_URL: database, PORT: new URL(bot.address).port });
    await page.reload();
    await become("Nia Test");
    await lastCard().getByRole("button", { name: "Continue" }).click();
    await lastCard().getByText("3 of 5").waitFor();
    for (const [place, index] of [3, 3, 2].entries()) {
      await answer(lastCard(), index);
      await lastCard()
        .getByText(place < 2 ? `${place + 4} of 5` : "5 of 5 answered")
        .waitFor();
    }
    await lastCard().getByText("Done, thanks").waitFor();
    await takePicture(page, "06-summary");
  }, 120_000);

  it("asks another member in Chinese", async () => {
    await become("陈测试");
    await page.locator("button.person:focus", { hasText: "陈测试" }).waitFor();
    await passTimeUntil(direct().getByRole("button", { name: "分几轮答" }));
    await direct().getByRole("button", { name: "分几轮答" }).click();
    await lastCard().getByText("第 1 题，共 5 题").waitFor();
    // The page speaks as its reader does, and the keyboard stays at the person whom it chose.
    expect(await lastCard().locator(".entry-head").textContent()).toMatch(/应用.*已更新/s);
    expect(await page.locator("button[data-step=next]").textContent()).toBe("下一件事");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    await type("状态");
    await direct().getByRole("button", { name: "/level2 status" }).waitFor();
    expect(await direct().locator("article.entry.notice").last().locator(".only-you").textContent()).toBe("仅你可见");
    for (let place = 1; place <= 5; place += 1) {
      await lastCard().getByText(`第 ${place} 题，共 5 题`).waitFor();
      if (place === 2) await takePicture(page, "07-question-zh");
      await answer(lastCard(), place % 4);
    }
    await lastCard().getByText("答完了，谢谢").waitFor();
  }, 120_000);

  it("posts the digest with its picture, and opens a number into its sum", async () => {
    await become("Omar Test");
    await passTimeUntil(direct().getByRole("button", { name: "Answer everything now" }));
    await direct().getByRole("button", { name: "Answer everything now" }).click();
    for (let place = 1; place <= 12; place += 1) {
      await lastCard()
        .getByText(new RegExp(`· ${place} of \\d+$`))
        .waitFor();
      await answer(lastCard(), (place * 3) % 4);
    }
    await become("Nia Test");
    await page.locator("aside.channel select").selectOption("payments-team");
    const digest = page.locator("aside.channel article", { hasText: "Payments crew · round 1" }).first();
    await passTimeUntil(digest);
    await takePicture(page, "08-digest");
    await type("/level2 why");
    const why = direct().locator("article.notice", { hasText: /coverage/i });
    await why.waitFor();
    await takePicture(page, "09-why");
    // Who read further up sees what they send, and what comes back.
    const log = direct().locator("section.scroll").last();
    await log.evaluate((node) => {
      node.scrollTop = 0;
    });
    await type("/level2 why");
    const said = direct().locator("article .said", { hasText: "/level2 why" });
    await said.nth(1).waitFor();
    await page.waitForTimeout(500);
    expect(await log.evaluate((node) => node.scrollTop)).toBeGreaterThan(0);
    // The keyboard gets to the text field by / from anywhere, and by the first link of the page.
    await page.locator("button[data-step=next]").focus();
    await page.keyboard.press("/");
    await page.locator("#composer:focus").waitFor({ timeout: 5_000 });
    await page.locator("button[data-step=next]").focus();
    await page.locator("a.skip").focus();
    await page.keyboard.press("Enter");
    await page.locator("#composer:focus").waitFor({ timeout: 5_000 });
    expect(await direct().locator("article.notice").last().textContent()).toMatch(/coverage/i);
  }, 180_000);

  it("opens the channel at its newest post on a phone, too", async () => {
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.locator("nav.bottom-tabs").getByRole("button", { name: "Channel" }).click();
    const newest = page.locator("aside.channel article").last();
    await newest.waitFor();
    await page.waitForTimeout(500);
    const box = await newest.boundingBox();
    await page.setViewportSize(size);
    // Its end, or its beginning where it is longer than the screen.
    expect(box && (box.y + box.height < 844 || box.y < 200)).toBe(true);
    await page.reload();
    await direct().waitFor();
  }, 60_000);

  it("switches to Chinese and to the dark theme", async () => {
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByText("你是谁").or(page.getByText("添加")).first().waitFor();
    await page
      .locator("nav.rail")
      .getByRole("button", { name: /深色|主题/ })
      .click();
    await page.locator("html[data-theme=dark]").waitFor();
    await takePicture(page, "10-chinese-dark");
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
    expect(problems).toEqual([]);
  }, 60_000);
});
