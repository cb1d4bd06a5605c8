/** The walk through the use cases, on a real database: what members press, see and get. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerText } from "../../../src/app/answer-text.ts";
import { checkInFeature } from "../../../src/app/check-in/check-in-feature.ts";
import type { CheckIn } from "../../../src/core/check-in/check-in.ts";
import type { Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { type ExampleTeam, putTeam } from "../../helpers/example-team.ts";
import { aWorld, buttonOf, listButtons, type TestWorld } from "../../helpers/world.ts";

let world: TestWorld;
let example: ExampleTeam;

beforeEach(async () => {
  world = await aWorld({ features: [checkInFeature], onText: answerText });
  example = await putTeam(world, ["ana", "wang"], { locales: ["en", "zh-CN"] });
});
afterEach(() => world.close());

function member(index: number) {
  const found = example.members[index];
  if (!found) throw new Error(`no member ${index}`);
  return found;
}

async function openCheckIn(index = 0): Promise<CheckIn> {
  const found = await world.stores((stores) => stores.checkIns.findOpen(member(index).membership.id));
  if (!found) throw new Error("nothing is open");
  return found;
}

/** The newest content queued for the member's card. */
async function cardOf(userId: string): Promise<Message> {
  const last = (await world.queuedFor(userId)).at(-1);
  if (!last) throw new Error("no card");
  return last.message;
}

async function answersOf(index = 0) {
  return world.stores((stores) => stores.answers.historyOfMembership(member(index).membership.id));
}

describe("assess", () => {
  it("walks every question in the model's order and finishes with the last", async () => {
    const { actor } = member(0);
    await actor.says("assess");
    let card = await cardOf("ana");
    const asked: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const checkIn = await openCheckIn();
      if (checkIn.position.on === "question") asked.push(checkIn.position.questionId);
      const outcome = await actor.presses(listButtons(card)[2] ?? buttonOf(card, "?"));
      card = outcome.card ?? card;
    }
    expect(asked).toEqual([
      "business-value",
      "kpi-language",
      "cost-report",
      "production-app",
      "cluster-metrics",
      "logs",
      "tracing",
    ]);
    expect((await answersOf()).map((answer) => answer.reply)).toEqual(Array(7).fill({ kind: "rating", rating: 2 }));
    const [latest] = await world.stores((stores) => stores.checkIns.listOfMembership(member(0).membership.id, 1));
    expect(latest).toMatchObject({ status: "finished", position: { on: "summary" } });
    expect(toPlainText(card)).toContain("Done, thanks");
  });

  it.each(["technology", "TEC", "Technology  dimension", "business outcomes"])("walks one dimension alone: %s", async (words) => {
    await member(0).actor.says(`assess ${words}`);
    const { dimensionId, items } = await openCheckIn();
    const expected = words.startsWith("business")
      ? { dimensionId: "business-outcomes", asked: ["business-value", "kpi-language", "cost-report"] }
      : { dimensionId: "technology", asked: ["production-app", "cluster-metrics", "logs", "tracing"] };
    expect({ dimensionId, asked: items.map(({ questionId }) => questionId) }).toEqual(expected);
  });

  it("offers the dimensions, nearest first, for a misspelt one and starts nothing", async () => {
    const outcome = await member(0).actor.says("assess tecnology");
    expect(listButtons(outcome.notice).map((button) => button.action)).toEqual([
      { act: "command", line: "assess technology", teamId: "team-1" },
      { act: "command", line: "assess business-outcomes", teamId: "team-1" },
    ]);
    expect(await world.queued()).toEqual([]);
  });

  it("shows the open check-in again instead of opening a second", async () => {
    const { actor, membership } = member(0);
    await actor.says("assess");
    const first = await openCheckIn();
    for (const line of ["checkin", "assess", "assess technology"]) {
      const { notice } = await actor.says(line);
      expect(notice && toPlainText(notice)).toContain("already");
    }
    const all = await world.stores((stores) => stores.checkIns.listOfMembership(membership.id, 10));
    expect(all.map((checkIn) => checkIn.id)).toEqual([first.id]);
  });
});

