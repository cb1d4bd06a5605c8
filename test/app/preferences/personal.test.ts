/** What concerns one person alone: away, reminders, nudges, language, leaving. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { type Actor, buttonOf, listButtons, MONDAY_MORNING } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "../team/settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp();
});
afterEach(() => world.close());

const awayOf = async (actor: Actor) => (await actor.person()).awayUntil;

describe("away", () => {
  test("lasts until the day begins by one's own clock", async () => {
    expect(told(await world.ben.says("away 2026-11-16"))).toContain("I won't ask you anything until Monday, 16 Nov 2026.");
    expect(await awayOf(world.ben)).toBe(Date.UTC(2026, 10, 16, 5));
    expect(told(await world.chen.says("away 周五"))).toContain("2026年11月6日星期五之前我不会问你");
    expect(await awayOf(world.chen)).toBe(Date.UTC(2026, 10, 5, 16));
  });

  test("counts from the day it is where the person is", async () => {
    world.clock.set(Date.UTC(2026, 10, 2, 23));
    await world.chen.says("away 1d");
    await world.ben.says("away 1d");
    expect(await awayOf(world.chen)).toBe(Date.UTC(2026, 10, 3, 16));
    expect(await awayOf(world.ben)).toBe(Date.UTC(2026, 10, 3, 5));
  });

  test("without a word says how things are, and off ends it", async () => {
    expect(told(await world.ben.says("away"))).toContain("You're not away.");
    await world.ben.says("away 2w");
    const { notice } = await world.ben.says("away");
    expect(notice && toPlainText(notice)).toContain("You're away until Monday, 16 Nov 2026.");
    expect(told(await world.ben.presses(buttonOf(notice, "I'm back")))).toContain("Welcome back.");
    expect(await awayOf(world.ben)).toBeUndefined();
    expect(told(await world.ben.says("away off"))).toBe("You weren't away. Nothing changed.");
  });

  test("is over by itself", async () => {
    await world.ben.says("away 1d");
    world.clock.advance({ days: 2 });
    expect(told(await world.ben.says("away"))).toContain("You're not away.");
  });

  test.each([
    [
      "soon",
      "I can't read “soon” as a date. Try a date like 2026-11-16, a length of time like 3d or 2w, or a weekday like friday.",
    ],
    ["2026-11-02", "2 Nov 2026 has to be after today."],
    ["2028-01-01", "1 Jan 2028 is more than a year away."],
  ])("with the wrong word “%s” changes nothing", async (word, says) => {
    expect(told(await world.ben.says(`away ${word}`))).toContain(says);
    expect(await awayOf(world.ben)).toBeUndefined();
  });

  test("comes as a form: a day, or nothing to end it", async () => {
    const { form } = await world.ben.presses(buttonOf((await world.ben.says("away")).notice, "Choose dates"));
    expect(form?.fields.map(({ id, kind }) => [id, kind])).toEqual([
      ["from", "date"],
      ["until", "date"],
    ]);
    expect((await world.ben.submits({ form: "away" }, { until: "2026-11-01" })).errors?.until).toContain("has to be after today");
    await world.ben.submits({ form: "away" }, { until: "2026-11-16" });
    expect(await awayOf(world.ben)).toBe(Date.UTC(2026, 10, 16, 5));
    await world.ben.submits({ form: "away" }, { until: "" });
    expect(await awayOf(world.ben)).toBeUndefined();
  });
});

describe("absences entered beforehand", () => {
  const plannedOf = async (actor: Actor) => (await actor.person()).plannedAbsences;
  const CHRISTMAS = { from: Date.UTC(2026, 11, 20, 5), until: Date.UTC(2027, 0, 5, 5) };

  test("are several, listed with their days, changed and removed", async () => {
    expect(told(await world.ben.says("away 20 Dec – 4 Jan"))).toContain(
      "I won't ask you anything from Sunday, 20 Dec 2026 to Monday, 4 Jan 2027. You'll hear from me again on Tuesday, 5 Jan 2027.",
    );
    await world.ben.says("away 12月1日到3日");
    expect(await plannedOf(world.ben)).toEqual([{ from: Date.UTC(2026, 11, 1, 5), until: Date.UTC(2026, 11, 4, 5) }, CHRISTMAS]);
    const list = await world.ben.says("away");
    expect(told(list)).toContain("You're not away.");
    expect(told(list)).toContain("You've planned 2 absences:");
    const [change] = listButtons(list.notice).filter(({ label }) => label === "Change");
    const { form } = await world.ben.presses(change ?? { act: "dismiss" });
    expect(form?.fields.map((field) => ("value" in field ? field.value : undefined))).toEqual(["2026-12-01", "2026-12-04"]);
    await world.ben.submits(form?.context ?? { form: "away" }, { from: "2026-12-02", until: "2026-12-05" });
    expect(await plannedOf(world.ben)).toEqual([{ from: Date.UTC(2026, 11, 2, 5), until: Date.UTC(2026, 11, 5, 5) }, CHRISTMAS]);
    const removed = await world.ben.presses({ act: "remove-absence", from: Date.UTC(2026, 11, 2, 5) });
    expect(told(removed)).toContain("I've removed that absence.");
    expect(told(removed)).toContain("You've planned one absence:");
    expect(told(await world.ben.presses({ act: "remove-absence", from: Date.UTC(2026, 11, 2, 5) }))).toContain(
      "isn't planned anymore",
    );
    expect(await plannedOf(world.ben)).toEqual([CHRISTMAS]);
  });

  test("begin and end by themselves, beside the one that has begun", async () => {
    await world.ben.says("away 20 Dec – 4 Jan");
    await world.ben.says("away 2026-11-16");
    expect(await awayOf(world.ben)).toBe(Date.UTC(2026, 10, 16, 5));
    expect(told(await world.ben.says("away off"))).toContain("Welcome back.");
    expect(await plannedOf(world.ben)).toEqual([CHRISTMAS]);
    world.clock.set(CHRISTMAS.from);
    expect(told(await world.ben.says("away"))).toContain("You're away until Tuesday, 5 Jan 2027.");
    world.clock.set(CHRISTMAS.until);
    expect(told(await world.ben.says("away"))).toContain("You're not away.");
  });

  test("that overlap become one", async () => {
    await world.ben.says("away 20 Dec – 27 Dec");
    expect(told(await world.ben.says("away 24 Dec – 4 Jan"))).toContain("from Sunday, 20 Dec 2026 to Monday, 4 Jan 2027");
    expect(await plannedOf(world.ben)).toEqual([CHRISTMAS]);
  });

  test("are refused where the last day comes first, at the field that is wrong", async () => {
    expect(told(await world.ben.says("away 2026-12-24 – 2026-12-20"))).toContain(
      "The last day, 20 Dec 2026, comes before the first, 24 Dec 2026.",
    );
    const { errors } = await world.ben.submits({ form: "away" }, { from: "2026-12-24", until: "2026-12-24" });
    expect(errors).toEqual({ until: "Your first day back has to come after your first day away." });
    expect((await world.ben.submits({ form: "away" }, { from: "2026-12-24", until: "" })).errors?.until).toContain(
      "first day you're back",
    );
    expect(await plannedOf(world.ben)).toBeUndefined();
  });

  test("are at most twelve", async () => {
    for (let day = 1; day <= 24; day += 2) await world.ben.says(`away ${day} Dec – ${day} Dec`);
    expect(await plannedOf(world.ben)).toHaveLength(12);
    expect(told(await world.ben.says("away 30 Dec – 31 Dec"))).toContain("You can plan up to 12 absences at a time.");
  });
});

describe("reminders", () => {
  test("are set by word or button, and say what they mean", async () => {
    expect(told(await world.ben.says("reminders OFF"))).toContain("Reminders are now off.");
    expect((await world.ben.person()).reminders).toBe("off");
    const { notice } = await world.ben.says("reminders");
    await world.ben.presses(buttonOf(notice, "Standard"));
    expect((await world.ben.person()).reminders).toBe("standard");
    expect(told(await world.ben.presses({ act: "set-reminders", level: "standard" }))).toContain(
      "Reminders are already standard.",
    );
  });

  test.each(["often", "light please"])("“%s” is answered with what there is, and changes nothing", async (words) => {
    const outcome = await world.ben.says(`reminders ${words}`);
    expect(told(outcome)).toContain(`“${words}” isn't one of off, light or standard.`);
    expect((await world.ben.person()).reminders).toBe("light");
    expect(listButtons(outcome.notice).map(({ label }) => label)).toEqual(["Off", "Standard", "Turn nudges off"]);
  });

  test("leave nudges to a switch of their own", async () => {
    const off = await world.ben.presses({ act: "set-nudges", on: false });
    expect(told(off)).toContain("Nudges are off.");
    expect((await world.ben.person()).nudges).toBe(false);
    await world.ben.presses(buttonOf(off.notice, "Turn nudges on"));
    expect((await world.ben.person()).nudges).toBe(true);
  });
});

describe("language", () => {
  test("switches at once, by word or button", async () => {
    const outcome = await world.ben.says("language zh-CN");
    expect(told(outcome)).toBe("以后我会用简体中文给你发消息。\n\n[English]");
    expect(told(await world.ben.says("away"))).toContain("你没有设置暂离");
    expect(told(await world.ben.presses(buttonOf(outcome.notice, "English")))).toContain("I'll speak English with you");
    expect(told(await world.ben.says("away"))).toContain("You're not away");
  });

  test.each([
    ["中文", "zh-CN"],
    ["zh", "zh-CN"],
    ["English", "en"],
    ["en-GB", "en"],
  ])("“%s” is %s", async (word, locale) => {
    await world.ben.says(`language ${word}`);
    expect((await world.ben.person()).chosenLocale).toBe(locale);
  });

  test("wins over what the platform says, and a wrong one changes nothing", async () => {
    await world.chen.says("language en");
    const outcome = await world.chen.says("language klingon");
    expect(told(outcome)).toContain("“klingon” isn't one of en or zh-CN.");
    expect((await world.chen.person()).chosenLocale).toBe("en");
  });

  test("turns the card that is open, too", async () => {
    await world.ben.says("checkin");
    await world.ben.says("language zh-CN");
    const edits = (await world.queuedFor("ben")).filter(({ operation }) => operation === "edit");
    expect(edits.map(({ message }) => message.locale)).toEqual(["zh-CN"]);
  });
});

describe("leave", () => {
  const confirm = async () => ({ act: "confirm-leave", teamId: (await world.team()).id }) as const;

  test("asks once more, then is at once; the second press is told so", async () => {
    const { notice } = await world.ben.says("leave");
    expect(notice && toPlainText(notice)).toContain("Leave Speed?");
    expect((await world.membership(world.ben)).intervals).toEqual([{ since: MONDAY_MORNING }]);
    world.clock.advance({ hours: 1 });
    expect(told(await world.ben.presses(buttonOf(notice, "Leave")))).toContain("You have left Speed.");
    const intervals = [{ since: MONDAY_MORNING, until: MONDAY_MORNING + 3_600_000 }];
    expect((await world.membership(world.ben)).intervals).toEqual(intervals);
    world.clock.advance({ hours: 1 });
    expect(told(await world.ben.presses(await confirm()))).toBe("You're not on Speed anymore.");
    expect((await world.membership(world.ben)).intervals).toEqual(intervals);
    expect(await world.queuedFor("ben")).toEqual([]);
  });

  test("is open to observers", async () => {
    await world.dora.presses(await confirm());
    expect(told(await world.dora.says("leave"))).toContain("You're not on a team yet.");
  });

  test("asks the last lead to hand over first", async () => {
    const { notice } = await world.ana.says("leave");
    expect(notice && toPlainText(notice)).toContain("You're the only lead of Speed. Name another lead first");
    expect(told(await world.ana.presses(await confirm()))).toContain("You're the only lead of Speed.");
    expect((await world.ana.presses(buttonOf(notice, "Name a lead"))).form?.context).toMatchObject({ form: "members" });
    expect(await world.membership(world.ana)).toMatchObject({ lead: true, intervals: [{ since: MONDAY_MORNING }] });
  });

  test("lets a lead go when another is left", async () => {
    const team = await world.team();
    await world.ana.submits(
      { form: "members", teamId: team.id, revision: 1 },
      { members: ["chen"], leads: ["ana", "ben"], observers: [] },
    );
    world.clock.advance({ hours: 1 });
    expect(told(await world.ana.presses(await confirm()))).toContain("You have left Speed.");
    expect((await world.membership(world.ana)).lead).toBe(false);
  });

  test("of the last one stops the rounds", async () => {
    await world.eve.submits(
      { form: "setup" },
      setupValues({ name: "Solo", channel: "", members: [], observers: [], privacy: "open" }),
    );
    const { id } = await world.team("Solo");
    expect(told(await world.eve.says("leave"))).toContain("You're the last person on it");
    await world.eve.presses({ act: "confirm-leave", teamId: id });
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBeUndefined();
  });

  test("tells a stranger nothing of the team", async () => {
    expect(told(await world.eve.presses(await confirm()))).toBe("You're not on that team.");
  });

  test("asks which team where there are two", async () => {
    await world.eve.submits({ form: "setup" }, setupValues({ name: "Other", channel: "" }));
    const { notice } = await world.ben.says("leave");
    expect(listButtons(notice).map(({ label }) => label)).toEqual(["Other", "Speed"]);
    expect(told(await world.ben.presses(buttonOf(notice, "Other")))).toContain("Leave Other?");
  });
});
