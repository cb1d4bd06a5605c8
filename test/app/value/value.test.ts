/** The value ledger as people use it: a goal, its KPI, numbers typed into the chat, a confirmation, and the gate. */
import { afterEach, describe, expect, test } from "vitest";
import { answerText } from "../../../src/app/answer-text.ts";
import { checkInFeature } from "../../../src/app/check-in/check-in-feature.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import { valueFeature } from "../../../src/app/value/value-feature.ts";
import type { EnteredValues } from "../../../src/message/form-fields.ts";
import { listPictures } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aValueRecord } from "../../helpers/team.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readCard, readNotice, type StandingOptions, type StandingWorld } from "../standing/fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options: StandingOptions = {}): Promise<StandingWorld> => {
  opened = await aStandingWorld({ features: [standingFeature, valueFeature], onText: answerText, ...options });
  return opened;
};
afterEach(() => opened?.world.close());

const GOAL: EnteredValues = { sentence: "Customers get changes sooner", owner: ["dee"], ownerName: "" };
const KPI: EnteredValues = {
  name: "Days from idea to customer",
  unit: "days",
  wanted: "down",
  baseline: "21",
  baselineOn: "2026-10-01",
  target: "7",
  targetOn: "2027-03-01",
  reader: ["ben"],
  rhythm: "monthly",
  source: "Release board",
};

/** Ana leads, Ben reads, Dee owns the goal. Today is 2 November 2026. */
async function withKpi(standing: StandingWorld, kpi: EnteredValues = {}) {
  const ana = standing.world.actor("ana");
  await ana.submits({ form: "goal", teamId: "team-1" }, GOAL);
  const [goal] = await standing.world.stores(({ goals }) => goals.listOfTeam("team-1"));
  const card = await ana.submits({ form: "kpi", teamId: "team-1" }, { ...KPI, goal: goal?.id ?? "", ...kpi });
  const [stored] = await standing.world.stores(({ kpis }) => kpis.listOfTeam("team-1"));
  return { ana, ben: standing.world.actor("ben"), dee: standing.world.actor("dee"), kpiId: stored?.id ?? "", card };
}

const readingsOf = async (standing: StandingWorld, kpiId: string) =>
  (await standing.world.stores(({ readings }) => readings.listOfKpi(kpiId))).map(
    ({ value, on, supersededBy, withdrawnAt }) =>
      `${on} ${value}${supersededBy === undefined ? "" : " superseded"}${withdrawnAt === undefined ? "" : " withdrawn"}`,
  );

/** Lets a month pass until the reader is asked. */
async function untilAsked(standing: StandingWorld): Promise<void> {
  for (let day = 0; day < 40; day += 1) {
    standing.world.clock.advance({ days: 1 });
    const { counts } = await runDueRounds(standing.world.world);
    if (counts["readings-asked"]) return;
  }
  throw new Error("nobody was asked");
}

test("a reader east of the team may write today's date before the team's own day begins", async () => {
  const standing = await open();
  const { ben, kpiId } = await withKpi(standing);
  const person = await ben.person();
  await standing.world.stores((stores) => stores.people.save({ ...person, zone: "Pacific/Auckland" }));
  standing.world.clock.set(Date.UTC(2026, 10, 2, 12, 30));
  const early = await ben.submits({ form: "reading", kpiId }, { value: "11", on: "2026-11-04", note: "", link: "" });
  expect(early.errors).toEqual({ on: "That day hasn't come yet." });
  await ben.submits({ form: "reading", kpiId }, { value: "12", on: "2026-11-03", note: "", link: "" });
  expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-03 12"]);
});