describe("a check-in that pauses", () => {
  const pause = async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const { card } = await actor.presses(buttonOf(await cardOf("ana"), "Pause"));
    expect(card && toPlainText(card)).toContain("Paused");
    return actor;
  };

  it("goes on at its question when it is asked for", async () => {
    const actor = await pause();
    const { position } = await openCheckIn();
    await actor.says("checkin");
    expect(await openCheckIn()).toMatchObject({ status: "open", position });
    expect(toPlainText(await cardOf("ana"))).toContain("1 of 5");
  });

  it("goes on at a press on what shows it", async () => {
    const actor = await pause();
    const { id } = await openCheckIn();
    await actor.presses({ act: "show-check-in", checkInId: id });
    expect(await openCheckIn()).toMatchObject({ status: "open" });
    expect(toPlainText(await cardOf("ana"))).toContain("1 of 5");
  });
});

describe("a question that has its answer already", () => {
  it("keeps it instead of being skipped", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const asked = await cardOf("ana");
    expect(listButtons(asked).map(({ label }) => label)).toContain("Skip");
    const next = await actor.presses(listButtons(asked)[1] ?? buttonOf(asked, "?"));
    const back = await actor.presses(buttonOf(next.card, "Back"));
    expect(listButtons(back.card).map(({ label }) => label)).not.toContain("Skip");
    const kept = await actor.presses(buttonOf(back.card, "Keep it"));
    expect(kept.card && toPlainText(kept.card)).toContain("2 of 5");
    expect(await answersOf()).toHaveLength(1);
  });
});

describe("a card", () => {
  it("speaks the member's language", async () => {
    await member(1).actor.says("checkin");
    const card = await cardOf("wang");
    expect(card.locale).toBe("zh-CN");
    expect(toPlainText(card)).toContain("第 1 题，共 5 题");
  });

  it("says in a notification for which team it asks what", async () => {
    await member(0).actor.says("checkin");
    expect((await cardOf("ana")).summary).toMatch(/^Example team · check-in: [A-Z]{3}-\d\d \S.* \(1 of 5\)$/);
    await member(1).actor.says("checkin");
    expect((await cardOf("wang")).summary).toMatch(/^Example team · 例行问答：[A-Z]{3}-\d\d \S.*（第 1 题，共 5 题）$/);
  });

  it("pressed twice records one answer and answers kindly", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const press = listButtons(await cardOf("ana"))[1];
    if (!press) throw new Error("no answer to press");
    const [first, second] = await Promise.all([actor.presses(press), actor.presses(press)]);
    expect(await answersOf()).toHaveLength(1);
    expect([first.notice, second.notice]).toEqual([undefined, undefined]);
    expect((await openCheckIn()).revision).toBe(2);
  });

  it("of an older revision changes nothing and shows where the member is", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const old = await cardOf("ana");
    await actor.presses(listButtons(old)[1] ?? buttonOf(old, "?"));
    const outcome = await actor.presses(listButtons(old)[3] ?? buttonOf(old, "?"));
    expect(await answersOf()).toHaveLength(1);
    expect(toPlainText(outcome.notice ?? old)).toContain("out of date");
    expect(toPlainText(outcome.card ?? old)).toContain("2 of 5");
  });

  it("of somebody else is refused to the one who pressed it", async () => {
    await member(0).actor.says("checkin");
    const card = await cardOf("ana");
    const outcome = await member(1).actor.presses(listButtons(card)[0] ?? buttonOf(card, "?"));
    expect(toPlainText(outcome.notice ?? card)).toContain("别人的");
    expect(outcome.card).toBeUndefined();
    expect(await answersOf()).toEqual([]);
  });

  it("goes on at the same question after a pause", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const second = (await actor.presses(listButtons(await cardOf("ana"))[0] ?? buttonOf(await cardOf("ana"), "?"))).card;
    const paused = (await actor.presses(buttonOf(second, "Pause"))).card;
    expect(toPlainText(paused ?? (await cardOf("ana")))).toContain("Paused");
    const resumed = (await actor.presses(buttonOf(paused, "Continue"))).card;
    expect(toPlainText(resumed ?? (await cardOf("ana")))).toContain("2 of 5");
  });

  it("goes back, shows what was given and lets it be changed", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const first = await cardOf("ana");
    const second = (await actor.presses(listButtons(first)[3] ?? buttonOf(first, "?"))).card;
    const back = (await actor.presses(buttonOf(second, "Back"))).card;
    expect(toPlainText(back ?? first)).toContain("Your answer: business-value label 3");
    await actor.presses(listButtons(back)[1] ?? buttonOf(back, "?"));
    expect((await answersOf()).map((answer) => answer.reply)).toEqual([
      { kind: "rating", rating: 3 },
      { kind: "rating", rating: 1 },
    ]);
  });

  it("of a sealed round refuses with the offer of a new check-in", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const card = await cardOf("ana");
    const checkIn = await openCheckIn();
    await world.stores((stores) =>
      stores.checkIns.update({ ...checkIn, status: "closed", sealedAt: world.clock.now(), revision: checkIn.revision + 1 }),
    );
    const outcome = await actor.presses(listButtons(card)[0] ?? buttonOf(card, "?"));
    expect(buttonOf(outcome.notice, "Start a new one").action).toEqual({ act: "command", line: "checkin", teamId: "team-1" });
    expect(listButtons(outcome.card).filter(({ action }) => action.act === "walk")).toEqual([]);
    expect(await answersOf()).toEqual([]);
  });
});

