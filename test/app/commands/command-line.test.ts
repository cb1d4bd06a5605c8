/** What people type where they mean a command: the words as they come, in either language. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { offerAsNote } from "../../../src/app/check-in/offer-note.ts";
import type { Outcome } from "../../../src/app/request.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { putTeam } from "../../helpers/example-team.ts";
import { type Actor, aWorld, listButtons, type TestWorld } from "../../helpers/world.ts";

let world: TestWorld;
let ana: Actor;
let wang: Actor;
beforeAll(async () => {
  world = await aWorld({ features: FEATURES, onText: offerAsNote });
  const { members } = await putTeam(world, ["ana", "wang"], { locales: ["en", "zh-CN"] });
  ana = members[0]?.actor ?? world.actor("ana");
  wang = members[1]?.actor ?? world.actor("wang");
});
afterAll(() => world.close());

function told({ notice }: Outcome): string {
  return notice ? toPlainText(notice) : "";
}

const offered = ({ notice }: Outcome) => listButtons(notice).map(({ label }) => label);

describe("a command", () => {
  test.each([
    "status",
    "STATUS",
    "status.",
    "Status?",
    "status。",
    "“status”",
    "ｓｔａｔｕｓ",
    "\u200bstatus",
    "sta\u200dtus\ufeff",
    "\u202a/level2\u2060 status\u202c",
    "/status",
    "/level2 status",
    "／level2 status",
  ])("is read from “%s”", async (text) => {
    expect(told(await ana.writes(text))).toContain("where we stand");
  });

  test("keeps its words, without the full stop after them", async () => {
    expect(told(await ana.writes("Reminders standard."))).toContain("Reminders are now standard");
    expect(told(await ana.writes("reminders light!"))).toContain("Reminders are now light");
  });

  test.each(["help", "Help!", "hello", "?", "？", "帮助", "你好"])("that helps is read from “%s”", async (text) => {
    expect(told(await ana.writes(text))).toContain("For leads");
  });

  test("that is seldom needed stands below the daily ones in help", async () => {
    const help = told(await ana.writes("help"));
    const places = ["away [dates]", "privacy", "link me [code|here]", "forget me"].map((word) => help.indexOf(`${word}`));
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(places).not.toContain(-1);
  });

  test("takes several days in several words", async () => {
    expect(told(await ana.writes("away from 20 Dec 2026 until 4 Jan 2027"))).toContain("I won't ask you anything from");
    expect(told(await ana.writes("away next week"))).toContain("I won't ask you anything from Monday");
  });

  test.each(["away until next week", "away 3 days", "away 24 Dec", "away until friday"])(
    "takes a date of several words: “%s”",
    async (text) => {
      expect(told(await ana.writes(text))).toContain("I won't ask you anything until");
      expect(told(await ana.writes("away off"))).toContain("Welcome back");
    },
  );
});

describe("a message that is nearly a command", () => {
  test.each([
    ["statsu", "status"],
    ["stauts.", "status"],
    ["forget", "forget me"],
    ["score", "status"],
    ["todo", "steps"],
  ])("“%s” is answered with the nearest, which is not run", async (text, nearest) => {
    const outcome = await ana.writes(text);
    expect(told(outcome)).toContain(`Did you mean ${nearest}? Nothing changed.`);
    expect(offered(outcome)).toEqual([`/level2 ${nearest}`, "What can I do?"]);
  });

  test.each([
    ["状态", "status"],
    ["现状", "status"],
    ["下一步", "next"],
    ["暂停", "pause"],
    ["退出团队", "leave"],
    ["导出。", "export"],
  ])("“%s” is answered with the command of that meaning, in the reader's language", async (text, nearest) => {
    const outcome = await wang.writes(text);
    expect(told(outcome)).toContain(`你是想输入 ${nearest} 吗？`);
    expect(offered(outcome)[0]).toBe(`/level2 ${nearest}`);
  });

  test("is answered the same after /level2", async () => {
    expect(told(await wang.says("状态"))).toContain("你是想输入 status 吗？");
  });

  test("names the words that a command does not take instead of the command itself", async () => {
    const outcome = await ana.writes("resume friday");
    expect(told(outcome)).toContain("I don't understand “friday” after resume. Nothing changed.");
    expect(offered(outcome)).toEqual(["/level2 resume", "What can I do?"]);
    expect(await ana.says("resume friday")).toEqual(outcome);
    expect(told(await ana.says("help me please"))).toContain("For leads");
    expect(told(await ana.writes("schedule friday"))).toContain("schedule doesn't take anything after it.");
  });

  test("is answered in Teams without a slash command, which Teams does not have", async () => {
    const there = await aWorld({ features: FEATURES, onText: offerAsNote, platform: "teams" });
    const ben = there.actor("ben");
    expect(offered(await ben.writes("statsu"))).toEqual(["status", "What can I do?"]);
    const { notice } = await ben.writes("we ran a game day last week");
    expect(JSON.stringify(notice)).toContain('{"text":"help","style":"code"},{"text":" to see what I can do."}');
    await there.close();
  });

  test("leads on to help where it is like none", async () => {
    const outcome = await ana.writes("who is going to read all of this");
    expect(told(outcome)).toContain("I don't see a command in that.");
    expect(offered(outcome)).toEqual(["What can I do?"]);
  });

  test("can be run where an open question would take it as a note", async () => {
    await ana.writes("checkin");
    const outcome = await ana.writes("statsu");
    expect(told(outcome)).toContain("Save this as your note");
    expect(offered(outcome)).toEqual(["Save for me only", "Save and share", "/level2 status", "Never mind"]);
    expect(offered(await ana.writes("statsu"))).toEqual(["/level2 status", "What can I do?"]);
    expect(offered(await ana.writes("we have none of that"))).toEqual([]);
  });
});
