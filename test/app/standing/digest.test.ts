import { afterEach, describe, expect, test } from "vitest";
import type { OutboxItem } from "../../../src/app/ports/outbox-store.ts";
import { postDigest, refreshDigest, sealStanding } from "../../../src/app/standing/post-digest.ts";
import { closeStanding } from "../../../src/app/standing/publish.ts";
import type { Round } from "../../../src/core/schedule/round.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const THREE = ["ana", "ben", "cem"] as const;
const inChannel = async (standing: StandingWorld): Promise<readonly OutboxItem[]> =>
  (await standing.world.queued()).filter(({ lane }) => lane.startsWith("channel:"));
const newest = async (standing: StandingWorld): Promise<OutboxItem> => {
  const item = (await inChannel(standing)).at(-1);
  if (!item) throw new Error("nothing waits for the channel");
  return item;
};
const read = async (standing: StandingWorld) => toPlainText((await newest(standing)).message);
/** Closes the round as a scheduler would: the standing first, then the digest. */
const close = async (standing: StandingWorld, round: Round): Promise<Round> => {
  const closed = await standing.closeRound(round);
  await standing.work(async (work) => {
    await closeStanding(work, standing.team, closed);
    await postDigest(work, standing.team, closed);
  });
  return closed;
};
const say = (standing: StandingWorld, replies: Parameters<StandingWorld["answers"]>[1], userId: string, number = 1) =>
  standing.answers(userId, replies, { checkInId: `round-${number}-${userId}` });

