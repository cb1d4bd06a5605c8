/** Screens and forms of set-up, roster and personal settings: worded in both languages, within the tightest platform's limits. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LOCALES, type Locale } from "../../../src/core/locale.ts";
import { type Cadence, NEW_SCHEDULE } from "../../../src/core/schedule/cadence.ts";
import type { Form } from "../../../src/message/form.ts";
import type { Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buildAwayForm } from "../../../src/message/screens/preferences/away-screen.ts";
import { buildForgetQuestion, buildPrivacy } from "../../../src/message/screens/preferences/privacy-screen.ts";
import { buildProgrammeForm } from "../../../src/message/screens/programme/members-programme.ts";
import { buildPauseForm, buildScheduleForm } from "../../../src/message/screens/schedule/schedule-form.ts";
import { buildScheduleView } from "../../../src/message/screens/schedule/schedule-screen.ts";
import { sayCadence, sayDay, sayMoment, sayWindow } from "../../../src/message/screens/schedule/schedule-words.ts";
import { buildGreeting, shortenGreeting } from "../../../src/message/screens/team/greeting.ts";
import { buildFindMemberForm, buildMembersForm, buildTakeOutForm } from "../../../src/message/screens/team/members-forms.ts";
import { buildRoster, buildRosterChanges } from "../../../src/message/screens/team/members.ts";
import { buildRolesForm } from "../../../src/message/screens/team/roles-screen.ts";
import { buildNewTeamForm, buildTeamForm } from "../../../src/message/screens/team/setup.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";
import { aCatalogue } from "../../helpers/catalogue.ts";
import { aMembership, aPerson, aSchedule, aTeam, NOW } from "../../helpers/team.ts";

const voices = await createVoices(join(import.meta.dirname, "../../../prompts"));

describe("a cadence in words", () => {
  const cases: readonly [Cadence, Record<Locale, string>][] = [
    [
      { every: "week", weekday: 1 },
      { en: "every Monday at 09:00", "zh-CN": "每星期一 09:00" },
    ],
    [
      { every: "two-weeks", weekday: 3 },
      { en: "every second Wednesday at 09:00", "zh-CN": "每两周的星期三 09:00" },
    ],
    [
      { every: "month", nth: 1, weekday: 2 },
      { en: "every first Tuesday of the month at 09:00", "zh-CN": "每月第一个星期二 09:00" },
    ],
    [
      { every: "quarter", nth: -1, weekday: 5 },
      { en: "every three months on the last Friday at 09:00", "zh-CN": "每三个月的最后一个星期五 09:00" },
    ],
    [
      { every: "cron", expression: "0 9 * * 1" },
      { en: "by the cron expression 0 9 * * 1", "zh-CN": "按 cron 表达式 0 9 * * 1" },
    ],
  ];
  test.each(cases)("%j", (cadence, words) => {
    for (const locale of LOCALES) expect(sayCadence(voices(locale), aSchedule({ cadence }))).toBe(words[locale]);
  });
});

describe("a moment in words", () => {
  test("has its weekday and hour by the reader's clock", () => {
    expect(sayMoment(voices("en"), NOW, "America/New_York")).toBe("Monday, 23 Nov 2026, 04:00 (UTC−5)");
    expect(sayMoment(voices("zh-CN"), NOW, "Pacific/Auckland")).toBe("2026年11月23日星期一 22:00（UTC+13）");
    expect(sayDay(voices("en"), NOW, "Pacific/Kiritimati")).toBe("Monday, 23 Nov 2026");
  });

  test("has whole days as days", () => {
    expect(sayWindow(voices("en"), 48)).toBe("2 days");
    expect(sayWindow(voices("en"), 50)).toBe("50 hours");
    expect(sayWindow(voices("zh-CN"), 24)).toBe("24 小时");
  });
});

/** Slack: title, submit and close of a modal 24 characters, an option 75, a label or hint 2000. */
function listForms(locale: Locale): readonly Form[] {
  const voice = voices(locale);
  const team = aTeam({ schedule: aSchedule({ quietHours: { from: "20:00", to: "08:00" }, holidays: ["2026-12-24"] }) });
  const catalogue = aCatalogue();
  const person = aPerson();
  return [
    buildNewTeamForm(voice, { context: { form: "setup" }, locale, schedule: NEW_SCHEDULE, questions: 63 }),
    buildTeamForm(voice, { team, questions: 63 }),
    buildScheduleForm(voice, team),
    buildPauseForm(voice, team.id),
    buildMembersForm(voice, team),
    buildTakeOutForm(voice, { team, active: [{ person, membership: aMembership() }] }),
    buildFindMemberForm(voice, team),
    buildRolesForm(voice, { team, catalogue, person, membership: aMembership() }),
    buildProgrammeForm(voice, []),
    buildAwayForm(voice),
  ];
}