describe("a press that is refused", () => {
  const labelsOf = (message: Message | undefined) => listButtons(message).map(({ label }) => label);

  it("offers a new check-in where this one is over, and nothing where it goes on", async () => {
    await member(0).actor.says("checkin");
    const { id: checkInId, ...checkIn } = await openCheckIn();
    const press = (revision: number) => member(0).actor.presses({ act: "walk", checkInId, revision, event: { do: "pause" } });
    await press(checkIn.revision);
    const stale = await member(0).actor.presses({ act: "walk", checkInId, revision: 1, event: { do: "back" } });
    expect(stale.notice).toBeDefined();
    expect(labelsOf(stale.notice)).toEqual([]);
    const paused = await openCheckIn();
    await world.stores((stores) => stores.checkIns.update({ ...paused, status: "cancelled", revision: paused.revision + 1 }));
    expect(labelsOf((await press(paused.revision + 1)).notice)).toEqual(["Start a new one"]);
  });
});

it("whom no question is meant for is told so, and nothing is opened", async () => {
  await world.close();
  const questions = [aQuestion({ id: "costs", roles: ["management"] })];
  world = await aWorld({ features: [checkInFeature], catalogue: aCatalogueOf(questions) });
  example = await putTeam(world, ["ana", "wang"]);
  await world.stores((stores) => stores.memberships.save({ ...member(1).membership, roles: ["developer"] }));
  for (const line of ["assess", "checkin"]) {
    const { notice } = await member(1).actor.says(line);
    expect(notice && toPlainText(notice)).toContain("are meant for your role. A lead can change that");
  }
  expect(await world.stores((stores) => stores.checkIns.listOfMembership(member(1).membership.id, 10))).toEqual([]);
});

describe("a walk that somebody asked for", () => {
  it("takes no place from the week's messages, neither when it begins nor when it is shown again", async () => {
    await member(0).actor.says("checkin");
    await member(0).actor.says("checkin");
    const posts = (await world.queuedFor("ana")).filter(({ operation }) => operation === "post");
    expect(posts.map(({ unsolicited }) => unsolicited)).toEqual([false, false]);
  });

  it("that is no more is said to be gone, and nothing changes", async () => {
    const event = { do: "pause" } as const;
    const outcome = await member(0).actor.presses({ act: "walk", checkInId: "nowhere", revision: 1, event });
    expect(outcome.notice && toPlainText(outcome.notice)).toContain("doesn't exist anymore");
    expect(outcome.card).toBeUndefined();
  });
});