describe("a round's digest", () => {
  test("the first number is said with coverage, gate, and how many answered", async () => {
    const standing = await open();
    const round = await standing.round();
    for (const userId of THREE) await standing.allRate([userId], 2, { checkInId: `round-1-${userId}` });
    await close(standing, round);
    const text = await read(standing);
    expect(text).toContain("Example team · round 1");
    expect(text).toContain("Your first number is in. 3 of 4 answered.");
    expect(text).toContain("67% of Level 2, coverage 75%.");
    expect(text).toContain("technology dimension: 67% (coverage 75%)");
    expect(text).not.toMatch(/\b(ana|ben|cem|dee)\b/i);
  });

  test("the next round is said by the team's own hour, although somebody further east is asked earlier", async () => {
    const standing = await open();
    const round = await standing.round();
    await standing.allRate(THREE, 2);
    const early = standing.world.clock.now() + 6 * 24 * 3_600_000;
    await standing.world.stores((stores) => stores.teams.setNextRoundAt(standing.team.id, early));
    await close(standing, round);
    const hour = standing.team.schedule.time;
    expect(await read(standing)).toMatch(new RegExp(`Next round: \\d+ \\w+ 2026, ${hour} \\(UTC.*\\)\\.`));
  });

  test("it says in one sentence what moved, and the details behind a fold", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    await close(standing, await standing.round());
    standing.world.clock.advance({ days: 7 });
    const round = await standing.round({ number: 2 });
    for (const userId of THREE) await say(standing, { "cost-report": 3 }, userId, 2);
    await close(standing, round);
    const text = await read(standing);
    const moved = "Up 17 points on the 6 questions rated both times. What moved: cost-report title.";
    expect(text).toContain(`${moved} 3 of 4 answered.`);
    expect(text).toContain("What moved\n\n+16.7 points since 2 Nov 2026, on the 6 questions rated both times:");
    expect((await newest(standing)).message.summary).toBe(`Example team: ${moved} 3 of 4 answered.`);
  });

  test("a round without change says so in one line", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    await close(standing, await standing.round());
    standing.world.clock.advance({ days: 7 });
    const round = await standing.round({ number: 2 });
    await say(standing, { logs: 1 }, "ana", 2);
    await close(standing, round);
    const text = await read(standing);
    expect(text).toContain("No change this round: 1 of 4 answered.");
    expect(text).not.toContain("What moved");
  });

  test("a round in which nobody answered is kind and names nobody", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    await close(standing, await standing.round());
    const text = await read(standing);
    expect(text).toContain("A quiet round: no new answers came in.");
    expect(text).toContain("there's nothing to catch up on");
    expect(text).not.toMatch(/\b(?:ana|ben|cem|dee)\b|0 of/i);
  });

  test("before the first answer none is said to come in", async () => {
    const standing = await open();
    await standing.world.actor("ana").says("digest");
    const text = toPlainText((await newest(standing)).message);
    expect(text).toContain("Waiting for the first answers.");
    expect(text).not.toContain("coming in");
  });

  test("below three respondents it says how many more it takes, and shows no number, split or cause", async () => {
    const standing = await open();
    const round = await standing.round();
    await say(standing, { logs: 0, "cluster-metrics": 3 }, "ana");
    await say(standing, { logs: 3, "cluster-metrics": 0 }, "ben");
    await close(standing, round);
    const { message } = await newest(standing);
    const text = toPlainText(message);
    expect(text).toContain("Answers are coming in. 2 of 4 answered.");
    expect(text).toContain("One more, and you'll see your team's first number.");
    expect(text).not.toContain("%");
    expect(text).not.toContain("talking about");
    expect(JSON.stringify(message)).not.toContain('"picture"');
  });

  test("the best three steps can be taken at a click, and only who took one is named", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    const owner = await standing.world.actor("cem").person();
    const step = { id: "step-1", teamId: standing.team.id, questionId: "logs", fromRating: 1, ownerId: owner.id } as const;
    await standing.world.stores((stores) =>
      stores.steps.save({
        ...step,
        status: "taken",
        due: "2026-11-20",
        fromNudge: false,
        overdueCount: 0,
        createdAt: 0,
        revision: 1,
      }),
    );
    await close(standing, await standing.round());
    const { message } = await newest(standing);
    const taking = listButtons(message).filter(({ label }) => label === "Take it");
    expect(taking.map(({ action }) => action.act)).toEqual(["take-step", "take-step", "take-step"]);
    expect(toPlainText(message)).toContain("TEC-03 logs title: Cem Example, due 20 Nov 2026");
    expect(toPlainText(message)).not.toMatch(/(Ana|Ben|Dee) Example/);
  });

  test("ratings that lie apart are something to talk about, without names or figures of a person", async () => {
    const standing = await open();
    await standing.allRate(THREE, 2);
    await standing.answers("cem", { logs: 0 });
    for (const userId of ["ana", "ben"]) await standing.answers(userId, { logs: 3 });
    await close(standing, await standing.round());
    expect(await read(standing)).toContain("Worth talking about: TEC-03 logs title. Your answers are far apart.");
  });

  test("stale areas are named", async () => {
    const standing = await open();
    await standing.allRate(THREE, 2);
    standing.world.clock.advance({ days: 91 });
    await close(standing, await standing.round());
    expect(await read(standing)).toContain("technology dimension · observability section: 6 ratings");
  });

  test("in open mode the round's answers stand behind a fold with their names", async () => {
    const standing = await open({ people: ["ana", "ben"], team: { privacy: "open" } });
    await standing.answers("ben", { "cost-report": 3 });
    const round = await standing.round();
    await say(standing, { logs: 1 }, "ana");
    await close(standing, round);
    const text = await read(standing);
    expect(text).toContain("TEC-03 logs title Ana Example: logs label 1 (2)");
    expect(text).not.toContain("Ben Example");
  });

  test("from the third round on the path is a picture", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    for (const number of [1, 2]) {
      await close(standing, await standing.round({ number }));
      standing.world.clock.advance({ days: 7 });
    }
    expect(await read(standing)).not.toContain("Score over time");
    await close(standing, await standing.round({ number: 3 }));
    expect(await read(standing)).toContain("R1: 33%, coverage 75%. R2: 33%, coverage 75%. R3: 33%, coverage 75%.");
  });

  test("it is in the team's language, whoever closes the round", async () => {
    const standing = await open({ team: { locale: "zh-CN" } });
    const round = await standing.round();
    for (const userId of THREE) await standing.allRate([userId], 2, { checkInId: `round-1-${userId}` });
    await close(standing, round);
    const text = await read(standing);
    expect(text).toContain("第一个数字出来了。4 人中 3 人已作答。");
    expect(text).toContain("第 2 级得分 67%，覆盖率 75%");
  });

  test("a team without a channel gets none, and that is no failure", async () => {
    const standing = await open();
    const { channelId: _, ...team } = standing.team;
    const closed = await standing.closeRound(await standing.round());
    expect(await standing.work((work) => postDigest(work, team, closed))).toBeUndefined();
    expect(await inChannel(standing)).toEqual([]);
  });

  test("asked for twice it is posted once", async () => {
    const standing = await open();
    const closed = await close(standing, await standing.round());
    await standing.work((work) => postDigest(work, standing.team, closed));
    expect(await inChannel(standing)).toHaveLength(1);
  });
});

