import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../../src/app/request.ts";
import { publishStanding } from "../../../src/app/standing/publish.ts";
import type { Step } from "../../../src/core/next-steps/step.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import type { PromptId, PromptValues } from "../../../src/message/voice/voice.ts";
import type { ExampleTeam } from "../../helpers/example-team.ts";
import { aMembership, anAnswer, aRating, aStep } from "../../helpers/team.ts";
import { buttonOf, flatten, listButtons, MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let world: RoundWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aRoundWorld({ start: MONDAY_MORNING });
  example = await world.team(["ana", "ben", "chen"]);
});
afterEach(() => world.close());

const [ANA, BEN] = [0, 1];
function actor(index: number) {
  const member = example.members[index];
  if (!member) throw new Error("no such member");
  return member;
}

/** Everybody says 1 to cluster-metrics and 2 to production-app, which the gate asks for. */
async function rate(): Promise<void> {
  await world.stores(async (stores) => {
    for (const { membership, person } of example.members) {
      const { id: checkInId } = await putCheckIn(stores, membership.id, person.id);
      for (const [questionId, rating] of [
        ["cluster-metrics", 1],
        ["production-app", 1],
        ["logs", 2],
      ] as const) {
        await stores.answers.append(
          anAnswer({
            membershipId: membership.id,
            questionId,
            reply: aRating(rating),
            checkInId,
            edition: world.world.edition,
            at: world.clock.now(),
          }),
        );
      }
    }
    await publishStanding({ stores, world: world.world, now: world.clock.now() }, example.team);
  });
}

type Stores = Parameters<Parameters<RoundWorld["stores"]>[0]>[0];

async function putCheckIn(stores: Stores, membershipId: string, personId: string) {
  const checkIn = {
    id: `answered-${membershipId}`,
    teamId: "team-1",
    membershipId,
    personId,
    kind: "short" as const,
    edition: world.world.edition,
    status: "finished" as const,
    items: [],
    position: { on: "summary" as const },
    revision: 1,
    openedAt: world.clock.now(),
    finishedAt: world.clock.now(),
  };
  await stores.checkIns.insert(checkIn);
  return checkIn;
}

async function steps(): Promise<readonly Step[]> {
  return world.stores((stores) => stores.steps.listOfTeam("team-1"));
}

async function putStep(overrides: Partial<Step> = {}): Promise<Step> {
  const step = aStep({ ownerId: actor(ANA).person.id, due: "2026-11-16", takenAt: world.clock.now(), ...overrides });
  await world.stores((stores) => stores.steps.save(step));
  return step;
}

function wordsOf({ notice, card }: Outcome): string {
  return (notice ?? card)?.summary ?? "";
}

const say = <I extends PromptId & `steps.${string}`>(id: I, ...values: PromptValues<I>) =>
  world.world.voice("en").say(id, ...values);
const TAKE = { act: "take-step", teamId: "team-1", questionId: "cluster-metrics", fromRating: 1 } as const;

describe("next", () => {
  it("suggests what the gate needs first, with the figures", async () => {
    await rate();
    const { notice } = await actor(ANA).actor.says("next");
    const texts = flatten(notice).flatMap((element) =>
      element.kind === "paragraph" && typeof element.text === "string" ? [element.text] : [],
    );
    expect(texts[0]).toBe("needed for Level 3 · gap 67% × usefulness 3 ÷ effort 3 = 0.67");
    expect(texts[1]).toBe(
      "gap 67% × usefulness 4 ÷ effort 2 = 1.33 · clears the way for LOGS logs title".replace("LOGS", "TEC-03"),
    );
  });

  it("says that suggestions need three raters, before there are any", async () => {
    expect(flatten((await actor(ANA).actor.says("next")).notice)).toContainEqual({
      kind: "paragraph",
      text: say("steps.next.none-private"),
    });
  });

  it("keeps what is taken out of the suggestions", async () => {
    await rate();
    await actor(ANA).actor.presses(TAKE);
    const { notice } = await actor(BEN).actor.says("next");
    expect(listButtons(notice).map(({ action }) => action)).not.toContainEqual(TAKE);
  });
});

