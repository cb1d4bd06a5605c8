/** What could not be kept was not done: the platform is told so and delivers it again. */
import { describe, expect, it } from "vitest";
import { type OpenFrontEnd, say, setUp, useFrontEnd } from "./harness.ts";

export function describeStoreTrouble(open: OpenFrontEnd): void {
  describe("a store that fails", () => {
    const stage = useFrontEnd(open);
    const { world, ana } = stage;

    it("R12: answers no event with success, and the same event is done when it comes again", async () => {
      await setUp(stage);
      const deliver = ana().types("language zh-CN");
      await world().breakStore();
      expect(await deliver()).toBeGreaterThanOrEqual(500);
      await world().restart();
      expect(await deliver()).toBe(200);
      expect((await ana().says("help"))?.text).toContain(say("zh-CN", "commands.text.status"));
    });
  });
}