describe("a late answer in open mode", () => {
  const prepare = async (): Promise<{ standing: StandingWorld; round: Round }> => {
    const standing = await open({ team: { privacy: "open" } });
    await standing.allRate(THREE, 1);
    const round = await close(standing, await standing.round());
    standing.world.clock.advance({ hours: 3 });
    await say(standing, { "cost-report": 3 }, "ana");
    await standing.work((work) => refreshDigest(work, round.id));
    return { standing, round };
  };

  test("edits the digest that was posted, and the standing that is kept", async () => {
    const { standing, round } = await prepare();
    const items = await inChannel(standing);
    expect(items.map(({ operation }) => operation)).toEqual(["post", "edit"]);
    expect(items[1]?.postId).toBe(items[0]?.postId);
    expect(await read(standing)).toContain("39% of Level 2, coverage 75%.");
    const stored = await standing.world.stores((stores) => stores.standings.findOfRound(round.id));
    expect(stored?.standing.whole.score?.toFraction()).toBe("7/18");
  });

  test("somebody who left after the close still counts in that round", async () => {
    const { standing, round } = await prepare();
    await standing.world.stores(async (stores) => {
      const membership = await stores.memberships.find("team-1-cem");
      const until = standing.world.clock.now();
      if (membership) await stores.memberships.save({ ...membership, intervals: [{ since: 0, until }] });
    });
    standing.world.clock.advance({ hours: 1 });
    await standing.work((work) => refreshDigest(work, round.id));
    expect(await read(standing)).toContain("39% of Level 2, coverage 75%.");
  });

  test("once the round is sealed nothing is edited, and what is kept stays", async () => {
    const { standing, round } = await prepare();
    await standing.world.stores((stores) =>
      stores.rounds.update({ ...round, status: "sealed", sealedAt: standing.world.clock.now() }),
    );
    await say(standing, { "cost-report": 0 }, "ana");
    await standing.work((work) => refreshDigest(work, round.id));
    await standing.work((work) => closeStanding(work, standing.team, { ...round, status: "sealed" }));
    expect(await inChannel(standing)).toHaveLength(2);
    expect(await read(standing)).toContain("39% of Level 2, coverage 75%.");
    const stored = await standing.world.stores((stores) => stores.standings.findOfRound(round.id));
    expect(stored?.standing.whole.score?.toFraction()).toBe("7/18");
  });

  test("while the round is open nothing is posted", async () => {
    const standing = await open();
    const round = await standing.round();
    await say(standing, { logs: 1 }, "ana");
    await standing.work((work) => refreshDigest(work, round.id));
    expect(await inChannel(standing)).toEqual([]);
    expect(await standing.world.stores((stores) => stores.standings.findOfRound(round.id))).toBeUndefined();
  });

  test("the next digest compares with what this one says", async () => {
    const { standing } = await prepare();
    standing.world.clock.advance({ days: 7 });
    const round = await standing.round({ number: 2 });
    await say(standing, { "cost-report": 3 }, "ben", 2);
    await close(standing, round);
    expect(await read(standing)).toContain("Up 5 points on the 6 questions rated both times. What moved: cost-report title.");
  });
});