describe("taking a step", () => {
  it("makes it the presser's at one click, due in two weeks", async () => {
    const outcome = await actor(BEN).actor.presses(TAKE);
    expect(await steps()).toMatchObject([
      { status: "taken", ownerId: actor(BEN).person.id, due: "2026-11-16", takenAt: world.clock.now() },
    ]);
    expect(wordsOf(outcome)).toContain("16 Nov 2026");
  });

  it("moves the due date to a day that the team works", async () => {
    world.clock.set(MONDAY_MORNING + 5 * DAY_MS);
    await actor(BEN).actor.presses(TAKE);
    expect((await steps())[0]?.due).toBe("2026-11-23");
  });

  it("counts once when pressed twice, and stays with who was first", async () => {
    await actor(ANA).actor.presses(TAKE);
    const own = await actor(ANA).actor.presses(TAKE);
    const other = await actor(BEN).actor.presses(TAKE);
    expect(await steps()).toHaveLength(1);
    expect((await steps())[0]?.ownerId).toBe(actor(ANA).person.id);
    expect(wordsOf(own)).toContain("already yours");
    expect(wordsOf(other)).toContain("Ana Example already");
  });

  it("is refused to an observer and to a stranger, and changes nothing", async () => {
    const observer = world.actor("olu");
    await observer.opensHome();
    const { id } = await observer.person();
    await world.stores((stores) =>
      stores.memberships.save(aMembership({ id: "team-1-olu", personId: id, kind: "observer", intervals: [{ since: 0 }] })),
    );
    const stranger = world.actor("stranger");
    await stranger.opensHome();
    await observer.presses(TAKE);
    expect(wordsOf(await stranger.presses(TAKE))).toBe("You're not on that team.");
    expect(await steps()).toEqual([]);
  });

  it("takes up again what was declined or put off, without keeping it twice", async () => {
    await actor(ANA).actor.presses({ ...TAKE, act: "snooze-step" });
    await actor(ANA).actor.presses({ ...TAKE, act: "decline-step", reason: "not-now" });
    await actor(ANA).actor.presses(TAKE);
    expect((await steps()).map(({ status, revision }) => [status, revision])).toEqual([["taken", 3]]);
  });

  it("can be given another date by its form, with what is wrong said at the field", async () => {
    await actor(ANA).actor.presses(TAKE);
    const { form: _, ...context } = { ...TAKE, form: "take-step" as const };
    const form = { form: "take-step", teamId: "team-1", questionId: context.questionId, fromRating: context.fromRating } as const;
    const opened = await actor(ANA).actor.presses({ act: "open-form", form });
    expect(opened.form?.fields.map(({ id }) => id)).toEqual(["due", "person"]);
    const past = await actor(ANA).actor.submits(form, { due: "2026-11-01", person: ["ana"] });
    const unclear = await actor(ANA).actor.submits(form, { due: "soon", person: ["nobody"] });
    expect([Object.keys(past.errors ?? {}), Object.keys(unclear.errors ?? {})]).toEqual([["due"], ["due", "person"]]);
    await actor(ANA).actor.submits(form, { due: "2026-11-30", person: ["ana"] });
    expect((await steps())[0]).toMatchObject({ due: "2026-11-30", ownerId: actor(ANA).person.id });
  });
});

