/** The walk from question to question: one message, one effect a press, nobody else's hand in it. */
import { describe, expect, it } from "vitest";
import { answer, asked, listAnswers, type OpenFrontEnd, offering, ratingOf, setUp, useFrontEnd } from "./harness.ts";

const HOSTILE =
  "=1+1 <!channel> <@U1> [x](javascript:alert(1)) **b** {{DATE(2026-01-01,SHORT)}} \u202Egnp.exe\u202C 🚤 <b>&amp;</b>";

export function describeCheckIns(open: OpenFrontEnd): void {
  describe("a check-in", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    it("is one message that moves on in place, and keeps each answer", async () => {
      await setUp(stage);
      await ana().says("assess");
      const first = await asked(ana());
      const ids = (await ana().sees()).map(({ id }) => id);
      expect(first.text).toContain("business-value question");
      await answer(ana(), 2);
      const second = await asked(ana());
      expect(second.id).toBe(first.id);
      expect(second.text).toContain("kpi-language question");
      expect((await ana().sees()).map(({ id }) => id)).toEqual(ids);
      expect(await listAnswers(world())).toMatchObject([{ questionId: "business-value", reply: { kind: "rating", rating: 2 } }]);
    });

    it("is asked in the member's own language", async () => {
      await setUp(stage);
      await wang().says("assess");
      expect((await asked(wang())).text).toContain("business-value question（中）");
    });

    it("R11: counts a button that is pressed twice at once, and once more after that, once", async () => {
      await setUp(stage);
      await ana().says("assess");
      const card = await asked(ana());
      const label = ratingOf(card, 1);
      await Promise.all([ana().presses(card, label), ana().presses(card, label)]);
      await ana().presses(card, label);
      expect(await listAnswers(world())).toHaveLength(1);
      expect((await asked(ana())).text).toContain("kpi-language question");
    });

    it("R27: refuses somebody else's hand, tells them so, and stays as it is", async () => {
      await setUp(stage);
      await ana().says("assess");
      const card = await asked(ana());
      const before = (await wang().sees()).length;
      await wang().presses(card, ratingOf(card, 1));
      const told = (await wang().sees()).slice(before).map(({ text }) => text);
      expect(told.join("\n")).toMatch(/用\s+(\/level2 )?checkin\s/);
      expect(await listAnswers(world())).toEqual([]);
      expect(await asked(ana())).toEqual(card);
    });

    it("shows where it is now to who presses an old card", async () => {
      await setUp(stage);
      await ana().says("assess");
      const old = await asked(ana());
      await answer(ana(), 2);
      await answer(ana(), 2);
      const now = await asked(ana());
      await ana().presses(old, ratingOf(old, 0));
      expect((await asked(ana())).text).toBe(now.text);
      expect((await ana().sees()).map(({ text }) => text).join("\n")).toContain("out of date");
      expect((await listAnswers(world())).map(({ reply }) => reply)).toEqual([
        { kind: "rating", rating: 2 },
        { kind: "rating", rating: 2 },
      ]);
    });

    it("goes on at the same question after a pause and a restart", async () => {
      await setUp(stage);
      await ana().says("assess");
      await answer(ana(), 3);
      const before = await asked(ana());
      await ana().presses(before, "Pause");
      await world().restart();
      const paused = await offering(ana(), "Continue");
      expect(paused.id).toBe(before.id);
      await ana().presses(paused, "Continue");
      expect((await asked(ana())).text).toBe(before.text);
    });

    it("shows a note as it was written and nothing of it comes to life", async () => {
      await setUp(stage, { name: "<!here> [y](javascript:alert(2))" });
      await ana().says("assess");
      await ana().presses(await asked(ana()), "Note or link");
      expect(await ana().submits({ note: HOSTILE, shared: "true" })).toEqual({});
      const { text } = await asked(ana());
      for (const part of ["=1+1", "<!channel>", "[x](javascript:alert(1))", "**b**", "gnp.exe", "🚤", "<b>&amp;</b>"]) {
        expect(text).toContain(part);
      }
      await answer(ana(), 1);
      expect(await listAnswers(world())).toMatchObject([{ note: HOSTILE }]);
    });

    it("refuses a note of 64 KiB and links that are not https at their fields, and keeps nothing", async () => {
      await setUp(stage);
      await ana().says("assess");
      await ana().presses(await asked(ana()), "Note or link");
      expect(Object.keys(await ana().submits({ note: "n".repeat(65_536) }))).toEqual(["note"]);
      for (const evidence of ["http://example.com/adr", "javascript:alert(1)"]) {
        expect(Object.keys(await ana().submits({ note: "a note", evidence }))).toEqual(["evidence"]);
      }
      expect(await ana().submits({ note: "a note", evidence: "https://example.com/adr" })).toEqual({});
      await answer(ana(), 1);
      expect(await listAnswers(world())).toMatchObject([{ note: "a note", evidence: "https://example.com/adr" }]);
    });
  });
}
