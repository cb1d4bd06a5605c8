import { afterEach, describe, expect, test } from "vitest";
import { closeStanding } from "../../../src/app/standing/publish.ts";
import { followEdition } from "../../../src/app/upkeep/follow-edition.ts";
import { type Catalogue, editionKey } from "../../../src/core/catalogue/catalogue.ts";
import type { Element } from "../../../src/message/message.ts";
import { flatten, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const lead = (standing: StandingWorld) => standing.world.actor("ana");
const member = (standing: StandingWorld) => standing.world.actor("ben");
/** The next version, in which this question means something else. */
function rewordedCatalogue(catalogue: Catalogue, questionId: string): Catalogue {
  const dimensions = catalogue.dimensions.map((dimension) => ({
    ...dimension,
    sections: dimension.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({ ...question, comparableSince: question.id === questionId ? 2 : 1 })),
    })),
  }));
  return { ...catalogue, version: 2, dimensions };
}
const pictureOf = (elements: readonly Element[]) => elements.find((element) => element.kind === "picture");

describe("before there is a number", () => {
  test("a team without answers is told how many it takes, and a member may begin", async () => {
    const standing = await open();
    const outcome = await member(standing).says("status");
    expect(readNotice(outcome)).toContain("Nobody has answered yet. Once 3 people have, you'll see your team's first number.");
    expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual(["Check in now"]);
  });

  test("two respondents are told that one more is needed, and no score shows anywhere", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben"], 2);
    const outcome = await member(standing).says("status");
    expect(readNotice(outcome)).toContain("2 of 4 have answered so far. One more, and you'll see your team's first number.");
    expect(readNotice(outcome)).not.toContain("67%");
    expect(pictureOf(flatten(outcome.notice))).toBeUndefined();
  });

  test("a private team of two is told what it can do", async () => {
    const standing = await open({ people: ["ana", "ben"] });
    await standing.allRate(["ana", "ben"], 2);
    expect(readNotice(await member(standing).says("status"))).toContain(
      "This team has 2 members. Numbers appear once there are three",
    );
  });

  test("in Chinese the first state reads as it should", async () => {
    const standing = await open({ locales: ["zh-CN", "zh-CN", "zh-CN", "zh-CN"] });
    await standing.allRate(["ana"], 2);
    expect(readNotice(await member(standing).says("status"))).toContain(
      "4 人中已有 1 人作答。再有 2 人，就能看到团队的第一个数字。",
    );
  });
});

describe("with three respondents", () => {
  test("the score comes with its coverage and the gate, and the picture's text says the same figures", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    const outcome = await member(standing).says("status");
    expect(readNotice(outcome)).toContain("67% of Level 2, coverage 75%.");
    const picture = pictureOf(flatten(outcome.notice));
    expect(picture?.kind === "picture" && picture.alt).toContain("whole level 67% · coverage 75%");
    expect(picture?.kind === "picture" && picture.alt).toContain("technology dimension 67% (coverage 75%)");
  });

  test("status and why give the same numbers", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben"], 1);
    await standing.allRate(["cem"], 3);
    await standing.answers("dee", { "cluster-metrics": 0, logs: 3 });
    const status = flatten((await member(standing).says("status")).notice);
    const rows = status.flatMap((element) => (element.kind === "scores" ? element.rows : []));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      if (row.action?.act !== "command") throw new Error("a row asks why");
      const why = await member(standing).says(row.action.line);
      expect(readNotice(why)).toContain(`Why ${row.display}? ${row.label}`);
      expect(readNotice(why)).toContain(`Coverage ${row.detail.replace("coverage ", "")}.`);
    }
  });

  test("below half of the expected answers there is no headline, but how far the baseline has come", async () => {
    const standing = await open({ people: ["ana", "ben", "cem", "dee", "eve", "fay", "gil"] });
    await standing.allRate(["ana", "ben", "cem"], 3);
    await standing.answers("dee", { "cost-report": 3 });
    const outcome = await member(standing).says("status");
    const text = readNotice(outcome);
    expect(text).toContain("1 of 6 questions have enough answers (coverage 46%)");
    expect(text).toContain("You'll see a score once at least half of the expected answers are in.");
    expect(text).not.toContain("100%");
    expect(pictureOf(flatten(outcome.notice))).toBeUndefined();
    expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual([
      "Check in now",
      "Why this number?",
      "Conditions for Level 3",
    ]);
    const why = readNotice(await member(standing).says("why"));
    expect(why).toContain("Whole level: 1 of 6 questions have enough answers");
  });

  test("coverage that reads as a half but is less has no headline either", async () => {
    const people = Array.from({ length: 101 }, (_, index) => `p${index}`);
    const standing = await open({ people });
    await standing.allRate(people.slice(0, 50), 3);
    const text = readNotice(await standing.world.actor("p0").says("status"));
    expect(text).toContain("0 of 6 questions have enough answers (coverage 50%)");
    expect(text).not.toContain("100%");
  });

  test("coverage of exactly a half has a headline", async () => {
    const standing = await open({ people: ["ana", "ben", "cem", "dee", "eve", "fay"] });
    await standing.allRate(["ana", "ben", "cem"], 3);
    expect(readNotice(await member(standing).says("status"))).toContain("100% of Level 2, coverage 50%.");
  });

  test("the change is told since the round before, with what caused it", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "cost-report": 3 });
    expect(readNotice(await member(standing).says("status"))).toContain(
      "Up 17 points on the 6 questions rated both times. What moved: cost-report title.",
    );
  });

  test("questions that are new in the score are named as new, never as progress", async () => {
    const standing = await open({ people: ["ana", "ben", "cem"] });
    const first = { "cost-report": 1, "business-value": 1, "kpi-language": 1, "production-app": 1 } as const;
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, first);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { logs: 3, "cluster-metrics": 3 });
    const status = readNotice(await member(standing).says("status"));
    expect(status).toContain("No change on the 4 questions rated both times. 2 questions are new in the score.");
    expect(status).not.toMatch(/\+\d/);
    const why = readNotice(await member(standing).says("why"));
    expect(why).toContain("No change since 2 Nov 2026 on the 4 questions rated both times.");
    expect(why).toContain("New in the score, so not part of the change: TEC-02 cluster-metrics title and TEC-03 logs title.");
  });

  test("a question that was reworded since is no part of the change, and says why", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    const round = await standing.closeRound(await standing.round());
    await standing.work((work) => closeStanding(work, standing.team, round));
    const { catalogue, world } = standing.world;
    const newer = rewordedCatalogue(catalogue, "cost-report");
    await standing.world.stores((stores) => stores.catalogues.keep(newer));
    await followEdition({ storage: world.storage, edition: editionKey(newer) });
    for (const userId of ["ana", "ben", "cem"]) await standing.answers(userId, { "cost-report": 3, logs: 2 });
    const status = readNotice(await member(standing).says("status"));
    expect(status).toContain("What moved: logs title.");
    expect(status).not.toContain("cost-report");
    const why = readNotice(await member(standing).says("why cost-report"));
    expect(why).toContain("We reworded this question, so its number can't be compared with the one from 2 Nov 2026.");
  });

  test("ratings two apart are named as something to talk about, nobody with them", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 2);
    await standing.answers("cem", { logs: 0 });
    expect(readNotice(await member(standing).says("status"))).not.toContain("to talk about");
    for (const userId of ["ana", "ben"]) await standing.answers(userId, { logs: 3 });
    const text = readNotice(await member(standing).says("status"));
    expect(text).toContain("1 question to talk about");
    expect(text).toContain("TEC-03 logs title");
    expect(text).not.toMatch(/\b(ana|ben|cem|dee)\b/i);
  });
});

