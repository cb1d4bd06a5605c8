/** One team in Slack and in Teams, each over its own wire: linked by a code, asked where they are, counted once. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import {
  AFTER_THE_WINDOW,
  answerInSlack,
  answerInTeams,
  codeIn,
  FIRST_ROUND,
  read,
  readsInSlack,
  readsInTeams,
  type TwoTeams,
  twoTeams,
} from "../helpers/two-teams.ts";

let at: TwoTeams;
beforeEach(async () => {
  at = await twoTeams();
});
afterEach(async () => {
  expect(at.both.inSlack.fake.problems).toEqual([]);
  expect(at.both.inSlack.log.filter(({ level }) => level !== "info")).toEqual([]);
  at.both.inTeams.checkCards();
  await at.both.close();
});

/** Every number, and the words that say what it counts, in the order in which they stand. */
function numbersOf(text: string): readonly string[] {
  return text.match(/\d+ of \d+|\d+ ?%|[+−]\d+/g) ?? [];
}

describe("two teams of two platforms", () => {
  it("are linked by a code and a word of the other side, and are one team from then on", async () => {
    await at.dee.says(`link ${await at.codeFromAna()}`);
    expect(readsInTeams(at.dee)).toContain("I've asked Ana Example in Example Ltd (Slack)");
    expect(readsInSlack(at.ana)).toMatch(/Dee Example used your code in Microsoft Teams(?! \()/);
    expect(await at.isLinked("Payments")).toBe(false);
    await at.ana.taps("Make it one team");
    expect(readsInSlack(at.ana)).toContain("now one team on both platforms");
    expect(at.dee.readsAll()).toContain("Confirmed.");
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);
    expect(readBlocks(at.inSlackChannel().at(-1)?.blocks ?? [])).toContain("the same members and the same score");
    expect(read(at.inTeamsChannel().at(-1))).toContain("the same members and the same score");

    await at.passTo(FIRST_ROUND);
    for (const user of [at.ana, at.ben]) expect(readsInSlack(user)).toContain("Welcome to Payments's first round");
    for (const user of [at.dee, at.eli]) expect(readsInTeams(user)).toContain("Welcome to Payments's first round");
    await answerInSlack(at.ana, 3);
    await answerInSlack(at.ben, 1);
    await answerInTeams(at.dee, 2);

    await at.passTo(AFTER_THE_WINDOW);
    const digests = () => [at.readWithThread(at.inSlackChannel().at(-1)), read(at.inTeamsChannel().at(-1))] as const;
    const [inSlack, inTeams] = digests();
    for (const digest of [inSlack, inTeams]) expect(digest).toContain("3 of 4 answered");
    for (const digest of [inSlack, inTeams]) expect(digest).toContain("Next round: 16 Nov 2026, 08:00 (UTC).");
    expect(numbersOf(inSlack).length).toBeGreaterThan(5);
    expect(numbersOf(inTeams)).toEqual(numbersOf(inSlack));

    await answerInTeams(at.eli, 2);
    at.both.inSlack.clock.advance({ minutes: 5 });
    await at.both.inSlack.tick();
    const [laterInSlack, laterInTeams] = digests();
    expect(laterInSlack).toContain("4 of 4 answered");
    expect(numbersOf(laterInTeams)).toEqual(numbersOf(laterInSlack));

    const status = readBlocks(await at.ben.says("status"));
    await at.eli.says("status");
    expect(numbersOf(status).length).toBeGreaterThan(5);
    expect(numbersOf(readsInTeams(at.eli))).toEqual(numbersOf(status));
  });

  it("share nothing without a link, whatever id a press carries", async () => {
    await at.passTo(FIRST_ROUND);
    await at.ana.taps("Spread it out");
    const anasCard = at.both.inSlack.fake.messages.findLast(({ channel }) => channel === at.ana.direct);
    const anasPresses = JSON.stringify(anasCard?.blocks).match(/\{\\"act\\":\\"walk\\".*?\}\}?(?=")/g) ?? [];
    expect(anasPresses.join()).toContain("rating");
    const { id: teamId } = await at.teamCalled("Payments");
    const card = at.dee.newest();
    const looked = readsInSlack(at.ana);
    for (const press of anasPresses) {
      const action: unknown = JSON.parse(`"${press}"`);
      const answer = await at.dee.resends(card, { speedboat: { kind: "press", action } });
      expect(JSON.stringify(answer)).not.toMatch(/Payments|Ana/);
    }
    for (const { act, ...about } of [
      { act: "command", line: "status", teamId },
      { act: "open-form", form: { form: "members", teamId, revision: 1 } },
    ]) {
      await at.dee.resends(card, { speedboat: { kind: "press", action: JSON.stringify({ act, ...about }) } });
    }
    expect(readsInSlack(at.ana)).toBe(looked);
    expect(await at.stores(({ answers }) => answers.historyOfTeam(teamId))).toEqual([]);
    const said = JSON.stringify(at.both.inTeams.fake.posted.map(({ activity }) => activity));
    expect(said).toContain("Ledger");
    expect(said).not.toMatch(/Payments|Ana Example|Ben Example/);
    const heard = JSON.stringify(at.both.inSlack.fake.messages);
    expect(heard).not.toMatch(/Ledger|Dee Example|Eli Example/);
  });
});

describe("a code", () => {
  it("is refused when it was used, when it is older than ten minutes, and to who leads no team there", async () => {
    const late = await at.codeFromAna();
    at.both.inSlack.clock.advance({ minutes: 10 });
    await at.dee.says(`link ${late}`);
    expect(readsInTeams(at.dee)).toContain("older than 10 minutes");

    await at.eli.says(`link ${await at.codeFromAna()}`);
    expect(readsInTeams(at.eli)).toContain("Only a lead");

    const code = await at.codeFromAna();
    await at.dee.says(`link ${code}`);
    await at.dee.says(`link ${code}`);
    expect(readsInTeams(at.dee)).toContain("already been used");
    expect(await at.isLinked("Payments")).toBe(false);
    await at.ana.taps("Make it one team");
    expect(await at.isLinked("Payments")).toBe(true);
  });

  it("is not given to who leads no team, on either side", async () => {
    expect(readBlocks(await at.ben.says("link"))).toContain("Only leads of");
    await at.eli.says("link");
    expect(readsInTeams(at.eli)).toContain("Only leads of");
  });
});

describe("one person with an account on each side", () => {
  it("is asked and counted once after `link me`", async () => {
    await at.link();
    const benInTeams = at.both.inTeams.user("aad-ben", { zone: "UTC" });
    await benInTeams.installs();
    await at.dee.says("members");
    await at.dee.taps("Change");
    await at.dee.taps("Save", { members: "aad-ben" });
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Ben", "Dee", "Eli"]);

    await benInTeams.says(`link me ${codeIn(readBlocks(await at.ben.says("link me")))}`);
    await at.ben.taps("That's me");
    expect(await at.rosterOf("Payments")).toEqual(["Ana", "Ben", "Dee", "Eli"]);

    const before = benInTeams.messages().length;
    await at.passTo(FIRST_ROUND);
    expect(readsInSlack(at.ben)).toContain("Welcome to Payments's first round");
    expect(benInTeams.messages()).toHaveLength(before);
    await answerInSlack(at.ben, 2);
    await at.passTo(AFTER_THE_WINDOW);
    expect(read(at.inTeamsChannel().at(-1))).toContain("1 of 4 answered");
    await benInTeams.says("status");
    expect(readsInTeams(benInTeams)).toContain("Payments");
  });
});