describe("the way to proof", () => {
  test("a goal, a KPI, a typed number and the owner's word prove the gate's question", async () => {
    const standing = await open();
    expect(readNotice(await standing.world.actor("ana").says("gate"))).toContain("you don't have a business goal yet");
    const { ana, ben, dee, kpiId, card } = await withKpi(standing);
    expect(readNotice(card)).toContain("Baseline 21 days, no reading yet");
    expect(readNotice(await ana.says("gate"))).toContain(
      "Days from idea to customer is closest. Still missing: a reading after the baseline and the owner's confirmation.",
    );
    await untilAsked(standing);
    const [asked] = await standing.world.queuedFor("ben");
    expect(asked).toMatchObject({ unsolicited: true });
    expect(asked && toPlainText(asked.message)).toContain("Days from idea to customer: what's the number now?");
    const took = await ben.writes("12,5 days");
    expect(readNotice(took)).toContain("Days from idea to customer: saved 12.5 days");
    expect(readNotice(await ben.writes("13"))).not.toContain("saved");
    const request = await ana.presses(buttonOf((await ana.presses({ act: "show-kpi", kpiId })).notice, "Ask the owner"));
    expect(readNotice(request)).toBe("I asked Dee Example to confirm.");
    const [asking] = await standing.world.queuedFor("dee");
    expect(asking && toPlainText(asking.message)).toContain(
      "asks you to confirm that you're getting closer to “Customers get changes sooner”.",
    );
    const { form } = await dee.presses({ act: "open-form", form: { form: "confirm-value", kpiId } });
    expect(form?.fields.find(({ id }) => id === "ownerName")).toMatchObject({ value: "Dee Example" });
    const confirmed = await dee.submits(
      { form: "confirm-value", kpiId },
      { how: "No more weekend releases", ownerName: "Dee Example", on: "2026-11-03", link: "" },
    );
    expect(readNotice(confirmed)).toContain("✓ Confirmed by the owner");
    expect(confirmed.notice && listPictures(confirmed.notice.elements)).toMatchObject([
      { picture: { kind: "course", points: [{ display: "21 days" }, { display: "12.5 days" }] } },
    ]);
    const gate = readNotice(await ana.says("gate"));
    expect(gate).not.toContain("and no KPI shows value");
    expect(gate).not.toContain("is closest");
  });

  test("the gate offers the next act of the chain to whoever can do it, link by link", async () => {
    const standing = await open();
    const ana = standing.world.actor("ana");
    const offered = async (userId: string) => {
      const labels = listButtons((await standing.world.actor(userId).says("gate")).notice).map(({ label }) => label);
      const general = ["Next steps", "Why this number?", "Business value"];
      return labels.filter((label) => !general.includes(label) && !label.startsWith("Why "));
    };
    expect(await offered("ana")).toEqual(["Add a goal"]);
    expect(await offered("ben")).toEqual([]);
    await ana.submits({ form: "goal", teamId: "team-1" }, GOAL);
    expect(readNotice(await ana.says("gate"))).toContain("none of your goals has a KPI yet that counts here");
    expect(await offered("ana")).toEqual(["Add a KPI"]);
    const [goal] = await standing.world.stores(({ goals }) => goals.listOfTeam("team-1"));
    const bare = { ...KPI, goal: goal?.id ?? "", baseline: "", baselineOn: "", target: "", targetOn: "" };
    await ana.submits({ form: "kpi", teamId: "team-1" }, bare);
    const [kpi] = await standing.world.stores(({ kpis }) => kpis.listOfTeam("team-1"));
    const kpiId = kpi?.id ?? "";
    expect(await offered("ana")).toEqual(["Add the baseline", "Open"]);
    expect(await offered("ben")).toEqual(["Open"]);
    await ana.submits({ form: "kpi", teamId: "team-1", kpiId }, { ...bare, baseline: "21", baselineOn: "2026-10-01" });
    expect(await offered("ana")).toEqual(["Add a reading", "Open"]);
    expect(await offered("ben")).toEqual(["Add a reading", "Open"]);
    await ana.submits({ form: "reading", kpiId }, { value: "22", on: "2026-11-01", note: "", link: "" });
    expect(await offered("ana")).toEqual(["Open"]);
    await ana.submits({ form: "reading", kpiId }, { value: "12", on: "2026-11-02", note: "", link: "" });
    expect(await offered("ana")).toEqual(["Ask the owner", "Open"]);
    expect(await offered("dee")).toEqual(["Confirm", "Open"]);
    expect(await offered("ben")).toEqual(["Open"]);
    await ana.submits({ form: "goal", teamId: "team-1", goalId: goal?.id ?? "" }, { ...GOAL, owner: [], ownerName: "" });
    expect(await offered("ana")).toEqual(["Name the owner", "Open"]);
    await ana.submits({ form: "goal", teamId: "team-1", goalId: goal?.id ?? "" }, { ...GOAL, owner: [], ownerName: "Cleo" });
    expect(await offered("ana")).toEqual(["Record confirmation", "Open"]);
    await ana.submits({ form: "confirm-value", kpiId }, { how: "So", ownerName: "Cleo", on: "2026-11-02", link: "" });
    expect(await offered("ana")).toEqual([]);
  });

  test("a confirmation runs out, and the gate says what to do", async () => {
    const standing = await open();
    const { ana, dee, kpiId } = await withKpi(standing);
    await ana.submits({ form: "reading", kpiId }, { value: "12", on: "2026-11-02", note: "", link: "" });
    await dee.submits({ form: "confirm-value", kpiId }, { how: "Yes", ownerName: "Dee", on: "2026-11-02", link: "" });
    standing.world.clock.advance({ days: 181 });
    expect(readNotice(await ana.says("gate"))).toContain("Still missing: the owner's confirmation.");
    expect(readNotice(await ana.presses({ act: "show-kpi", kpiId }))).toContain("more than 180 days ago. Ask again");
  });
});

