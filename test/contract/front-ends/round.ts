/** A round from its hour to the digest in the channel. */
import { describe, expect, it } from "vitest";
import { answer, type FrontEndUser, type OpenFrontEnd, offering, setUp, useFrontEnd } from "./harness.ts";

/** Two hours after set-up, on the same Monday; then when the window of 48 hours is over. */
const FIRST_ROUND = Date.UTC(2026, 10, 2, 11, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 4, 11, 1);

export function describeRound(open: OpenFrontEnd): void {
  describe("a round", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    async function answerAll(user: FrontEndUser, spread: string): Promise<void> {
      await user.presses(await offering(user, spread), spread);
      for (const _ of [1, 2, 3, 4, 5]) await answer(user, 1);
    }
    const listDigests = async () => (await world().channel()).filter(({ text }) => text.includes("of 2 answered"));

    it("ends in a digest in the channel, with its picture, which a late answer changes in place", async () => {
      await setUp(stage);
      await world().passTo(FIRST_ROUND);
      await answerAll(ana(), "Spread it out");
      await world().passTo(AFTER_THE_WINDOW);
      const [digest] = await listDigests();
      expect(digest?.text).toContain("Payments · round 1");
      expect(digest?.text).toContain("1 of 2 answered");
      expect(digest?.pictures).toHaveLength(1);

      await answerAll(wang(), "分几轮答");
      await world().passTo(AFTER_THE_WINDOW + 60_000);
      const changed = await listDigests();
      expect(changed.map(({ id }) => id)).toEqual([digest?.id]);
      expect(changed[0]?.text).toContain("2 of 2 answered");
      expect(changed[0]?.pictures).toHaveLength(1);
    });
  });
}
