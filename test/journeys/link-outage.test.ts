/** A team in Slack and in Teams of which one side does not answer for an hour: at the start of a round, at its close, at its seal. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import {
  AFTER_THE_WINDOW,
  answerInSlack,
  answerInTeams,
  FIRST_ROUND,
  read,
  readsInSlack,
  readsInTeams,
  SECOND_ROUND,
  type TwoTeams,
  twoTeams,
} from "../helpers/two-teams.ts";

let at: TwoTeams;
beforeEach(async () => {
  at = await twoTeams();
  await at.link();
});
afterEach(async () => {
  at.both.inTeams.checkCards();
  await at.both.close();
});

type Side = "slack" | "teams";

const OUTAGES: readonly (readonly [Side, Trouble])[] = [
  ["slack", { status: 503 }],
  ["slack", { drop: true }],
  ["teams", { status: 503 }],
  ["teams", { drop: true }],
];

/** Nothing that the bot asks of this side is answered while `story` goes on. */
async function during(side: Side, trouble: Trouble, story: () => Promise<void>): Promise<void> {
  const { inSlack, inTeams } = at.both;
  const end =
    side === "slack"
      ? inSlack.fake.plan(() => true, trouble, Number.POSITIVE_INFINITY)
      : inTeams.fake.plan(() => true, trouble, Number.POSITIVE_INFINITY);
  await story();
  await pass({ minutes: 20 });
  end();
}

/** The clock goes on in steps of ten minutes, and what is due is done at each. */
async function pass({ minutes }: { readonly minutes: number }): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 10) {
    at.both.inSlack.clock.advance({ minutes: 10 });
    await at.both.inSlack.tick();
  }
}

const digestsInSlack = () =>
  at
    .inSlackChannel()
    .map(({ blocks }) => readBlocks(blocks))
    .filter((text) => text.includes("round 1"));
const digestsInTeams = () =>
  at
    .inTeamsChannel()
    .map(read)
    .filter((text) => text.includes("round 1"));

describe.each(OUTAGES)("an outage of %s (%o)", (side, trouble) => {
  it("at the start leaves nobody out for good, and the other side is asked in time", async () => {
    await during(side, trouble, () => at.passTo(FIRST_ROUND));
    const others = side === "slack" ? [at.dee, at.eli].map(readsInTeams) : [at.ana, at.ben].map(readsInSlack);
    for (const text of others) expect(text).toContain("Welcome to Payments's first round");
    await pass({ minutes: 120 });
    if (side === "slack") {
      for (const user of [at.ana, at.ben]) expect(readsInSlack(user)).toContain("Welcome to Payments's first round");
      return;
    }
    // Nobody can look in Teams whether the check-in arrived: its reader is told, and takes it up with one word.
    for (const user of [at.dee, at.eli]) {
      await user.says("checkin");
      await answerInTeams(user, 2);
    }
    await at.passTo(AFTER_THE_WINDOW);
    expect(digestsInTeams().at(-1)).toContain("2 of 4 answered");
  });

  it("at the close delays one side's digest, and each side gets one", async () => {
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    await during(side, trouble, () => at.passTo(AFTER_THE_WINDOW));
    expect([digestsInSlack().length, digestsInTeams().length]).toEqual(side === "slack" ? [0, 1] : [1, 0]);
    await pass({ minutes: 120 });
    // Where no answer came, the digest may stand there, and nobody can look: a lead is told, and posts it with one word.
    if ("drop" in trouble) await (side === "slack" ? at.ana : at.dee).says("digest");
    await pass({ minutes: 10 });
    expect(side === "slack" ? digestsInSlack() : digestsInTeams()).toHaveLength(1);
    for (const [digest] of [digestsInSlack(), digestsInTeams()]) expect(digest).toContain("2 of 4 answered");
  });

  it("when a late answer comes and at the seal leaves both digests the same in the end", async () => {
    await at.passTo(FIRST_ROUND);
    await answerInSlack(at.ana, 3);
    await answerInTeams(at.dee, 1);
    await at.passTo(AFTER_THE_WINDOW);
    await during(side, trouble, async () => {
      if (side === "slack") await answerInTeams(at.eli, 1);
      else await answerInSlack(at.ben, 1);
    });
    await during(side, trouble, () => at.passTo(SECOND_ROUND));
    await pass({ minutes: 120 });
    for (const digests of [digestsInSlack(), digestsInTeams()]) {
      expect(digests).toHaveLength(1);
      expect(digests[0]).toContain("3 of 4 answered");
    }
  });
});
