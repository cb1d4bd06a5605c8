/** Setting up a team, and changing it, through the app. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "../../../src/core/time.ts";
import type { FieldId } from "../../../src/message/form-fields.ts";
import type { FormValues } from "../../../src/message/form.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf, listButtons, MONDAY_MORNING } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "./settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
});
afterEach(() => world.close());

const listTeams = () => world.stores((stores) => stores.teams.listOfWorkspace(world.workspace.id));

describe("the form", () => {
  test("opens for anybody, with a free channel where it was asked for and how long a pass takes", async () => {
    const { form } = await world.ana.says("setup", { in: "channel", channelId: "c-1" });
    expect(form?.context).toEqual({ form: "setup", channelId: "c-1" });
    expect(form?.fields.map(({ id }) => id)).toEqual([
      "name",
      "channel",
      "members",
      "leads",
      "observers",
      "cadence",
      "weekday",
      "time",
      "zone",
      "zoneMode",
      "windowHours",
      "questions",
      "locale",
      "privacy",
    ]);
    expect(form?.fields.find(({ id }) => id === "channel")).toMatchObject({ value: "c-1" });
    expect(form?.fields.find(({ id }) => id === "zone")).toMatchObject({ value: "Europe/Berlin" });
    expect(form?.fields.find(({ id }) => id === "questions")?.hint).toContain("you're through in 2 rounds");
  });

  test("does not offer a channel that is another team's home", async () => {
    await world.setUp();
    const { form } = await world.eve.says("setup", { in: "channel", channelId: "c-home" });
    expect(form?.fields.find(({ id }) => id === "channel")).not.toHaveProperty("value");
  });

  test("lets a lead choose between the old team and a new one", async () => {
    await world.setUp();
    const { notice } = await world.ana.says("setup");
    const opened = await world.ana.presses(buttonOf(notice, "Change Speed"));
    expect(opened.form?.fields.map(({ id }) => id)).toEqual(["name", "channel", "questions", "locale", "privacy"]);
    expect((await world.ana.presses(buttonOf(notice, "Set up a new one"))).form?.context).toEqual({ form: "setup" });
  });

  test("opens at once for a member who leads none", async () => {
    await world.setUp();
    expect((await world.ben.says("setup")).form).toBeDefined();
  });
});

describe("a team that is set up", () => {
  test("has its author as lead and member, and the others as named", async () => {
    await world.setUp({ leads: ["chen"] });
    expect(await world.membership(world.ana)).toMatchObject({ kind: "member", lead: true, roles: [] });
    expect(await world.membership(world.ben)).toMatchObject({ kind: "member", lead: false });
    expect(await world.membership(world.chen)).toMatchObject({ kind: "member", lead: true });
    expect(await world.membership(world.dora)).toMatchObject({ kind: "observer", lead: false });
  });

  test("keeps what the form said, by the newest catalogue", async () => {
    await world.setUp({
      name: "  Speed \n boat ",
      cadence: "month",
      weekday: "5",
      time: "9:30",
      zone: "asia/shanghai",
      zoneMode: "one",
      privacy: "open",
      locale: "zh-CN",
      questions: "3",
    });
    expect(await world.team("Speed boat")).toMatchObject({
      channelId: "c-home",
      locale: "zh-CN",
      privacy: "open",
      questionsPerRound: 3,
      revision: 1,
      edition: "cnmm-3.0-level-2@1",
      schedule: {
        cadence: { every: "month", nth: 1, weekday: 5 },
        time: "09:30",
        zone: "Asia/Shanghai",
        oneZone: true,
        windowHours: 48,
      },
    });
  });

  test("works on the day it chose", async () => {
    await world.setUp({ weekday: "7" });
    expect((await world.team()).schedule.workingDays).toEqual([1, 2, 3, 4, 5, 7]);
  });

  test("opens its next round at the first member's hour", async () => {
    const outcome = await world.setUp();
    const { id } = await world.team();
    const shanghaiNine = Date.UTC(2026, 10, 9, 1);
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBe(shanghaiNine);
    expect(told(outcome)).toContain("You get your first questions on Monday, 9 Nov 2026, 09:00 (UTC+1).");
  });

  test("begins its quarters with the first that comes", async () => {
    await world.setUp({ cadence: "quarter", weekday: "3" });
    const { id, schedule } = await world.team();
    expect(schedule.anchor).toBe("2026-11-04");
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBe(Date.UTC(2026, 10, 4, 1));
  });

  test("tells what was made and what is next", async () => {
    const { notice } = await world.setUp();
    expect(notice && toPlainText(notice)).toContain("3 members, 1 observer. You're a lead.");
    expect(notice && toPlainText(notice)).toContain("I'm greeting 3 people.");
    expect(listButtons(notice).map(({ action }) => action)).toEqual([
      { act: "command", line: "assess", teamId: (await world.team()).id },
      { act: "command", line: "roles", teamId: (await world.team()).id },
      { act: "command", line: "schedule", teamId: (await world.team()).id },
    ]);
  });

  test("may wait with its channel, and says what that means", async () => {
    const outcome = await world.setUp({ channel: "" });
    expect(await world.team()).not.toHaveProperty("channelId");
    expect(told(outcome)).toContain("There's no home channel yet, so I can't post the digest.");
    expect((await world.queued()).every(({ lane }) => lane.startsWith("person:"))).toBe(true);
  });

  test("makes the first in a workspace its programme lead, and nobody after", async () => {
    await world.setUp();
    await world.eve.submits(
      { form: "setup" },
      setupValues({ name: "Other", channel: "", members: ["ben", "chen"], observers: [] }),
    );
    expect((await world.ana.person()).programmeLead).toBe(true);
    expect((await world.eve.person()).programmeLead).toBe(false);
  });

  test("says hello once in its channel, in its own language, with open mode said", async () => {
    await world.setUp({ locale: "zh-CN", privacy: "open" });
    const posts = (await world.queued()).filter(({ lane }) => lane === "channel:w-1:c-home");
    expect(posts).toHaveLength(1);
    const text = toPlainText(posts[0]?.message ?? { locale: "en", summary: "", elements: [] });
    expect(text).toContain("Ana Example 把我请来了");
    expect(text).toContain("公开模式");
  });
});

describe("a form sent twice", () => {
  test("makes one team, one greeting each and one welcome", async () => {
    await world.setUp();
    const before = await world.queued();
    const again = await world.setUp();
    expect(told(again)).toBe("Speed is already set up.");
    expect(await listTeams()).toHaveLength(1);
    expect(await world.queued()).toHaveLength(before.length);
  });

  test("at the same moment makes one team, too", async () => {
    const outcomes = await Promise.all([world.setUp(), world.setUp(), world.setUp()]);
    expect(outcomes.filter((outcome) => told(outcome).includes("3 members"))).toHaveLength(1);
    expect(await listTeams()).toHaveLength(1);
  });
});

describe("a field that is wrong", () => {
  const cases: readonly [field: FieldId<"setup">, values: FormValues<"setup">, says: string][] = [
    ["name", { name: "x" }, "2 to 60 characters"],
    ["name", { name: "x".repeat(61) }, "2 to 60 characters"],
    ["name", { name: "" }, "2 to 60 characters"],
    [
      "members",
      { members: ["ben", "ghost"] },
      "I can't find ghost here. Apps and closed accounts can't take part. If it's someone else, submit the form again.",
    ],
    ["members", { members: Array.from({ length: 201 }, (_, index) => `m${index}`) }, "a form takes 100 at a time"],
    [
      "leads",
      { leads: ["ghost"] },
      "I can't find ghost here. Apps and closed accounts can't take part. If it's someone else, submit the form again.",
    ],
    ["observers", { observers: ["ben"] }, "Ben Example: a person is either a member or an observer."],
    ["observers", { leads: ["dora"] }, "Dora Example: a person is either a member or an observer."],
    ["observers", { observers: ["ana"] }, "Take yourself out of the observers."],
    ["cadence", { cadence: "daily" }, "Choose one from the list."],
    ["weekday", { weekday: "8" }, "Monday to Sunday"],
    ["time", { time: "24:00" }, "Enter a time like 09:30"],
    ["time", { time: "" }, "Enter a time like 09:30"],
    ["zone", { zone: "Europe/Berln" }, "Did you mean Europe/Berlin?"],
    ["zone", { zone: "CST" }, "I don't recognize the time zone “CST”."],
    ["zone", { zone: "" }, "Please fill this in."],
    ["zoneMode", { zoneMode: "both" }, "Choose one from the list."],
    ["windowHours", { windowHours: "3" }, "4 to 336 hours"],
    ["questions", { questions: "0" }, "from 1 to 10"],
    ["questions", { questions: "11" }, "from 1 to 10"],
    ["questions", { questions: "five" }, "from 1 to 10"],
    ["locale", { locale: "fr" }, "Choose one from the list."],
    ["privacy", { privacy: "secret" }, "Choose one from the list."],
    ["privacy", { members: ["ben"] }, "With 2 members, anyone could work out who answered what"],
  ];
  test.each(cases)("%s %j", async (field, values, says) => {
    const { errors, notice } = await world.setUp(values);
    expect(Object.keys(errors ?? {})).toEqual([field]);
    expect(errors?.[field]).toContain(says);
    expect(notice).toBeUndefined();
    expect(await listTeams()).toEqual([]);
    expect(await world.queued()).toEqual([]);
  });

  test("is said in the author's language, all at once", async () => {
    await world.ana.says("language zh-CN");
    const { errors } = await world.setUp({ name: "x", time: "noon", members: ["ghost"] });
    expect(errors).toEqual({
      members: "我在这里找不到 ghost。应用和已停用的账号不能参加；如果不是这种情况，请再提交一次。",
      name: "团队名称需要 2 到 60 个字符。",
      time: "请填写时间，例如 09:30。",
    });
  });

  test("is the name when another team has it, however it is written", async () => {
    await world.setUp();
    const { errors } = await world.eve.submits({ form: "setup" }, setupValues({ name: "SPEED", channel: "c-2" }));
    expect(errors).toEqual({ name: "There's already a team called Speed here." });
  });

  test("is the channel when another team is at home there", async () => {
    await world.setUp();
    const { errors } = await world.eve.submits({ form: "setup" }, setupValues({ name: "Other" }));
    expect(errors).toEqual({ channel: "That channel is Speed's home. Choose another one." });
  });

  test("is never privacy for two who choose open mode", async () => {
    await world.setUp({ members: ["ben"], observers: [], privacy: "open" });
    expect((await world.team()).privacy).toBe("open");
  });
});

describe("a greeting", () => {
  const greetingOf = async (userId: string) => (await world.queuedFor(userId)).filter(({ unsolicited }) => unsolicited);

  test("goes to each who was added, not to the author, in their language", async () => {
    await world.setUp();
    expect(await world.queuedFor("ana")).toEqual([]);
    const [chen] = await greetingOf("chen");
    expect(chen?.message.locale).toBe("zh-CN");
    const text = toPlainText(chen?.message ?? { locale: "en", summary: "", elements: [] });
    expect(text).toContain("Ana Example 把你加为成员");
    expect(text).toContain("5 道题，约 4 分钟");
    expect(text).toContain("第一批问题会在 2026年11月9日星期一 09:00（UTC+8）发给你");
    expect(text).toContain("你的回答只有你自己看得到");
    expect(text).toContain("leave 立即退出");
    expect((await world.chen.person()).greetedAt).toBe(MONDAY_MORNING);
  });

  test("tells an observer that they are never asked", async () => {
    await world.setUp();
    const [dora] = await greetingOf("dora");
    expect(toPlainText(dora?.message ?? { locale: "en", summary: "", elements: [] })).toContain("I'll never ask you questions");
  });

  test("says so when the team chose open mode", async () => {
    await world.setUp({ privacy: "open" });
    const [ben] = await greetingOf("ben");
    expect(toPlainText(ben?.message ?? { locale: "en", summary: "", elements: [] })).toContain(
      "open mode: everyone on the team sees who answered what",
    );
  });

  test("waits for the reader's working hours", async () => {
    await world.setUp();
    const [ben] = await greetingOf("ben");
    const newYorkNine = Date.UTC(2026, 10, 2, 14);
    expect(ben?.notBefore).toBe(newYorkNine);
    expect((await greetingOf("dora"))[0]?.notBefore).toBe(MONDAY_MORNING);
  });

  test("waits until the reader is back", async () => {
    await world.dora.says("away 2026-11-11");
    await world.setUp();
    expect((await greetingOf("dora"))[0]?.notBefore).toBe(Date.UTC(2026, 10, 11, 9));
  });

  test("counts: a third within the week waits a week", async () => {
    await world.setUp();
    for (const name of ["Second", "Third"]) {
      await world.eve.submits(
        { form: "setup" },
        setupValues({ name, channel: "", members: ["ben", "chen"], observers: ["dora"] }),
      );
    }
    const times = (await greetingOf("dora")).map(({ notBefore }) => notBefore).sort((left, right) => left - right);
    expect(times).toEqual([MONDAY_MORNING, MONDAY_MORNING, MONDAY_MORNING + 7 * DAY_MS]);
  });
});

describe("a change of settings", () => {
  const settings = { name: "Speed", channel: "c-home", questions: "5", locale: "en", privacy: "private" };
  const change = async (values: FormValues<"setup">, revision = 1) => {
    const { id } = await world.team();
    return world.ana.submits({ form: "setup", teamId: id, revision }, { ...settings, ...values });
  };
  beforeEach(async () => {
    await world.setUp();
  });

  test("is kept, and a new channel is welcomed", async () => {
    const outcome = await change({ name: "Speedy", channel: "c-2", questions: "3", locale: "zh-CN" });
    expect(told(outcome)).toContain("Your changes to Speedy are saved. I'm saying hello in its new channel now.");
    expect(await world.team("Speedy")).toMatchObject({ channelId: "c-2", questionsPerRound: 3, locale: "zh-CN", revision: 2 });
    expect((await world.queued()).filter(({ lane }) => lane === "channel:w-1:c-2")).toHaveLength(1);
  });

  test("keeps its own name and channel, and may give the channel up", async () => {
    expect((await change({})).errors).toBeUndefined();
    await change({ channel: "" });
    expect(await world.team()).not.toHaveProperty("channelId");
  });

  test("sent twice has one effect and the same answer", async () => {
    await change({ questions: "3" });
    expect(told(await change({ questions: "3" }))).toBe("Your changes to Speed are saved.");
    expect((await world.team()).revision).toBe(2);
  });

  test("by an outdated form changes nothing and offers it anew", async () => {
    await change({ questions: "3" });
    const outcome = await change({ questions: "7" });
    expect(told(outcome)).toContain("Someone else changed");
    expect((await world.team()).questionsPerRound).toBe(3);
    const again = await world.ana.presses(buttonOf(outcome.notice, "Open the form again"));
    expect(again.form?.context).toMatchObject({ form: "setup", revision: 2 });
  });

  test("never opens what was answered in private", async () => {
    await world.answers(world.ana, {});
    expect((await change({ privacy: "open" })).errors?.privacy).toContain("only they can see their answers");
    expect((await world.team()).privacy).toBe("private");
  });

  test("may open a team that nobody answered in, and close it again", async () => {
    await change({ privacy: "open" });
    expect((await world.team()).privacy).toBe("open");
    await change({ privacy: "private" }, 2);
    expect((await world.team()).privacy).toBe("private");
  });

  test("is refused to a member, with nothing changed", async () => {
    const { id } = await world.team();
    const outcome = await world.ben.submits({ form: "setup", teamId: id, revision: 1 }, { ...settings, name: "Mine" });
    expect(told(outcome)).toContain("Only leads of Speed can use");
    expect((await world.team()).revision).toBe(1);
  });
});

test("a minute before its hour a new team's first round is still to come that day", async () => {
  const eight = Date.UTC(2026, 10, 2, 8);
  world.clock.set(eight - MINUTE_MS);
  await world.setUp({ zoneMode: "one" });
  const { id } = await world.team();
  expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBe(eight);
});
