/** How many commands people may ask for in a while; what is beyond is refused kindly, and a check-in never. */
import { afterEach, describe, expect, it } from "vitest";
import { COMMAND_BUDGETS, createCommandBudget } from "../../../src/app/commands/command-budget.ts";
import { createHelpFeature } from "../../../src/app/commands/show-help.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf, aWorld, type TestWorld } from "../../helpers/world.ts";

let world: TestWorld | undefined;
afterEach(() => world?.close());

function aBudget() {
  let now = 0;
  const budget = createCommandBudget({ now: () => now });
  const spend = (platformUserId: string, workspaceId = "w-1", word: "steps" | "overview" | "help" = "steps") =>
    budget.spend({ workspaceId, platformUserId, word });
  return {
    spend,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("a budget of commands", () => {
  it("is spent by its member alone, and comes back with time", () => {
    const { spend, pass } = aBudget();
    const asked = Array.from({ length: COMMAND_BUDGETS.member.holds }, () => spend("ana"));
    expect(asked.every((wait) => wait === undefined)).toBe(true);
    expect([spend("ana"), spend("ben"), spend("ana", "w-2")]).toEqual([1, undefined, undefined]);
    pass(1_000);
    expect([spend("ana"), spend("ana")]).toEqual([undefined, 1]);
  });

  it("is smaller for what costs more, and help is free", () => {
    const { spend } = aBudget();
    for (let count = 0; count < 4; count += 1) expect(spend("ana", "w-1", "overview")).toBeUndefined();
    expect(spend("ana", "w-1", "overview")).toBe(10);
    expect(spend("ana", "w-1", "help")).toBeUndefined();
  });

  it("of a workspace holds back everybody there, and nobody elsewhere", () => {
    const { spend, pass } = aBudget();
    for (let count = 0; count < COMMAND_BUDGETS.workspace.holds; count += 1) spend(`member-${count}`);
    expect([spend("late"), spend("late", "w-2")]).toEqual([1, undefined]);
    pass(10);
    expect(spend("late")).toBeUndefined();
  });

  it("does not grow with a clock that goes back", () => {
    const { spend, pass } = aBudget();
    for (let count = 0; count < COMMAND_BUDGETS.member.holds; count += 1) spend("ana");
    pass(-3_600_000);
    expect(spend("ana")).toBe(1);
  });
});

it.each([
  ["en", "That's a lot of commands at once.", "Run it again"],
  ["zh-CN", "命令发得太快了", "再次运行"],
] as const)("beyond it the command is not run, and waits behind a button: %s", async (locale, said, label) => {
  const spent: string[] = [];
  const budget = {
    spend: ({ word }: { readonly word: string | undefined }) => {
      spent.push(String(word));
      return spent.length === 1 ? 3 : undefined;
    },
  };
  world = await aWorld({ features: [createHelpFeature([])], budget, locale });
  const ana = world.actor("ana", { locale });
  const refused = await ana.says("help");
  expect(refused.notice && toPlainText(refused.notice)).toContain(said);
  const run = await ana.presses(buttonOf(refused.notice, label));
  expect(run.notice && toPlainText(run.notice)).not.toContain(said);
  expect(spent).toEqual(["help", "help"]);
});

it("costs nothing for what is no command: a press of an answer, a form, a note, a home", async () => {
  const budget = {
    spend: () => {
      throw new Error("nothing is to be spent");
    },
  };
  world = await aWorld({ features: [createHelpFeature([])], budget });
  const ana = world.actor("ana");
  const walk = { act: "walk", checkInId: "c", revision: 1, event: { do: "pause" } } as const;
  await ana.presses(walk);
  await ana.submits({ form: "away" }, { until: "2026-11-03" });
  await ana.writes("a note about our deployments");
  await ana.opensHome();
  await expect(ana.says("help")).rejects.toThrow("nothing is to be spent");
});