describe("putting a suggestion aside", () => {
  it("asks why it is declined, and keeps the reason", async () => {
    const asked = await actor(ANA).actor.presses({ ...TAKE, act: "decline-step" });
    expect(await steps()).toEqual([]);
    await actor(ANA).actor.presses(buttonOf(asked.notice, "Not our job"));
    expect(await steps()).toMatchObject([{ status: "declined", declineReason: "not-ours", snoozedUntil: "2027-01-31" }]);
  });

  it("says that it concerns the whole team, for how long, and takes it back", async () => {
    await rate();
    const asked = await actor(ANA).actor.presses({ ...TAKE, act: "decline-step" });
    expect(wordsOf(asked)).toContain("Whichever you choose, nobody in Example team gets this suggestion for 90 days.");
    const declined = await actor(ANA).actor.presses(buttonOf(asked.notice, "Already done"));
    expect(wordsOf(declined)).toContain("before 31 Jan 2027 (Already done).");
    expect(wordsOf(declined)).toContain("The score only changes once people answer the question again.");
    expect(listButtons(declined.notice).map(({ label }) => label)).toEqual(["Answer it again", "Undo", "What else?"]);
    const next = await actor(BEN).actor.says("next");
    expect(listButtons(next.notice).map(({ action }) => action)).not.toContainEqual(TAKE);
    expect(toPlainText(next.notice ?? { locale: "en", summary: "", elements: [] })).toContain(
      "1 suggestion is put aside for the whole team",
    );
    await actor(BEN).actor.presses(buttonOf(next.notice, "Suggest it again"));
    expect(listButtons((await actor(ANA).actor.says("next")).notice).map(({ action }) => action)).toContainEqual(TAKE);
    expect(wordsOf(await actor(BEN).actor.presses(buttonOf(next.notice, "Suggest it again")))).toContain(
      "isn't put aside anymore",
    );
  });

  it("suggests a declined one once more after 90 days", async () => {
    await rate();
    await actor(ANA).actor.presses({ ...TAKE, act: "decline-step", reason: "done-already" });
    world.clock.set(MONDAY_MORNING + 89 * DAY_MS);
    expect(listButtons((await actor(ANA).actor.says("next")).notice).map(({ action }) => action)).not.toContainEqual(TAKE);
    world.clock.set(MONDAY_MORNING + 90 * DAY_MS);
    expect(listButtons((await actor(ANA).actor.says("next")).notice).map(({ action }) => action)).toContainEqual(TAKE);
  });

  it("leads on to what else there is", async () => {
    const snoozed = await actor(ANA).actor.presses({ ...TAKE, act: "snooze-step" });
    const declined = await actor(ANA).actor.presses({ ...TAKE, act: "decline-step", reason: "not-ours" });
    for (const { notice } of [snoozed, declined]) {
      expect(buttonOf(notice, "What else?").action).toEqual({ act: "command", line: "next", teamId: "team-1" });
    }
  });

  it("rests a snoozed one for four weeks", async () => {
    await rate();
    await actor(ANA).actor.presses({ ...TAKE, act: "snooze-step" });
    expect((await steps())[0]).toMatchObject({ status: "snoozed", snoozedUntil: "2026-11-30" });
    world.clock.set(MONDAY_MORNING + 27 * DAY_MS);
    expect(listButtons((await actor(ANA).actor.says("next")).notice).map(({ action }) => action)).not.toContainEqual(TAKE);
    world.clock.set(MONDAY_MORNING + 28 * DAY_MS);
    expect(listButtons((await actor(ANA).actor.says("next")).notice).map(({ action }) => action)).toContainEqual(TAKE);
  });

  it("does not touch what somebody took meanwhile", async () => {
    await actor(ANA).actor.presses(TAKE);
    const outcome = await actor(BEN).actor.presses({ ...TAKE, act: "decline-step", reason: "disagree" });
    expect((await steps())[0]?.status).toBe("taken");
    expect(wordsOf(outcome)).toContain("Ana Example already");
  });
});

