/** One person with an account on each side is forgotten on one of them: nothing that could be pressed stays on the other. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { codeIn, FIRST_ROUND, readsInTeams, type TwoTeams, twoTeams } from "../helpers/two-teams.ts";

let at: TwoTeams;
beforeEach(async () => {
  at = await twoTeams();
  await at.link();
});
afterEach(async () => {
  at.both.inTeams.checkCards();
  await at.both.close();
});

/** Ben and Eli are one person, who is asked in Teams. */
async function uniteBenAndEli(): Promise<void> {
  await at.eli.says(`link me ${codeIn(readBlocks(await at.ben.says("link me")))}`);
  await at.ben.taps("That's me");
  await at.eli.says("link me here");
}

describe("forget me on one side", () => {
  it("takes the open check-in away on the other, and leaves nobody of that name in the team", async () => {
    await uniteBenAndEli();
    await at.passTo(FIRST_ROUND);
    expect(readsInTeams(at.eli)).toContain("Welcome to Payments's first round");
    const card = at.eli.newest();
    const question = await at.ben.says("forget me");
    expect(readBlocks(question)).toContain("the cards and reminders I sent you here and in Microsoft Teams");
    await at.ben.presses(question, "Forget me");
    await at.both.inSlack.deliver();
    expect(at.eli.messages().map(({ id }) => id)).not.toContain(card.id);
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Dee"]);
  });

  it("answers a card that still stands there, and starts nothing", async () => {
    await uniteBenAndEli();
    await at.passTo(FIRST_ROUND);
    const card = at.eli.newest();
    const pressed = at.eli.invokes.bind(undefined, card, "Spread it out");
    await at.ben.presses(await at.ben.says("forget me"), "Forget me");
    await pressed();
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Dee"]);
  });
});