describe.each(LOCALES)("forms in %s", (locale) => {
  test.each(listForms(locale).map((form) => [form.context.form, form] as const))("%s fit into a dialog", (_, form) => {
    expect([form.title, form.submit, form.cancel].filter((text) => text.length > 24 || text === "")).toEqual([]);
    const options = form.fields.flatMap((field) => ("options" in field ? field.options : []));
    expect(options.filter(({ label }) => label.length > 75)).toEqual([]);
    expect(form.fields.filter(({ label, hint }) => label.length > 150 || (hint?.length ?? 0) > 150)).toEqual([]);
    expect(new Set(form.fields.map(({ id }) => id)).size).toBe(form.fields.length);
  });
});

describe("a value that is already chosen", () => {
  test("is among the options of its field", () => {
    for (const form of LOCALES.flatMap(listForms)) {
      for (const field of form.fields) {
        if (field.kind !== "select") continue;
        expect(field.options.map(({ value }) => value)).toContain(field.value);
      }
    }
  });
});

const elementsOf = (message: Message, kind: string) => message.elements.filter((element) => element.kind === kind);

describe("the schedule", () => {
  test("names what is kept besides the rhythm", () => {
    const schedule = aSchedule({
      holidays: ["2026-12-24"],
      holidayCountry: "DE",
      quietHours: { from: "20:00", to: "08:00" },
      oneZone: true,
    });
    const view = buildScheduleView(voices("en"), { team: aTeam({ schedule }), times: [NOW], zone: "UTC", now: NOW });
    const text = toPlainText(view);
    expect(text).toContain("Days off: 24 Dec 2026");
    expect(text).toContain("Public holidays in: Germany");
    expect(text).toContain("Quiet hours: 20:00 to 08:00");
    expect(text).toContain("everyone at the same moment, in UTC time");
  });

  test("offers to resume while paused, and to pause otherwise", () => {
    const buttons = (pausedUntil: number) =>
      elementsOf(
        buildScheduleView(voices("en"), { team: aTeam({ pausedUntil }), times: [], zone: "UTC", now: NOW }),
        "buttons",
      ).flatMap((element) => (element.kind === "buttons" ? element.buttons.map(({ label }) => label) : []));
    expect(buttons(NOW + 1)).toEqual(["Change", "Resume"]);
    expect(buttons(NOW)).toEqual(["Change", "Pause"]);
  });
});