describe("notes, links and not applicable", () => {
  async function remarkContext() {
    await member(0).actor.says("checkin");
    const checkIn = await openCheckIn();
    return { form: "remark", checkInId: checkIn.id, questionId: "business-value", revision: checkIn.revision } as const;
  }

  it.each(["http://example.com/x", "javascript:alert(1)", "https//example.com", "ftp://example.com", "not a link"])(
    "refuse the link %s at its field and keep nothing",
    async (evidence) => {
      const context = await remarkContext();
      const outcome = await member(0).actor.submits(context, { note: "kept?", shared: "false", evidence });
      expect(outcome.errors).toEqual({ evidence: "Enter an address that starts with https://" });
      expect((await openCheckIn()).revision).toBe(context.revision);
    },
  );

  it("refuse a note of 64 KiB at its field", async () => {
    const context = await remarkContext();
    const outcome = await member(0).actor.submits(context, { note: "x".repeat(65_536), shared: "false", evidence: "" });
    expect(Object.keys(outcome.errors ?? {})).toEqual(["note"]);
    expect((await openCheckIn()).revision).toBe(context.revision);
  });

  it("stand in the form of their own question, and of no other", async () => {
    await member(0).actor.says("assess");
    const [first, second] = (await openCheckIn()).items.map(({ questionId }) => questionId);
    const { id: checkInId, revision } = await openCheckIn();
    const context = (questionId = "") => ({ form: "remark", checkInId, questionId, revision }) as const;
    await member(0).actor.submits(context(second), { note: "Of the second", shared: "false", evidence: "" });
    const noteOf = async (questionId: string | undefined) => {
      const { form } = await member(0).actor.presses({ act: "open-form", form: context(questionId) });
      return form?.fields.find(({ id }) => id === "note");
    };
    expect(await noteOf(second)).toMatchObject({ value: "Of the second" });
    expect(await noteOf(first)).not.toHaveProperty("value", "Of the second");
  });

  it("are recorded with the answer that follows", async () => {
    const context = await remarkContext();
    await member(0).actor.submits(context, { note: "Seen by me alone", shared: "false", evidence: "https://example.com/board" });
    await member(0).actor.presses(listButtons(await cardOf("ana"))[3] ?? buttonOf(await cardOf("ana"), "?"));
    expect(await answersOf()).toMatchObject([
      { questionId: "business-value", note: "Seen by me alone", noteShared: false, evidence: "https://example.com/board" },
    ]);
  });

  it("take a reason for not applicable, and a note beside it", async () => {
    const context = await remarkContext();
    const outcome = await member(0).actor.submits(
      { ...context, form: "not-applicable" },
      { reason: "architecture", note: "No such thing here" },
    );
    expect(outcome.notice).toBeUndefined();
    expect(await answersOf()).toMatchObject([
      { reply: { kind: "not-applicable", reason: "architecture" }, note: "No such thing here" },
    ]);
  });
});