describe("a step under way", () => {
  it("is finished by its owner, who is offered to answer the question again", async () => {
    const { id, revision } = await putStep();
    const outcome = await actor(ANA).actor.presses({ act: "step-done", stepId: id, revision });
    expect((await steps())[0]).toMatchObject({ status: "done", doneAt: world.clock.now() });
    expect(buttonOf(outcome.notice, "Answer it again").action).toEqual({ act: "command", line: "checkin", teamId: "team-1" });
  });

  it("asks its question again after it was done", async () => {
    await rate();
    const { id, revision } = await putStep({ due: "2026-11-20" });
    world.clock.advance({ days: 1 });
    await actor(ANA).actor.presses({ act: "step-done", stepId: id, revision });
    await actor(ANA).actor.says("checkin");
    const open = await world.openOf(actor(ANA));
    expect(open?.items[0]).toMatchObject({ kind: "question", questionId: "cluster-metrics", because: "step-done" });
  });

  it("moves on by a week, and counts a date that had come", async () => {
    const early = await putStep();
    await actor(ANA).actor.presses({ act: "step-later", stepId: early.id, revision: early.revision });
    expect((await steps())[0]).toMatchObject({ due: "2026-11-23", overdueCount: 0 });
    world.clock.set(MONDAY_MORNING + 22 * DAY_MS);
    await actor(ANA).actor.presses({ act: "step-later", stepId: early.id, revision: early.revision + 1 });
    expect((await steps())[0]).toMatchObject({ due: "2026-12-01", overdueCount: 1 });
  });

  it("is changed by its owner or a lead alone", async () => {
    const { id, revision } = await putStep({ ownerId: actor(BEN).person.id });
    const refused = await actor(2).actor.presses({ act: "step-done", stepId: id, revision });
    expect(wordsOf(refused)).toContain("Ben Example");
    expect((await steps())[0]?.status).toBe("taken");
    await actor(ANA).actor.presses({ act: "step-drop", stepId: id, revision });
    expect((await steps())[0]).toMatchObject({ status: "snoozed", snoozedUntil: "2026-11-30" });
  });

  it("answers a press on an old list with how it stands now, and changes nothing", async () => {
    const { id, revision } = await putStep();
    await actor(ANA).actor.presses({ act: "step-later", stepId: id, revision });
    const outcome = await actor(ANA).actor.presses({ act: "step-done", stepId: id, revision });
    expect((await steps())[0]?.status).toBe("taken");
    expect(flatten(outcome.notice)[0]).toMatchObject({ kind: "paragraph", tone: "warning" });
    const again = await actor(ANA).actor.presses({ act: "step-done", stepId: id, revision: revision + 1 });
    const twice = await actor(ANA).actor.presses({ act: "step-done", stepId: id, revision: revision + 1 });
    expect(wordsOf(again)).toContain("is done");
    expect(wordsOf(twice)).toContain("no longer under way");
  });

  it("stands in the list of its owner with buttons, in another's without, and for a lead with hand over and drop", async () => {
    await putStep({ ownerId: actor(BEN).person.id });
    const labels = async (index: number) =>
      listButtons((await actor(index).actor.says("steps")).notice).map(({ label }) => label);
    expect(await labels(BEN)).toEqual(["Done", "Later", "Hand over", "Drop it", "What else?"]);
    expect(await labels(2)).toEqual(["What else?"]);
    expect(await labels(ANA)).toEqual(["Hand over", "Drop it", "What else?"]);
  });
});