describe("a typed number", () => {
  test("is saved at once with a way back, and the question says so", async () => {
    const standing = await open();
    const { ben, kpiId } = await withKpi(standing);
    await untilAsked(standing);
    const took = await ben.writes("12");
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-03 12"]);
    expect((await standing.world.queuedFor("ben")).map(({ operation }) => operation)).toContain("edit");
    const undone = await ben.presses(buttonOf(took.notice, "Undo"));
    expect(undone).toMatchObject({ settles: true });
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-03 12 withdrawn"]);
    expect(readNotice(await ben.presses(buttonOf(took.notice, "Undo")))).toContain("already corrected or withdrawn");
  });

  test("answers the newest of what waits for one: the check-in opened after the question, else the question", async () => {
    const standing = await open({ features: [standingFeature, valueFeature, checkInFeature] });
    const { ben, kpiId } = await withKpi(standing);
    await untilAsked(standing);
    standing.world.clock.advance({ minutes: 5 });
    await ben.says("checkin");
    expect(readNotice(await ben.writes("2"))).toContain("as your answer to");
    expect(await readingsOf(standing, kpiId)).toEqual([]);
    expect(readNotice(await ben.writes("12"))).toContain("saved 12 days");
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-03 12"]);
  });

  const doubts: readonly (readonly [string, string, readonly string[]])[] = [
    ["210", "210 days is a big jump from 21 days", ["Yes, 210 days"]],
    ["-5", "-5 days is below zero", ["Yes, -5 days"]],
    ["12 h", "is counted in Days. Save 12 days?", ["Yes, 12 days"]],
    ["12,345", "Do you mean", []],
    ["1234567890123", "more digits than I keep", []],
  ];
  test.each(doubts.filter(([typed]) => typed !== "12,345"))(
    "%s is asked back, and nothing is lost",
    async (typed, said, buttons) => {
      const standing = await open();
      const { ben, kpiId } = await withKpi(standing);
      await untilAsked(standing);
      const back = await ben.writes(typed);
      expect(readNotice(back)).toContain(said);
      expect(await readingsOf(standing, kpiId)).toEqual([]);
      expect(listButtons(back.notice).map(({ label }) => label)).toEqual([...buttons, "Type it again"]);
      const [yes] = buttons;
      if (yes === undefined) return;
      await ben.presses(buttonOf(back.notice, yes));
      expect(await readingsOf(standing, kpiId)).toHaveLength(1);
    },
  );

  test("that can be read two ways is taken the one way that fits, else asked back", async () => {
    const standing = await open();
    const { ben, kpiId } = await withKpi(standing, { unit: "EUR", baseline: "1500", target: "900" });
    await untilAsked(standing);
    expect(readNotice(await ben.writes("1,200"))).toContain("saved €1,200");
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-03 1200"]);
  });

  test("of somebody who wasn't asked is no number", async () => {
    const standing = await open();
    const { ana, kpiId } = await withKpi(standing);
    await untilAsked(standing);
    await ana.writes("12");
    expect(await readingsOf(standing, kpiId)).toEqual([]);
  });

  test("is read in Chinese, too", async () => {
    const standing = await open({ locales: ["zh-CN", "zh-CN"] });
    const { ben } = await withKpi(standing);
    await untilAsked(standing);
    expect(readNotice(await ben.writes("１２天"))).toContain("已保存 12天");
  });
});