describe("a late answer in a private team", () => {
  const prepare = async (late: readonly string[]): Promise<{ standing: StandingWorld; round: Round }> => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    const round = await close(standing, await standing.round());
    standing.world.clock.advance({ hours: 3 });
    for (const userId of late) await say(standing, { "cost-report": 3 }, userId);
    await standing.work((work) => refreshDigest(work, round.id));
    return { standing, round };
  };
  const seal = (standing: StandingWorld, round: Round) =>
    standing.work((work) => sealStanding(work, standing.team, { ...round, status: "sealed" }));
  const storedScore = async (standing: StandingWorld, { id }: Round) =>
    (await standing.world.stores((stores) => stores.standings.findOfRound(id)))?.standing.whole.score?.toFraction();

  test("changes how many answered at once, and the numbers once, at the seal", async () => {
    const { standing, round } = await prepare(THREE);
    const edited = await read(standing);
    expect(edited).toContain("3 of 4 answered");
    expect(edited).toContain("33% of Level 2, coverage 75%.");
    expect(await storedScore(standing, round)).toBe("1/3");
    await seal(standing, round);
    expect(await read(standing)).toContain("50% of Level 2, coverage 75%.");
    expect(await storedScore(standing, round)).toBe("1/2");
  });

  test("of one or two people changes no number, at the seal neither", async () => {
    const { standing, round } = await prepare(["ana", "ben"]);
    await seal(standing, round);
    const text = await read(standing);
    expect(text).toContain("2 of 4 answered");
    expect(text).toContain("33% of Level 2, coverage 75%.");
    expect(await storedScore(standing, round)).toBe("1/3");
  });
});

describe("the digest command", () => {
  test("a lead posts it to the home channel; late answers leave it as it was", async () => {
    const standing = await open();
    await standing.allRate(THREE, 2);
    const round = await standing.round();
    expect(readNotice(await standing.world.actor("ana").says("digest"))).toContain("I'm posting it in the home channel now.");
    expect(await read(standing)).toContain("Example team · round 1 so far");
    await standing.closeRound(round);
    await standing.work((work) => refreshDigest(work, round.id));
    expect((await inChannel(standing)).map(({ operation }) => operation)).toEqual(["post"]);
  });

  test("before anybody answered in the open round it does not call the round quiet", async () => {
    const standing = await open();
    await standing.allRate(THREE, 2);
    standing.world.clock.advance({ days: 7 });
    await standing.round({ number: 2 });
    await standing.world.actor("ana").says("digest");
    const text = await read(standing);
    expect(text).toContain("Nobody has answered this round yet.");
    expect(text).not.toMatch(/quiet|catch up/);
  });

  test("typed twice at once it is posted once", async () => {
    const standing = await open();
    await standing.world.actor("ana").says("digest");
    expect(readNotice(await standing.world.actor("ana").says("digest"))).toContain("I didn't post it again");
    expect(await inChannel(standing)).toHaveLength(1);
  });

  test("a member is refused", async () => {
    const standing = await open();
    expect(readNotice(await standing.world.actor("ben").says("digest"))).toContain("Only leads of Example team can use");
    expect(await inChannel(standing)).toEqual([]);
  });

  test("without a home channel the lead is shown where to choose one", async () => {
    const standing = await open();
    await standing.world.stores(async (stores) => {
      const { channelId: _, ...team } = standing.team;
      await stores.teams.save({ ...team, revision: team.revision + 1 });
    });
    const outcome = await standing.world.actor("ana").says("digest");
    expect(readNotice(outcome)).toContain("Example team has no home channel yet.");
    expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual(["Choose a channel"]);
  });
});
