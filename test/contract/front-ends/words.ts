/** Commands: answered to their author alone, in their language, and without effect where they are none. */
import { describe, expect, it } from "vitest";
import { answer, asked, type OpenFrontEnd, say, setUp, useFrontEnd } from "./harness.ts";

export function describeWords(open: OpenFrontEnd): void {
  describe("commands", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    it("tell each member in their own language what there is", async () => {
      await setUp(stage);
      expect((await ana().says("help"))?.text).toContain(say("en", "commands.text.status"));
      expect((await wang().says("help"))?.text).toContain(say("zh-CN", "commands.text.status"));
    });

    it("that are none are answered to their author alone, with the nearest", async () => {
      await setUp(stage);
      const [others, channel] = [await wang().sees(), await world().channel()];
      const told = await ana().says("statos");
      expect(told?.text).toContain("statos");
      expect(told?.text).toContain("status");
      expect(await wang().sees()).toEqual(others);
      expect(await world().channel()).toEqual(channel);
    });

    it("open a number into its sum", async () => {
      await setUp(stage);
      await ana().says("assess");
      await answer(ana(), 2);
      const told = await ana().says("why");
      expect(told?.text).toContain("Whole level");
      expect(told?.text).toContain("67");
    });

    it("give an export as a file to their author alone, with no formula in it", async () => {
      await setUp(stage);
      await ana().says("assess");
      await ana().presses(await asked(ana()), "Note or link");
      await ana().submits({ note: "=1+1", shared: "true" });
      await answer(ana(), 2);
      const [others, channel] = [await wang().sees(), await world().channel()];
      const content = await ana().takes("export csv");
      expect(content).toContain("business-value answer 2");
      expect(content).toContain("'=1+1");
      expect(content).not.toMatch(/(^|[,"])=1\+1/m);
      expect(await wang().sees()).toEqual(others);
      expect(await world().channel()).toEqual(channel);
    });

    it("report brings its lead a page to print or a PDF, in the language asked for, as a file", async () => {
      await setUp(stage);
      await ana().says("assess");
      await answer(ana(), 2);
      const page = await ana().takes("report team html");
      expect(page).toContain(say("en", "report.answer.heading"));
      expect(page).not.toContain("<script");
      expect(await ana().takes("report team html zh-CN")).toContain(say("zh-CN", "report.answer.heading"));
      expect((await ana().takes("report team pdf")).slice(0, 5)).toBe("%PDF-");
      expect((await wang().says("report"))?.text).toContain("只有团队负责人、观察者和项目群负责人");
    });

    it("switch the language at once, the open question's too", async () => {
      await setUp(stage);
      await ana().says("assess");
      const { id } = await asked(ana());
      expect((await ana().says("language zh-CN"))?.text).toContain(say("zh-CN", "personal.language.set"));
      const card = await asked(ana());
      expect(card.id).toBe(id);
      expect(card.text).toContain("question（中）");
      expect((await ana().says("help"))?.text).toContain(say("zh-CN", "commands.text.status"));
    });
  });
}