describe("the question for a number", () => {
  test("comes once a period, also when nobody answers", async () => {
    const standing = await open();
    await withKpi(standing);
    let asked = 0;
    for (let hour = 0; hour < 24 * 95; hour += 1) {
      standing.world.clock.advance({ hours: 1 });
      asked += (await runDueRounds(standing.world.world)).counts["readings-asked"] ?? 0;
      for (const item of await standing.world.queuedFor("ben")) {
        await standing.world.stores(({ outbox }) =>
          outbox.update({ ...item, status: "sent", sentAt: standing.world.clock.now() }),
        );
      }
    }
    expect(asked).toBe(4);
  });

  test("waits for somebody who is away, and ends with the KPI", async () => {
    const standing = await open();
    const { ana, kpiId } = await withKpi(standing);
    await standing.world.stores(async ({ people }) => {
      const ben = await people.findByAccount("w-1", "ben");
      if (ben) await people.save({ ...ben, awayUntil: standing.world.clock.now() + 10 * 86_400_000 });
    });
    for (let day = 0; day < 9; day += 1) {
      standing.world.clock.advance({ days: 1 });
      expect((await runDueRounds(standing.world.world)).counts["readings-asked"]).toBeUndefined();
    }
    await untilAsked(standing);
    const retire = buttonOf((await ana.presses({ act: "show-kpi", kpiId })).notice, "Retire");
    const retired = await ana.presses(retire);
    expect(readNotice(retired)).toContain("is retired");
    expect(readCard(retired)).toContain("no longer counts");
    expect(await standing.world.stores(({ kpis }) => kpis.nextAskAt(kpiId))).toBeUndefined();
    expect(await standing.world.stores(({ readings }) => readings.findAsk(kpiId))).toBeUndefined();
  });
});