describe("for whom", () => {
  test("leads see whom the round reached, who could not be reached and how to mend it; members do not", async () => {
    const standing = await open();
    const round = await standing.round();
    await standing.world.stores(async (stores) => {
      const turns = await stores.turns.listOfRound(round.id);
      const [ana, ben, cem, dee] = turns;
      if (!ana || !ben || !cem || !dee) throw new Error("four turns");
      await stores.turns.update({ ...ana, state: "finished" });
      await stores.turns.update({ ...cem, state: "excused", excuse: "away" });
      await stores.turns.update({ ...dee, state: "excused", excuse: "unreachable" });
      const person = await stores.people.find(dee.personId);
      if (person) await stores.people.save({ ...person, unreachable: "direct-messages-closed" });
    });
    const text = readNotice(await lead(standing).says("status"));
    expect(text).toContain("Round 1: 1 of 2 people have finished");
    expect(text).toContain("Reached: Ana Example and Ben Example");
    expect(text).toContain("Not asked this round: Cem Example (away)");
    expect(text).toContain("Dee Example doesn't accept direct messages from apps. Ask them to send Speedboat a message once");
    expect(readNotice(await member(standing).says("status"))).not.toMatch(/(Ana|Ben|Cem|Dee) Example/);
  });

  test("leads see what came of nudges", async () => {
    const standing = await open();
    const owner = await member(standing).person();
    await standing.world.stores(async (stores) => {
      const at = standing.world.clock.now();
      await stores.nudges.add({
        id: "nudge-1",
        key: "nudge-1",
        teamId: standing.team.id,
        personId: owner.id,
        about: "suggestion",
        questionId: "logs",
        at,
      });
      const step = { id: "step-1", teamId: standing.team.id, questionId: "logs", fromRating: 1, ownerId: owner.id } as const;
      await stores.steps.save({
        ...step,
        status: "done",
        takenAt: at,
        doneAt: at + 3 * 86_400_000,
        fromNudge: true,
        overdueCount: 0,
        createdAt: at,
        revision: 1,
      });
    });
    const text = readNotice(await lead(standing).says("status"));
    expect(text).toContain("Nudges: 1 sent\nFrom nudges: 1 taken, 1 done");
    expect(text).toContain("Median time from taken to done: 3 days");
    expect(readNotice(await member(standing).says("status"))).not.toContain("Nudges");
  });

  test("in open mode everyone sees who said what, also below three", async () => {
    const standing = await open({ people: ["ana", "ben"], team: { privacy: "open" } });
    await standing.answers("ana", { logs: 1 });
    await standing.answers("ben", { logs: { kind: "not-sure" } });
    const text = readNotice(await member(standing).says("status"));
    expect(text).toContain("Who answered what (open mode)");
    expect(text).toContain("TEC-03 logs title Ana Example: logs label 1 (2) · Ben Example: Not sure");
  });

  test("in private mode a lead does not see who said what", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    expect(readNotice(await lead(standing).says("status"))).not.toContain("Who answered what");
  });

  test("a path of three moments becomes a picture whose text gives each of them", async () => {
    const standing = await open();
    await standing.allRate(["ana", "ben", "cem"], 1);
    for (const number of [1, 2]) {
      const round = await standing.closeRound(await standing.round({ number }));
      await standing.work((work) => closeStanding(work, standing.team, round));
      standing.world.clock.advance({ days: 7 });
    }
    const pictures = flatten((await member(standing).says("status")).notice).filter(({ kind }) => kind === "picture");
    const trend = pictures.at(-1);
    expect(trend?.kind === "picture" && trend.alt).toContain("R1: 33%, coverage 75%. R2: 33%, coverage 75%. now: 33%");
  });
});
