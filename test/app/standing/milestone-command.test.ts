import { afterEach, describe, expect, test } from "vitest";
import { buttonOf } from "../../helpers/world.ts";
import { aStandingWorld, readNotice, type StandingOptions, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const THREE = ["ana", "ben", "cem"] as const;
const listKept = (standing: StandingWorld) => standing.world.stores((stores) => stores.milestones.listOfTeam("team-1"));

describe("milestones", () => {
  test("without one the lead is told how to keep one", async () => {
    const standing = await open();
    expect(readNotice(await standing.world.actor("ana").says("milestone"))).toContain("No milestones yet.");
  });

  test("a standing is kept under a name of several words", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    const kept = await standing.world.actor("ana").says("milestone before production go-live");
    expect(readNotice(kept)).toBe("Saved as before production go-live: 33%, coverage 75%, 6 of 26 conditions for Level 3.");
  });

  test("then stands beside now, part by part, with the change", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    await standing.allRate(THREE, 1);
    await lead.says("milestone go-live");
    standing.world.clock.advance({ days: 30 });
    await standing.allRate(THREE, 3);
    const text = readNotice(await lead.presses(buttonOf((await lead.says("milestone")).notice, "Compare with go-live")));
    expect(text).toContain("“go-live” (2 Nov 2026) and now");
    expect(text).toContain("Whole level | 33% (coverage 75%) | 100% (coverage 75%) | +67");
    expect(text).toContain("technology dimension | 33% (coverage 75%) | 100% (coverage 75%) | +67");
    expect(text).toContain("Conditions met | 6 of 26 | 13 of 26 | +7");
  });

  test("a change counts the questions rated both times, and what is new since is named as new", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    for (const userId of THREE) await standing.answers(userId, { "cost-report": 1, "business-value": 1, "kpi-language": 1 });
    expect(readNotice(await lead.says("milestone start"))).toBe(
      "Saved as start: 3 of 6 questions have enough answers. There's no score yet, but you can still compare with it later.",
    );
    const rest = { "production-app": 3, "cluster-metrics": 3, logs: 3 } as const;
    for (const userId of THREE) await standing.answers(userId, { ...rest, "cost-report": 2 });
    const text = readNotice(await lead.says("milestone start"));
    expect(text).toContain("Whole level | 3 of 6 questions have enough answers | 75% (coverage 75%) | +17 on 3 questions");
    expect(text).toContain("The change counts the 3 questions rated both times.");
    expect(text).toContain("3 questions are new in the score since then");
    expect(text).toContain("technology dimension | – | 100% (coverage 75%) | –");
  });

  test("the same name again compares and keeps nothing new", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    await lead.says("milestone go-live");
    expect(readNotice(await lead.says("milestone Go-Live"))).toContain("“go-live” was saved on 2 Nov 2026.");
    expect(await listKept(standing)).toHaveLength(1);
  });

  test("a number that may not be shown is not shown of a milestone either", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    await standing.allRate(["ana", "ben"], 0);
    expect(readNotice(await lead.says("milestone start"))).toContain("There's no number to show yet");
    await standing.allRate(THREE, 3);
    const text = readNotice(await lead.says("milestone start"));
    expect(text).toContain("Whole level | hidden | 100% (coverage 75%) | –");
    expect(text).not.toMatch(/\b0% \(/);
  });

  test("a form keeps one too, and refuses an empty and a long name at its field", async () => {
    const standing = await open();
    const lead = standing.world.actor("ana");
    const context = { form: "milestone", teamId: "team-1" } as const;
    expect((await lead.presses({ act: "open-form", form: context })).form?.fields).toHaveLength(1);
    expect((await lead.submits(context, { name: " " })).errors).toEqual({ name: "Please fill this in." });
    expect((await lead.submits(context, { name: "x".repeat(81) })).errors).toEqual({
      name: "Please use at most 80 characters for the name.",
    });
    await lead.submits(context, { name: "before go-live" });
    expect(await listKept(standing)).toMatchObject([{ name: "before go-live" }]);
  });

  test("a member keeps none, by command or by form", async () => {
    const standing = await open();
    const member = standing.world.actor("ben");
    expect(readNotice(await member.says("milestone mine"))).toContain("Only leads of");
    const refused = await member.submits({ form: "milestone", teamId: "team-1" }, { name: "mine" });
    expect(readNotice(refused)).toContain("Only leads of");
    expect(await listKept(standing)).toEqual([]);
  });
});
