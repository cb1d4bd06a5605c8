import { afterEach, describe, expect, test } from "vitest";
import type { FormValues } from "../../../src/message/form.ts";
import { aSchedule } from "../../helpers/team.ts";
import { buttonOf, listButtons } from "../../helpers/world.ts";
import { aStandingWorld, readCard, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const CONTEXT = { form: "kpi", teamId: "team-1" } as const;
const values = (overrides: FormValues<"kpi"> = {}): FormValues<"kpi"> => ({
  goal: "Customers get changes sooner",
  kpi: "Days from idea to customer",
  before: "21",
  after: "6",
  measuredOn: "2026-11-01",
  link: "",
  questionId: "any",
  ...overrides,
});
const listRecords = (standing: StandingWorld) => standing.world.stores((stores) => stores.values.listOfTeam("team-1"));

describe("adding a value record", () => {
  test("a lead's record is kept and shown to all of the team", async () => {
    const standing = await open();
    const kept = await standing.world.actor("ana").submits(CONTEXT, values({ link: "https://example.com/report" }));
    expect(readNotice(kept)).toContain("Days from idea to customer: 21 → 6");
    const seen = await standing.world.actor("ben").says("kpi");
    expect(readNotice(seen)).toContain("Customers get changes sooner");
    expect(readNotice(seen)).toContain("Measured 1 Nov 2026 · counts wherever Level 3 takes a value record · Source");
    expect(listButtons(seen.notice)).toEqual([]);
  });

  test("it proves the gate question that takes a value record", async () => {
    const standing = await open();
    const actor = standing.world.actor("ana");
    expect(readNotice(await actor.says("gate"))).toContain("no evidence link or value record yet");
    await actor.submits(CONTEXT, values());
    expect(readNotice(await actor.says("gate"))).not.toContain("no evidence link or value record yet");
  });

  test("sent twice it is kept once; other figures, or the same on a later day, are another record", async () => {
    const standing = await open();
    const ana = standing.world.actor("ana");
    await ana.submits(CONTEXT, values());
    expect(readNotice(await ana.submits(CONTEXT, values()))).toContain("Days from idea to customer: 21 → 6");
    expect(await listRecords(standing)).toHaveLength(1);
    await ana.submits(CONTEXT, values({ after: "5" }));
    standing.world.clock.advance({ days: 1 });
    await ana.submits(CONTEXT, values());
    expect(await listRecords(standing)).toHaveLength(3);
  });

  const faults: readonly (readonly [string, FormValues<"kpi">, string])[] = [
    ["a missing goal", { goal: "  " }, "goal"],
    ["a missing KPI", { kpi: "" }, "kpi"],
    ["a missing figure before", { before: "" }, "before"],
    ["a missing figure after", { after: "" }, "after"],
    ["a goal of 64 KiB", { goal: "x".repeat(65_536) }, "goal"],
    ["a day that has not come", { measuredOn: "2026-11-03" }, "measuredOn"],
    ["a day that does not exist", { measuredOn: "2026-02-30" }, "measuredOn"],
    ["an http address", { link: "http://example.com" }, "link"],
    ["a javascript address", { link: "javascript:alert(1)" }, "link"],
    ["a question that takes no value record", { questionId: "logs" }, "questionId"],
  ];
  test.each(faults)("%s is refused at its field, and nothing is kept", async (_what, fault, field) => {
    const standing = await open();
    const refused = await standing.world.actor("ana").submits(CONTEXT, values(fault));
    expect(Object.keys(refused.errors ?? {})).toEqual([field]);
    expect(await listRecords(standing)).toEqual([]);
  });

  test("today is allowed, by the team's own day", async () => {
    const standing = await open({
      team: { schedule: aSchedule({ zone: "Pacific/Kiritimati" }) },
      start: Date.UTC(2026, 10, 2, 11),
    });
    const kept = await standing.world.actor("ana").submits(CONTEXT, values({ measuredOn: "2026-11-03" }));
    expect(kept.errors).toBeUndefined();
  });

  test("a member is refused, and nothing is kept", async () => {
    const standing = await open();
    expect(readNotice(await standing.world.actor("ben").submits(CONTEXT, values()))).toContain(
      "is for the leads of Example team",
    );
    expect(await listRecords(standing)).toEqual([]);
  });

  test("errors are in the author's language", async () => {
    const standing = await open({ locales: ["zh-CN"] });
    const refused = await standing.world.actor("ana").submits(CONTEXT, values({ measuredOn: "2027-01-01" }));
    expect(refused.errors).toEqual({ measuredOn: "这一天还没到，请填写实际测量的日期。" });
  });
});

describe("changing and removing", () => {
  test("a lead changes a record in place", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    const list = await lead.submits(CONTEXT, values());
    const { form } = await lead.presses(buttonOf(list.notice, "Change"));
    expect(form?.fields.find(({ id }) => id === "goal")).toMatchObject({ value: "Customers get changes sooner" });
    if (form?.context.form !== "kpi") throw new Error("the form of a value record");
    await lead.submits(form.context, values({ after: "4" }));
    expect(await listRecords(standing)).toMatchObject([{ after: "4" }]);
  });

  test("removed once it is gone; removed twice it is said so", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    const remove = buttonOf((await lead.submits(CONTEXT, values())).notice, "Remove");
    const first = await lead.presses(remove);
    expect(readNotice(first)).toContain("Removed: Customers get changes sooner.");
    expect(readCard(first)).toContain("None yet.");
    expect(readNotice(await lead.presses(remove))).toBe("That value record was removed already.");
  });

  test("a member cannot remove one", async () => {
    const standing = await open();
    const remove = buttonOf((await standing.world.actor("ana").submits(CONTEXT, values())).notice, "Remove");
    expect(readNotice(await standing.world.actor("ben").presses(remove))).toContain("is for the leads");
    expect(readNotice(await standing.world.actor("ben").says("kpi"))).toContain("Customers get changes sooner");
  });

  test("what a user wrote stays plain text", async () => {
    const standing = await open();
    const kept = await standing.world.actor("ana").submits(CONTEXT, values({ goal: "<!channel> [x](http://y) <b>z</b>" }));
    const goals = kept.notice?.elements.flatMap((element) => (element.kind === "paragraph" ? [element.text] : []));
    expect(goals).toContainEqual([{ text: "<!channel> [x](http://y) <b>z</b>", style: "bold" }]);
  });
});

test("an observer does not see value records", async () => {
  const standing = await open();
  await standing.world.stores(async (stores) => {
    const membership = await stores.memberships.find("team-1-dee");
    if (membership) await stores.memberships.save({ ...membership, kind: "observer" });
  });
  expect(readNotice(await standing.world.actor("dee").says("kpi"))).toContain("is for members of Example team");
});
