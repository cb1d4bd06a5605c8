/** The slash command alone: what waits for a person, with help behind a button. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { answerText } from "../../../src/app/answer-text.ts";
import type { Outcome } from "../../../src/app/request.ts";
import { buildWaiting } from "../../../src/app/standing/build-home.ts";
import { FEATURES } from "../../../src/bot/bot.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { putTeam } from "../../helpers/example-team.ts";
import { aWorld, listButtons, type TestWorld } from "../../helpers/world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ features: FEATURES, onText: answerText, waiting: buildWaiting });
  await putTeam(world, ["ana", "wang"], { locales: ["en", "zh-CN"] });
});
afterEach(() => world.close());

const told = ({ notice }: Outcome) => (notice ? toPlainText(notice) : "");
const offered = ({ notice }: Outcome) => listButtons(notice).map(({ label }) => label);

test("says that nothing waits, and offers a check-in and help", async () => {
  const outcome = await world.actor("ana").says("");
  expect(told(outcome)).toContain("Nothing is waiting for you.");
  expect(told(outcome)).not.toContain("For leads");
  expect(offered(outcome)).toEqual(["Check in now", "What can I do?"]);
  expect(told(await world.actor("wang").says(""))).toContain("目前没有待办。");
});

test.each(["/level2", "／level2", ""])("is read from a message of “%s”, too", async (text) => {
  expect(told(await world.actor("ana").writes(text))).toContain("Nothing is waiting for you.");
});

test("shows the check-in that is open, with a button that goes on", async () => {
  const ana = world.actor("ana");
  await ana.says("checkin");
  const outcome = await ana.says("");
  expect(told(outcome)).toContain("your check-in is open");
  expect(offered(outcome)).toEqual(["Continue", "What can I do?"]);
});

test("offers somebody without a team to set one up", async () => {
  const outcome = await world.actor("eve").says("");
  expect(told(outcome)).toContain("You're not on a team yet.");
  expect(offered(outcome)).toEqual(["Set up a team", "What can I do?"]);
});