describe("text that is no command", () => {
  it("is offered as a note, kept only when wanted", async () => {
    await member(0).actor.says("checkin");
    const offer = await member(0).actor.writes("We saw this in <b>October</b> & <!channel>");
    expect(await answersOf()).toEqual([]);
    await member(0).actor.presses(buttonOf(offer.notice, "Save for me only"));
    const { items } = await openCheckIn();
    expect(items[0]).toMatchObject({ note: "We saw this in <b>October</b> & <!channel>", noteShared: false });
  });

  it("is offered once a question, so that chatting brings no second offer", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    expect((await actor.writes("We talked about this")).notice).toBeDefined();
    expect(await actor.writes("and Wang agreed")).toEqual({});
    await actor.writes("2");
    expect((await actor.writes("We talked about that as well")).notice).toBeDefined();
  });

  it("that is a number from 1 to 4 answers the question shown, and says which answer it took", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const { position, items } = await openCheckIn();
    const { notice } = await actor.writes("２.");
    expect(notice && toPlainText(notice)).toMatch(/^I took “.+” as your answer to [A-Z]{3}-\d\d .+\./);
    expect(await answersOf()).toMatchObject([{ reply: { kind: "rating", rating: 1 } }]);
    expect((await openCheckIn()).position).not.toEqual(position);
    const change = listButtons(notice)[0] ?? buttonOf(notice, "Change");
    expect(change.label).toMatch(/^Change [A-Z]{3}-\d\d$/);
    await actor.presses(change);
    expect((await openCheckIn()).position).toEqual(position);
    expect(items.length).toBeGreaterThan(1);
  });

  it.each(["0", "5", "2 teams", "12"])("that is no such number answers nothing: %s", async (text) => {
    await member(0).actor.says("checkin");
    await member(0).actor.writes(text);
    expect(await answersOf()).toEqual([]);
  });

  it("without an open question says how to go on", async () => {
    const outcome = await member(0).actor.writes("hello there");
    expect(toPlainText(outcome.notice ?? { locale: "en", summary: "", elements: [] })).toContain("/level2 help");
  });

  it("that is a whole command is one", async () => {
    await member(0).actor.writes("checkin");
    expect(await openCheckIn()).toMatchObject({ kind: "short", status: "open" });
  });
});

describe("what was typed into a form of a question", () => {
  const typed = { note: "the graph is on the wall", evidence: "" };

  it("is kept for that question when the card has moved on meanwhile, and said so", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const first = await cardOf("ana");
    const { id: checkInId, revision, position } = await openCheckIn();
    const questionId = position.on === "question" ? position.questionId : "";
    await actor.presses(listButtons(first)[1] ?? buttonOf(first, "?"));
    const outcome = await actor.submits({ form: "remark", checkInId, questionId, revision }, typed);
    expect(toPlainText(outcome.notice ?? first)).toContain("Saved with");
    expect(toPlainText(outcome.card ?? first)).toContain("2 of 5");
    expect((await answersOf()).at(-1)).toMatchObject({ questionId, note: typed.note, reply: { kind: "rating", rating: 1 } });
  });

  it("beside “not applicable” is kept alone when the card has moved on, and said so", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const first = await cardOf("ana");
    const { id: checkInId, revision, position } = await openCheckIn();
    const questionId = position.on === "question" ? position.questionId : "";
    await actor.presses(buttonOf(first, "Skip"));
    const form = { form: "not-applicable", checkInId, questionId, revision } as const;
    const outcome = await actor.submits(form, { reason: "architecture", note: typed.note });
    expect(toPlainText(outcome.notice ?? first)).toContain("Your note is saved with");
    expect(await answersOf()).toEqual([]);
    const kept = (await openCheckIn()).items.find((item) => item.questionId === questionId);
    expect(kept).toMatchObject({ note: typed.note, outcome: "skipped" });
  });

  it("stays in the form once the check-in has ended", async () => {
    const { actor } = member(0);
    await actor.says("checkin");
    const checkIn = await openCheckIn();
    const { id: checkInId, revision, position } = checkIn;
    const questionId = position.on === "question" ? position.questionId : "";
    await world.stores((stores) =>
      stores.checkIns.update({ ...checkIn, status: "closed", sealedAt: world.clock.now(), revision: revision + 1 }),
    );
    const remark = await actor.submits({ form: "remark", checkInId, questionId, revision }, typed);
    expect(remark.errors).toEqual({ note: expect.stringContaining("Copy what you typed") });
    const form = { form: "not-applicable", checkInId, questionId, revision } as const;
    const reason = await actor.submits(form, { reason: "architecture", note: typed.note });
    expect(reason.errors).toEqual({ note: expect.stringContaining("Copy what you typed") });
  });
});