describe("the forms", () => {
  const faults: readonly (readonly [string, EnteredValues, string])[] = [
    ["no name", { name: " " }, "name"],
    ["a number that is none", { baseline: "many" }, "baseline"],
    ["a number of two meanings", { baseline: "1,200" }, "baseline"],
    ["too many digits", { target: "1234567890123" }, "target"],
    ["a baseline without a day", { baselineOn: "" }, "baselineOn"],
    ["a baseline in the future", { baselineOn: "2026-11-03" }, "baselineOn"],
    ["a target without a day", { targetOn: "" }, "targetOn"],
    ["a target before the baseline", { targetOn: "2026-09-01" }, "targetOn"],
    ["a unit that isn't offered", { unit: "parsec" }, "unit"],
    ["another team's goal", { goal: "goal-of-others" }, "goal"],
  ];
  test.each(faults)("of a KPI refuses %s at its field, and keeps nothing", async (_what, fault, field) => {
    const standing = await open();
    const ana = standing.world.actor("ana");
    await ana.submits({ form: "goal", teamId: "team-1" }, GOAL);
    const [goal] = await standing.world.stores(({ goals }) => goals.listOfTeam("team-1"));
    const refused = await ana.submits({ form: "kpi", teamId: "team-1" }, { ...KPI, goal: goal?.id ?? "", ...fault });
    expect(Object.keys(refused.errors ?? {})).toEqual([field]);
    expect(await standing.world.stores(({ kpis }) => kpis.listOfTeam("team-1"))).toEqual([]);
  });

  test("leave alone what they didn't carry", async () => {
    const standing = await open();
    const { ana, kpiId } = await withKpi(standing);
    await ana.submits({ form: "kpi", teamId: "team-1", kpiId }, { name: "Days to customer" });
    const kpi = await standing.world.stores(({ kpis }) => kpis.find(kpiId));
    expect(kpi).toMatchObject({ name: "Days to customer", unit: "days", baseline: { value: "21" }, revision: 2 });
    expect(kpi?.readerId).toBeDefined();
  });

  test("of money shows the sum behind the saving, and an empty worth removes it", async () => {
    const standing = await open();
    const { ana, kpiId } = await withKpi(standing);
    await ana.submits({ form: "reading", kpiId }, { value: "12", on: "2026-11-02", note: "", link: "" });
    const money = { currency: "EUR", worthOfOne: "12000", oneOff: "36000", runningPerYear: "18000" };
    const card = readNotice(await ana.submits({ form: "kpi-money", kpiId }, money));
    expect(card).toContain("9 days × €12,000 = €108,000 a year");
    expect(card).toContain("− €18,000 running costs = €90,000 a year");
    expect(card).toContain("One-off cost €36,000, paid back in 5 months.");
    expect(readNotice(await ana.says("kpi"))).toContain("Together these KPIs save €90,000 a year, after running costs.");
    const without = readNotice(await ana.submits({ form: "kpi-money", kpiId }, { ...money, worthOfOne: "" }));
    expect(without).not.toContain("What it's worth");
    expect((await ana.submits({ form: "kpi-money", kpiId }, { ...money, oneOff: "-1" })).errors).toEqual({
      oneOff: "A cost can't be below zero.",
    });
  });

  test("of a reading asks back about a jump and keeps note and link meanwhile", async () => {
    const standing = await open();
    const { ben, kpiId } = await withKpi(standing);
    const entered = { value: "300", on: "2026-11-02", note: "the big freeze", link: "https://example.com/freeze" };
    const back = await ben.submits({ form: "reading", kpiId }, entered);
    expect(readNotice(back)).toContain("300 days is a big jump");
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-02 300 withdrawn"]);
    await ben.presses(buttonOf(back.notice, "Yes, 300 days"));
    const card = readNotice(await ben.presses({ act: "show-kpi", kpiId }));
    expect(card).toContain("300 days, the big freeze");
  });

  test("a corrected reading supersedes the wrong one and is never overwritten", async () => {
    const standing = await open();
    const { ben, kpiId } = await withKpi(standing);
    await ben.submits({ form: "reading", kpiId }, { value: "12", on: "2026-11-02", note: "", link: "" });
    const card = await ben.presses({ act: "show-kpi", kpiId });
    const { form } = await ben.presses(buttonOf(card.notice, "Correct"));
    if (form?.context.form !== "reading") throw new Error("the form of a reading");
    await ben.submits(form.context, { value: "14", on: "2026-11-02", note: "", link: "" });
    expect(await readingsOf(standing, kpiId)).toEqual(["2026-11-02 12 superseded", "2026-11-02 14"]);
  });
});