describe("a greeting", () => {
  test("names both workspaces of a linked team, also where it is cut to what a first check-in leaves out", () => {
    for (const [locale, said] of [
      ["en", "is one team in Example Ltd and Other Ltd"] as const,
      ["zh-CN", "同时在 Example Ltd"] as const,
    ]) {
      const greeting = greet(locale, { sides: ["Example Ltd", "Other Ltd"] });
      expect(toPlainText({ ...greeting, elements: shortenGreeting(greeting) })).toContain(said);
      expect(toPlainText(greet(locale))).not.toContain("Other Ltd");
    }
  });

  const greet = (locale: Locale, overrides: Partial<Parameters<typeof buildGreeting>[1]> = {}) =>
    buildGreeting(voices(locale), { team: aTeam(), membership: aMembership(), by: "Ana Example", zone: "UTC", ...overrides });

  test("says who, how much, when, who sees what and how to leave, each in a paragraph of its own", () => {
    const text = toPlainText(greet("en", { firstAt: NOW }));
    expect(text).toContain("Ana Example added you as a member.");
    expect(text).toContain("5 questions every Monday at 09:00, about 4 minutes.");
    expect(text).toContain("The first ones arrive on Monday, 23 Nov 2026, 09:00 (UTC).");
    expect(text).toContain("Only you see your answers.");
    expect(text).toContain("leave takes you off the team right away");
  });

  test("warns where a team chose open mode", () => {
    const message = greet("en", { team: aTeam({ privacy: "open" }) });
    const warnings = message.elements.filter((element) => element.kind === "paragraph" && element.tone === "warning");
    expect(warnings).toHaveLength(1);
  });

  test("tells a lead and an observer what they are", () => {
    expect(toPlainText(greet("en", { membership: aMembership({ lead: true }) }))).toContain("added you as a lead");
    const observer = greet("zh-CN", { membership: aMembership({ kind: "observer" }), firstAt: NOW });
    expect(toPlainText(observer)).toContain("加为观察者");
    expect(toPlainText(observer)).not.toContain("第一批问题");
  });
});

describe("the roster", () => {
  test("shows a name as its owner wrote it", () => {
    const name = "<!channel> *Eve* [x](https://example.com)";
    const active = [{ membership: aMembership(), person: { id: "p", name } }];
    const [table] = elementsOf(
      buildRoster(voices("en"), { team: aTeam(), catalogue: aCatalogue(), active, former: [] }),
      "table",
    );
    expect(table?.kind === "table" ? table.rows[0]?.[0] : undefined).toBe(name);
  });

  test("says how many greetings wait", () => {
    const changes = { team: aTeam(), added: ["Eve Example"], returned: [], removed: [], changed: [], few: false };
    expect(toPlainText(buildRosterChanges(voices("en"), { ...changes, later: 1 }))).toContain("1 greeting waits a few days");
    expect(toPlainText(buildRosterChanges(voices("en"), { ...changes, later: 0 }))).not.toContain("greeting");
  });
});

describe("what is kept", () => {
  test("is said with the day that somebody is away until, in their zone", () => {
    const message = buildPrivacy(voices("en"), {
      person: aPerson(),
      zone: "Asia/Shanghai",
      absences: [
        { from: 0, until: Date.UTC(2026, 11, 1, 16) },
        { from: Date.UTC(2026, 11, 19, 16), until: Date.UTC(2027, 0, 4, 16) },
      ],
      now: Date.UTC(2026, 10, 20),
      teams: [],
      ledger: { goals: [], kpis: [], readings: 0 },
      namedOwners: [],
    });
    expect(toPlainText(message)).not.toContain("Business value");
    expect(toPlainText(message)).toContain("away until Wednesday, 2 Dec 2026");
    expect(toPlainText(message)).toContain("Planned absences: Sunday, 20 Dec 2026 – Monday, 4 Jan 2027");
  });

  test("is asked about before it goes, in both languages, without a count where there is none", () => {
    const data = { teams: 0, answers: 0, leaderless: [], ends: [] };
    expect(toPlainText(buildForgetQuestion(voices("en"), data))).toContain(
      "your place in any team, your answers with all notes and links",
    );
    expect(toPlainText(buildForgetQuestion(voices("zh-CN"), data))).toContain("你在团队里的位置，你的回答以及所有备注和链接");
    const some = { ...data, teams: 2, answers: 3 };
    expect(toPlainText(buildForgetQuestion(voices("zh-CN"), some))).toContain("你在 2 个团队里的位置，你的 3 条回答以及");
  });
});