describe("handing over", () => {
  async function handToBen(): Promise<Step> {
    const { id, revision } = await putStep();
    await actor(ANA).actor.submits({ form: "hand-over", stepId: id, revision }, { person: ["ben"] });
    await world.tick();
    const [step] = await steps();
    if (!step) throw new Error("a step");
    return step;
  }

  it("asks the other, and leaves the step where it is until they accept", async () => {
    const step = await handToBen();
    expect(step).toMatchObject({ ownerId: actor(ANA).person.id, offeredTo: actor(BEN).person.id });
    const [offer] = await world.arrived("notice");
    expect(offer).toMatchObject({ to: "ben" });
    expect(offer?.summary).toContain("Ana Example asks you");
  });

  it("makes it theirs when they accept, once, and tells who had it", async () => {
    const step = await handToBen();
    const accept = { act: "accept-step", stepId: step.id, revision: step.revision, accept: true } as const;
    await actor(BEN).actor.presses(accept);
    const again = await actor(BEN).actor.presses(accept);
    await world.tick();
    expect(await steps()).toMatchObject([{ ownerId: actor(BEN).person.id, revision: step.revision + 1 }]);
    expect((await steps())[0]?.offeredTo).toBeUndefined();
    expect(wordsOf(again)).toContain("already yours");
    expect((await world.arrived("notice")).map(({ to }) => to)).toEqual(["ben", "ana"]);
  });

  it("leaves it when they decline", async () => {
    const step = await handToBen();
    await actor(BEN).actor.presses({ act: "accept-step", stepId: step.id, revision: step.revision, accept: false });
    expect((await steps())[0]).toMatchObject({ ownerId: actor(ANA).person.id });
    expect((await steps())[0]?.offeredTo).toBeUndefined();
  });

  it("is not for anybody else to accept", async () => {
    const step = await handToBen();
    await actor(2).actor.presses({ act: "accept-step", stepId: step.id, revision: step.revision, accept: true });
    expect((await steps())[0]).toMatchObject({ ownerId: actor(ANA).person.id, offeredTo: actor(BEN).person.id });
  });

  it("refuses at the field somebody outside the team, and who has it already", async () => {
    const { id, revision } = await putStep();
    const stranger = world.actor("stranger");
    await stranger.opensHome();
    const context = { form: "hand-over", stepId: id, revision } as const;
    for (const userId of ["stranger", "ana", "nobody"]) {
      const outcome = await actor(ANA).actor.submits(context, { person: [userId] });
      expect(Object.keys(outcome.errors ?? {})).toEqual(["person"]);
    }
    expect((await steps())[0]?.offeredTo).toBeUndefined();
  });
});

describe("a step overdue twice", () => {
  it("is raised to the leads once, at a round's close", async () => {
    await putStep({ ownerId: actor(BEN).person.id, due: "2026-11-03" });
    await world.runUntil(MONDAY_MORNING + 5 * 7 * DAY_MS + HOUR_MS);
    const raised = await world.arrived("raised-step");
    expect(raised.map(({ to }) => to)).toEqual(["ana"]);
    expect((await steps())[0]?.raisedAt).toBeDefined();
    expect((await steps())[0]?.overdueCount).toBeGreaterThanOrEqual(2);
  });

  it("waits for a lead who is away, and is raised at the first close after they are back", async () => {
    const lead = await actor(ANA).actor.person();
    const back = MONDAY_MORNING + 6 * 7 * DAY_MS;
    await world.stores((stores) => stores.people.save({ ...lead, awayUntil: back }));
    await putStep({ ownerId: actor(BEN).person.id, due: "2026-11-03" });
    await world.runUntil(back);
    expect(await world.arrived("raised-step")).toEqual([]);
    expect((await steps())[0]?.overdueCount).toBeGreaterThanOrEqual(2);
    await world.runUntil(back + 2 * 7 * DAY_MS);
    expect((await world.arrived("raised-step")).map(({ to }) => to)).toEqual(["ana"]);
  });

  it("is left alone where its owner says done in the check-in", async () => {
    await rate();
    const step = await putStep({ ownerId: actor(BEN).person.id, due: "2026-11-08" });
    await world.runUntil(MONDAY_MORNING + 7 * DAY_MS);
    const open = await world.openOf(actor(BEN));
    if (!open) throw new Error("a check-in");
    expect(open.items[0]).toMatchObject({ kind: "step", stepId: step.id });
    const event = { do: "step-report", stepId: step.id, report: "done" } as const;
    await actor(BEN).actor.presses({ act: "walk", checkInId: open.id, revision: open.revision, event });
    expect((await steps())[0]).toMatchObject({ status: "done" });
    await world.runUntil(MONDAY_MORNING + 5 * 7 * DAY_MS);
    expect(await world.arrived("raised-step")).toEqual([]);
  });
});