describe("who may do what", () => {
  test("members see and only leads change; a reader adds numbers, the owner confirms", async () => {
    const standing = await open();
    const { ben, kpiId } = await withKpi(standing);
    const cem = standing.world.actor("cem");
    const seen = await cem.presses({ act: "show-kpi", kpiId });
    expect(listButtons(seen.notice).map(({ label }) => label)).toEqual(["All KPIs"]);
    expect(listButtons((await ben.presses({ act: "show-kpi", kpiId })).notice).map(({ label }) => label)).toEqual([
      "Add a reading",
      "All KPIs",
    ]);
    const refusals = [
      await cem.submits({ form: "reading", kpiId }, { value: "1", on: "2026-11-02" }),
      await cem.presses({ act: "keep-reading", kpiId, value: "1", on: "2026-11-02" }),
      await cem.submits({ form: "confirm-value", kpiId }, { how: "x", ownerName: "x", on: "2026-11-02" }),
      await ben.submits({ form: "kpi-money", kpiId }, { currency: "EUR", worthOfOne: "1" }),
      await ben.presses({ act: "retire-kpi", kpiId, revision: 1 }),
      await ben.presses({ act: "ask-owner", kpiId }),
    ];
    for (const refusal of refusals) expect(readNotice(refusal)).toContain("Only Example team's leads");
    expect(await readingsOf(standing, kpiId)).toEqual([]);
  });

  test("somebody outside the team reads the same as about a KPI that isn't there", async () => {
    const standing = await open();
    const { kpiId } = await withKpi(standing);
    const stranger = standing.world.actor("zoe");
    const [real, none] = [
      await stranger.presses({ act: "show-kpi", kpiId }),
      await stranger.presses({ act: "show-kpi", kpiId: "nothing" }),
    ];
    expect(readNotice(real)).toBe(readNotice(none));
    expect(readNotice(await stranger.submits({ form: "reading", kpiId }, { value: "1", on: "2026-11-02" }))).toBe(
      readNotice(none),
    );
  });

  test("an observer sees the ledger", async () => {
    const standing = await open();
    await withKpi(standing);
    await standing.world.stores(async (stores) => {
      const membership = await stores.memberships.find("team-1-cem");
      if (membership) await stores.memberships.save({ ...membership, kind: "observer" });
    });
    expect(readNotice(await standing.world.actor("cem").says("kpi"))).toContain("Days from idea to customer");
  });
});

describe("the list", () => {
  test("has pages, and every KPI stands on one of them", async () => {
    const standing = await open();
    const { ana } = await withKpi(standing);
    const [goal] = await standing.world.stores(({ goals }) => goals.listOfTeam("team-1"));
    for (let number = 2; number <= 12; number += 1) {
      await ana.submits({ form: "kpi", teamId: "team-1" }, { ...KPI, goal: goal?.id ?? "", name: `KPI number ${number}` });
    }
    const seen = new Set<string>();
    let page = await ana.says("kpi");
    for (let turn = 0; turn < 3; turn += 1) {
      for (const name of readNotice(page).match(/KPI number \d+|Days from idea to customer/g) ?? []) seen.add(name);
      const next = listButtons(page.notice).find(({ label }) => label === "Next");
      if (!next) break;
      page = await ana.presses(next);
    }
    expect(seen.size).toBe(12);
    expect(readNotice(page)).toContain("11–12 of 12");
  });

  test("keeps records of the earlier kind readable, and completing one makes it a goal", async () => {
    const standing = await open();
    const ana = standing.world.actor("ana");
    await standing.world.stores(({ values }) =>
      values.save(aValueRecord({ goal: "Sooner", kpi: "Days", before: "21", after: "6" })),
    );
    const list = await ana.says("kpi");
    expect(readNotice(list)).toContain("Sooner: Days, 21 → 6");
    expect(readNotice(await ana.says("gate"))).toContain("and no KPI shows value");
    const { form } = await ana.presses(buttonOf(list.notice, "Complete"));
    expect(form?.fields.find(({ id }) => id === "sentence")).toMatchObject({ value: "Sooner" });
    if (form?.context.form !== "goal") throw new Error("the form of a goal");
    const after = readNotice(await ana.submits(form.context, { sentence: "Sooner", owner: [], ownerName: "Cleo Example" }));
    expect(after).toContain("Sooner · owner: Cleo Example");
    expect(after).not.toContain("free text");
  });

  test("what a user wrote stays plain text", async () => {
    const standing = await open();
    const sentence = "<!channel> [x](http://y) <b>z</b>";
    const kept = await standing.world.actor("ana").submits({ form: "goal", teamId: "team-1" }, { ...GOAL, sentence });
    const goals = kept.notice?.elements.flatMap((element) => (element.kind === "paragraph" ? [element.text] : []));
    expect(goals?.flat()).toContainEqual({ text: sentence, style: "bold" });
  });
});
