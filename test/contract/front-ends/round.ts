/** A round from its hour to the digest in the channel. */
import { describe, expect, it } from "vitest";
import { answer, type FrontEndUser, isAsked, type OpenFrontEnd, offering, setUp, useFrontEnd } from "./harness.ts";

/** Two hours after set-up, on the same Monday; then when the window of 48 hours is over. */
const FIRST_ROUND = Date.UTC(2026, 10, 2, 11, 1);
const AFTER_THE_WINDOW = Date.UTC(2026, 10, 4, 11, 1);

export function describeRound(open: OpenFrontEnd): void {
  describe("a round", () => {
    const stage = useFrontEnd(open);
    const { world, ana, wang } = stage;

    /** The whole assessment: with less than half of it answered, a digest has no number and no picture. */
    async function answerAll(user: FrontEndUser, allNow: string): Promise<void> {
      await user.presses(await offering(user, allNow), allNow);
      while (await isAsked(user)) await answer(user, 1);
    }
    const listDigests = async () => (await world().channel()).filter(({ text }) => text.includes("of 2 answered"));

    it("ends in a digest in the channel, with its picture, which a late answer changes in place", async () => {
      await setUp(stage);
      await world().passTo(FIRST_ROUND);
      await answerAll(ana(), "Answer everything now");
      await world().passTo(AFTER_THE_WINDOW);
      const [digest] = await listDigests();
      expect(digest?.text).toContain("Payments · round 1");
      expect(digest?.text).toContain("1 of 2 answered");
      expect(digest?.pictures).toHaveLength(1);

      await answerAll(wang(), "现在全部答完");
      await world().passTo(AFTER_THE_WINDOW + 60_000);
      const changed = await listDigests();
      expect(changed.map(({ id }) => id)).toEqual([digest?.id]);
      expect(changed[0]?.text).toContain("2 of 2 answered");
      expect(changed[0]?.pictures).toHaveLength(1);
    });
  });
}
